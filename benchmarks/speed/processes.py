"""Servers in processes of their own: started, asked, watched, and ended."""

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.speed.client import Connection
from benchmarks.speed.core import Statements
from bot.sandbox.rehearsal import free_port
from tests.bot_process import PATHS, ROOT

STARTS_WITHIN, ENDS_WITHIN = 60.0, 15.0
"""Seconds."""

ASKS_EVERY = 0.005
"""Seconds between two tries to be answered by a server that starts."""

RESTS_FOR, AT_REST = 0.3, 0.1
"""A process rests that has had less than this part of a processor for so many seconds."""


@dataclass(frozen=True)
class Start:
    """What it took until a server answered for the first time, in seconds: by the clock, and of a processor."""

    after: float
    spent: float

    def __str__(self) -> str:
        return f"{self.after:.1f} s, {self.spent:.1f} s CPU"


@dataclass
class Server:
    """A process that listens on a port."""

    process: psutil.Popen
    port: int
    began: float
    log: Path

    def spent(self) -> float:
        """The seconds that it has had of a processor."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """The megabytes that it holds."""
        return float(self.process.memory_info().rss) / 1e6

    async def answers(self, request: bytes) -> "Start":
        """Ask until it answers for the first time."""
        async with asyncio.timeout(STARTS_WITHIN):
            while True:
                connection = Connection(self.port)
                try:
                    answer = await connection.ask(request)
                    if answer.startswith(b"HTTP/1.1 200"):
                        return Start(time.perf_counter() - self.began, self.spent())
                except OSError:
                    pass
                finally:
                    connection.close()
                if self.process.poll() is not None:
                    raise ChildProcessError(self.log.read_text(encoding="utf-8"))
                await asyncio.sleep(ASKS_EVERY)

    async def rests(self) -> None:
        """Wait until it has nothing to do."""
        before = self.spent()
        while True:
            await asyncio.sleep(RESTS_FOR)
            now = self.spent()
            if now - before <= AT_REST * RESTS_FOR:
                return
            before = now


@contextmanager
def server(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """Run a module of Python as a server, for as long as the block runs; it is told its port as `PORT`."""
    port = free_port()
    log = folder / f"{port}.log"
    here = {name: os.environ[name] for name in PATHS if name in os.environ}
    with log.open("w", encoding="utf-8") as said:
        began = time.perf_counter()
        process = psutil.Popen(
            [sys.executable, "-m", *arguments],
            env={**here, "PYTHONPATH": str(ROOT), **environment, "PORT": str(port)},
            cwd=folder,
            stdout=said,
            stderr=said,
        )
    try:
        yield Server(process, port, began, log)
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def baseline(secret: str, url: str, reads: int, writes: int, folder: Path) -> Iterator[Server]:
    """Run it in a process of its own, on a new database."""
    statements = Statements(url, reads, writes)
    statements.fill()
    statements.close()
    settings = {"SLACK_SIGNING_SECRET": secret, "DATABASE_URL": url}
    with server(["benchmarks.speed.baseline", str(reads), str(writes)], settings, folder) as running:
        yield running
