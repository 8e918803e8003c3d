"""The baseline: so many indexed statements in one transaction through SQLAlchemy Core, and nothing else.

It has a table of its own, and nothing of ours; SQLite is set up as Knowhow sets it up.
"""

from datetime import UTC, datetime
from itertools import count, cycle
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    event,
    insert,
    select,
)

ROWS = 1_000

_METADATA = MetaData()
_THINGS = Table(
    "things",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kept_at", DateTime, nullable=False),
    Column("note", String, nullable=False),
    Index("ix_things_key", "organisation_id", "key"),
)
_FIND = select(_THINGS).where(_THINGS.c.organisation_id == bindparam("here"), _THINGS.c.key == bindparam("wanted"))
_PUT = insert(_THINGS)


class Statements:
    """So many reads, then so many writes, in one transaction; on a database where nobody else is."""

    def __init__(self, url: str, reads: int, writes: int = 0) -> None:
        self.reads, self.writes = reads, writes
        self.engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            self._set_up_sqlite()
        self._wanted = cycle(range(ROWS))
        self._new = count(ROWS)

    def fill(self) -> None:
        """Make the table and its rows."""
        _METADATA.create_all(self.engine)
        with self.engine.begin() as connection:
            connection.execute(_PUT, [_row(number) for number in range(ROWS)])

    def once(self) -> None:
        """Do all of them."""
        with self.engine.begin() as connection:
            for _ in range(self.reads):
                connection.execute(_FIND, {"here": 1, "wanted": f"thing:{next(self._wanted)}"}).one()
            for _ in range(self.writes):
                connection.execute(_PUT, _row(next(self._new)))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _set_up_sqlite(self) -> None:
        begin = "BEGIN IMMEDIATE" if self.writes else "BEGIN"

        @event.listens_for(self.engine, "connect")
        def prepare(connection: Any, _record: object) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(self.engine, "begin")
        def begins(connection: Connection) -> None:
            connection.exec_driver_sql(begin)


def _row(number: int) -> dict[str, object]:
    return {
        "organisation_id": 1,
        "key": f"thing:{number}",
        "name": f"Thing {number}",
        "phase": "waiting_for_signups",
        "active": True,
        "body": "Some words that are kept with it. " * 8,
        "number": number,
        "kept_at": datetime.now(UTC).replace(tzinfo=None),
        "note": "",
    }
