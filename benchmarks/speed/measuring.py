"""The whole table: what is measured, in what order, on which database."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from benchmarks.speed import alone, delivering, growth, lasting, over_http, several
from benchmarks.speed.desk import Desk
from benchmarks.speed.filling import fill
from benchmarks.speed.grounds import Ground, postgresql, sqlite
from benchmarks.speed.hospital import LARGE, SMALL, Size
from benchmarks.speed.table import Line, head
from storage.database import Database

LEGEND = """
Core, 8 + 2: 8 indexed reads and 2 writes in one transaction on one thread, through SQLAlchemy Core; over HTTP behind
Bolt. They are as many as the bot makes in the same turn. Bolt alone is the bare echo. Figures by the clock hang on what
else the machine does; ratios and CPU do so less. (a) is for two cores that nobody else wants.
""".strip()


def measure() -> None:
    """Print the table of each kind of database."""
    print(f"{os.cpu_count()} cores, which the client, the small Slack, PostgreSQL and all processes of the bot share.")
    print(LEGEND)
    with tempfile.TemporaryDirectory(prefix="knowhow-speed-") as folder, postgresql() as server:
        for ground in (sqlite(Path(folder)), server):
            print(head(ground.name))
            asyncio.run(_print(_lines(ground, Path(folder))))


async def _print(lines: AsyncIterator[Line]) -> None:
    async for line in lines:
        print(line, flush=True)


async def _lines(ground: Ground, folder: Path) -> AsyncIterator[Line]:
    url = _filled(ground, SMALL)
    yield await lasting.start(ground, url, folder)
    database = Database(url)
    desk = Desk(database)
    made = alone.made_by(desk)
    for line in alone.lines(ground, desk, made):
        yield line
    database.close()
    async for line in over_http.lines(ground, made, _filled(ground, SMALL), folder):
        yield line
    yield await delivering.line(ground, folder)
    if ground.is_a_server:
        async for line in several.lines(ground, url, folder):
            yield line
    else:
        yield await lasting.memory(_filled(ground, SMALL), folder)
    small, large = Database(_filled(ground, SMALL)), Database(_filled(ground, LARGE))
    for line in growth.lines(ground, small, large):
        yield line
    small.close()
    large.close()


def _filled(ground: Ground, size: Size) -> str:
    """The URL of a new database with a hospital of this size."""
    database = Database(url := ground.empty())
    fill(database, size)
    database.close()
    return url
