"""Keep SQLite from giving out ids again: a step that copies a table would start after the rows still there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, text

_IS_KEPT = text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'")
_GIVEN_OUT = text("SELECT name, seq FROM sqlite_sequence")
_IS_THERE = text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :name")


@contextmanager
def going_on(connection: Connection) -> Iterator[None]:
    """Let no row get the id of one that was deleted before. A server's tables are changed where they are."""
    before = _given_out(connection)
    yield
    after = _given_out(connection)
    for name, newest in before.items():
        if newest > after.get(name, 0) and connection.scalar(_IS_THERE, {"name": name}):
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            put = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :newest)")
            connection.execute(put, {"name": name, "newest": newest})


def _given_out(connection: Connection) -> Mapping[str, int]:
    """Map each table to the newest id it has given out, whether or not that row is still there; empty on a server."""
    if connection.dialect.name != "sqlite" or not connection.scalar(_IS_KEPT):
        return {}
    return {row.name: row.seq for row in connection.execute(_GIVEN_OUT)}
