"""What keeps the bot running, as a service manager does: started again whenever it ends, however that comes."""

import asyncio
import json
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

from benchmarks.soak.weather import Weather
from bot.sandbox.rehearsal import Rehearsal, free_port
from tests.bot_process import PATHS, ROOT, dies_upon

STARTS_AGAIN_AFTER = 0.2
"""Seconds after it ended."""

STARTS_WITHIN = 30.0

KILLS_FOR, SPARES_FOR = 40.0, 15.0
"""Seconds."""

DOWN = "the bot was down"
CLOCK = "clock"


class Supervisor:
    """Starts the bot and whatever follows it. `up` is set while it listens.

    While it is `spared`, only what is to happen to it does, and no kill comes by chance.
    """

    def __init__(self, stage: Rehearsal, folder: Path, weather: Weather) -> None:
        self.stage = stage
        self.folder = folder
        self.weather = weather
        self.up = asyncio.Event()
        self.spared = False
        self._pid = 0
        self._may_start = asyncio.Event()
        self._may_start.set()
        self._clock = -1

    async def run(self) -> None:
        """Until it is cancelled."""
        os.mkfifo(self.folder / CLOCK)
        self._clock = os.open(self.folder / CLOCK, os.O_RDWR)  # open at both ends, so that neither waits for the other
        nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.soak.nursery"),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert nursery.stdin
        assert nursery.stdout
        try:
            while True:
                self.weather.begins(DOWN)
                await self._may_start.wait()
                await self._old_sockets_closed()
                nursery.stdin.write(f"{json.dumps(self._order())}\n".encode())
                self._pid = int(await nursery.stdout.readline())
                ended = asyncio.create_task(nursery.stdout.readline())
                await self._listens(ended)
                await ended
                if self.up.is_set():  # nobody has killed it
                    self.weather.strikes("ended by itself")
                self._pid = 0
                self.up.clear()
                await asyncio.sleep(STARTS_AGAIN_AFTER)
        finally:
            self._kills()
            nursery.stdin.close()
            await nursery.wait()
            os.close(self._clock)

    async def kill_now_and_then(self, chance: Random, longest: float) -> None:
        """Kill it again and again, at most so many seconds after it has come up, and then spare it for a while.

        Half of the kills come upon a message. What is spared is long enough to tell who is never answered from who was
        not answered in time.
        """
        while True:
            until = time.monotonic() + KILLS_FOR
            while time.monotonic() < until:
                await self.up.wait()
                await asyncio.sleep(chance.uniform(0.0, longest))
                if chance.random() < 0.5:
                    await dies_upon(self.stage, chance.randrange(1, 25), self._strikes, within=longest)
                self._strikes()
                await asyncio.sleep(STARTS_AGAIN_AFTER)
            await asyncio.sleep(SPARES_FOR)

    async def listens(self) -> None:
        """Wait until it is up, and Slack can reach it."""
        await self.up.wait()
        await self.stage.slack.socket_mode.connected()

    def kill(self) -> None:
        """Kill it, and count that; whatever was under way is as it is."""
        if self.up.is_set():
            self.weather.strikes("kills")
            self.weather.begins(DOWN)
            self.up.clear()
            self._kills()

    def _strikes(self) -> None:
        if not self.spared:
            self.kill()

    def stays_down(self) -> None:
        """Kill it, and do not start it again before it `may_start`."""
        self._may_start.clear()
        self.kill()

    def may_start(self) -> None:
        """Start it again."""
        self._may_start.set()

    def set_clock(self, seconds: float) -> None:
        """Set its machine's clock on by so many seconds, or back."""
        os.write(self._clock, f"{seconds}\n".encode())

    def _order(self) -> dict[str, object]:
        environment = {name: os.environ[name] for name in PATHS if name in os.environ} | self.stage.settings
        return {
            "environment": environment | {"PORT": str(free_port())},
            "folder": str(self.folder),
            "clock": str(self.folder / CLOCK),
        }

    def _kills(self) -> None:
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    async def _listens(self, ended: "asyncio.Task[bytes]") -> None:
        """Wait until it listens or has ended."""
        listening = asyncio.create_task(self.stage.slack.socket_mode.connected())
        await asyncio.wait({listening, ended}, timeout=STARTS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        if ended.done():
            return
        if self.stage.slack.socket_mode.connections:
            self.weather.ends(DOWN)
            self.up.set()
        else:
            self._kills()

    async def _old_sockets_closed(self) -> None:
        sockets = self.stage.slack.socket_mode
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                while sockets.connections:  # noqa: ASYNC110  (until Slack notices that they are gone)
                    await asyncio.sleep(0.02)
