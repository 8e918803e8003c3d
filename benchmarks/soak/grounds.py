"""The database that a town stands on, and what goes wrong with it: it is stopped and started, locked, or cut off."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Protocol

from benchmarks.soak.weather import Weather
from storage import schema
from storage.database import Database
from tests.databases import Postgres


class Ground(Protocol):
    """A database for one town after another."""

    name: str

    def new(self, folder: Path) -> str:
        """The URL of an empty one."""

    async def fails(self, url: str, chance: Random, weather: Weather) -> None:
        """Let it go away for a moment."""


class Sqlite:
    """A file, which somebody else locks now and then."""

    name = "SQLite"

    def new(self, folder: Path) -> str:
        """The URL of a file that will be made."""
        return f"sqlite:///{(folder / 'knowhow.sqlite3').as_posix()}"

    async def fails(self, url: str, chance: Random, weather: Weather) -> None:
        """Lock it, for longer than a writer waits at times."""
        weather.strikes("database locked")
        await asyncio.to_thread(_lock, url.removeprefix("sqlite:///"), chance.uniform(0.2, 3.0))


class Server:
    """A PostgreSQL server, which is stopped and started, throws everybody out, or lets nobody in."""

    name = "PostgreSQL"

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres

    def new(self, folder: Path) -> str:
        """The URL of a database of its own, with every table as the migrations make them."""
        url = self._postgres.empty()
        database = Database(url)
        schema.upgrade(database)
        database.close()
        return url

    async def fails(self, url: str, chance: Random, weather: Weather) -> None:
        """Do one of these."""
        match chance.choice(("restarted", "cut off", "closed")):
            case "restarted":
                weather.strikes("database restarted")
                await asyncio.to_thread(self._postgres.restart)
            case "cut off":
                weather.strikes("database connections killed")
                await asyncio.to_thread(self._postgres.cut_off, url)
            case _:
                weather.strikes("database closed for a while")
                await asyncio.to_thread(self._postgres.shut, url)
                try:
                    await asyncio.sleep(chance.uniform(0.2, 3.0))
                finally:
                    await asyncio.to_thread(self._postgres.open, url)


@contextmanager
def a_server() -> Iterator[Server]:
    """A server for as long as it is wanted."""
    postgres = Postgres()
    try:
        yield Server(postgres)
    finally:
        postgres.stop()


def _lock(file: str, seconds: float) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        other.execute("COMMIT")
