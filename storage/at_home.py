"""Who lives in a database, asked before a bot moves in; and keeping a second bot out of a SQLite file meanwhile.

The question can be asked whatever the version of the tables, and changes nothing.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import inspect, text

from storage.database import Database


def workspaces(database: Database) -> set[tuple[str, str]]:
    """Return the workspaces in a database, each as its platform and its tenant; none without such a table."""
    if not _has(database, "workspaces"):
        return set()
    with database.reading() as session:
        rows = session.connection().execute(text("SELECT platform, tenant FROM workspaces"))
        return {(row.platform, row.tenant) for row in rows}


def has_organisations(database: Database) -> bool:
    """Say whether a database belongs to an organisation, even without a workspace.

    A staff list may have come first.
    """
    if not _has(database, "organisations"):
        return False
    with database.reading() as session:
        return session.connection().execute(text("SELECT 1 FROM organisations LIMIT 1")).first() is not None


def _has(database: Database, table: str) -> bool:
    if not database.may_be_there():
        return False
    with database.reading() as session:
        return inspect(session.connection()).has_table(table)


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
