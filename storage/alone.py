"""One bot on a SQLite file: a second one is kept out for as long as the first runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.database import Database

WAITS_FOR_S = 12.0
"""How long one that starts waits for one that is being stopped, which takes ten seconds at most."""


class AnotherRuns(Exception):
    """Raised where another process runs the bot on this file."""


@contextmanager
def alone(database: Database, waits_for: float = WAITS_FOR_S) -> Iterator[None]:
    """Be the only one that runs the bot on this database for as long as the block runs; raises `AnotherRuns`.

    Any number may run on a PostgreSQL server. The lock is SQLite's own, on an empty file beside the database, since
    that is the same on every system and ends with the process, however that ends. Other commands need no lock.
    """
    if database.file is None:
        yield
        return
    beside = Path(f"{database.file}-running")
    beside.touch(mode=0o600)
    with closing(sqlite3.connect(beside, timeout=waits_for, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise AnotherRuns from None
        yield
