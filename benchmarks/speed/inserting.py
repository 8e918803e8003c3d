"""Putting many rows into a database at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlmodel import Session, SQLModel

from storage.database import Database

Rows = Sequence[dict[str, Any]]

AT_ONCE = 5_000


def like(one: SQLModel, changes: Iterable[Mapping[str, Any]], without: Iterable[str] = ()) -> Rows:
    """Rows as this one, each with something of its own; `without` these columns, which the database then fills."""
    alike = one.model_dump(exclude=set(without))
    return [{**alike, **changed} for changed in changes]


def put(session: Session, table: type[SQLModel], rows: Rows) -> None:
    """Put in rows; where they bring ids, the database counts on from there."""
    columns = SQLModel.metadata.tables[str(table.__tablename__)]
    for begin in range(0, len(rows), AT_ONCE):
        session.connection().execute(insert(columns), rows[begin : begin + AT_ONCE])
    if rows and "id" in rows[0]:
        count_on(session.connection(), str(table.__tablename__))


def count_on(connection: Connection, table: str) -> None:
    """Have PostgreSQL count on from the newest id in a table; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        newest = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM \"{table}\""  # noqa: S608
        connection.execute(text(newest))


def settle(database: Database) -> None:
    """Do what the bot does each night, or PostgreSQL by itself: count what there is."""
    if database.is_sqlite:
        database.count_up()
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
