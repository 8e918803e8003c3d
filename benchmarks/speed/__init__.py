"""How quick the bot is, beside baselines of the same run: over HTTP and alone, on SQLite and on PostgreSQL.

Ratios and processor time are what to look at: the clock also measures what else the machine has to do. The client, the
small Slack, the bot and PostgreSQL share its cores.
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from benchmarks.speed import alone, over_http
from benchmarks.speed.grounds import Ground, postgresql, sqlite
from benchmarks.speed.hospital import SMALL, fill
from benchmarks.speed.statements import Bot
from benchmarks.speed.table import Line, head
from storage.database import Database


def main() -> None:
    """Print the table of each kind of database."""
    print(f"{os.cpu_count()} cores, which the client, the small Slack, PostgreSQL and all processes of the bot share.")
    print(
        "Core, 8 + 2: 8 indexed reads and 2 writes in one transaction on one thread, through SQLAlchemy Core; over HTTP"
    )
    print("behind Bolt. They are as many as the bot makes in the same turn; Bolt alone is the bare echo.")
    with tempfile.TemporaryDirectory(prefix="knowhow-speed-") as folder, postgresql() as server:
        for ground in (sqlite(Path(folder)), server):
            print(head(ground.name))
            asyncio.run(_print(_lines(ground, Path(folder))))


async def _print(lines: AsyncIterator[Line]) -> None:
    async for line in lines:
        print(line, flush=True)


async def _lines(ground: Ground, folder: Path) -> AsyncIterator[Line]:
    database = Database(ground.empty())
    fill(database, SMALL)
    bot = Bot(database)
    made = alone.made_by(bot)
    for line in alone.lines(ground, bot, made):
        yield line
    database.close()
    url = ground.empty()
    fill(database := Database(url), SMALL)
    database.close()
    async for line in over_http.lines(ground, made, url, folder):
        yield line
