"""`knowhow run` in a process of its own, which can be killed at any moment."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from bot.sandbox.records import Entry
from bot.sandbox.rehearsal import Rehearsal, free_port

PATHS = ("PATH", "SYSTEMROOT", "HOME")
"""What a process needs of the environment besides its settings."""

ROOT = Path(__file__).parents[1]


AS_IT_IS = (sys.executable, "-m", "bot", "run")


class Bot:
    """The bot of a rehearsal, run by a program; what it says goes to `log`, or to where ours goes."""

    def __init__(
        self, stage: Rehearsal, folder: Path, program: Sequence[str] = AS_IT_IS, log: TextIO | None = None
    ) -> None:
        self.stage = stage
        self.folder = folder
        self.program = program
        self.log = log
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        settings = self.stage.settings | {"PORT": str(free_port())}  # another may have taken the one it had
        environment = {name: os.environ[name] for name in PATHS if name in os.environ} | settings
        self.process = await asyncio.create_subprocess_exec(
            *self.program,
            env={**environment, "PYTHONPATH": str(ROOT)},
            cwd=self.folder,
            stdout=self.log,
            stderr=self.log,
        )
        async with asyncio.timeout(60):
            await self.stage.slack.socket_mode.connected()

    def kill(self) -> None:
        """Without a word of warning."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGKILL)

    async def dies_upon(self, messages: int) -> None:
        """Kill it the moment so many of its messages have arrived at Slack's, if they do."""
        await dies_upon(self.stage, messages, self.kill)

    async def ended(self) -> None:
        """Wait until it is gone."""
        if self.process is not None:
            await self.process.wait()


async def dies_upon(stage: Rehearsal, messages: int, kill: Callable[[], object], within: float = 10.0) -> None:
    """Kill a bot the moment so many of its messages have arrived at Slack's, before it can hear that they have.

    It stays alive where that does not come to pass within so many seconds.
    """
    left, arrived, slack = messages, asyncio.Event(), stage.slack

    def watch(entry: Entry) -> None:
        nonlocal left
        if entry.what == "posted" and entry.user == slack.app.bot_user:
            left -= 1
            if left == 0:
                kill()  # at once: the answer has not left yet
                arrived.set()

    slack.workspace.watchers.append(watch)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await arrived.wait()
    finally:
        slack.workspace.watchers.remove(watch)
