"""The whole database as plain values, table by table, and back: the same values for SQLite and for PostgreSQL."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby, islice

from sqlalchemy import Column, Date, Table, func, insert, select, text
from sqlmodel import Session, SQLModel

from storage.tables import RecordTally, Unlisted
from storage.tables.columns import Utc

ROWS_TOGETHER = 500
"""Rows that are read or written together."""

LEAP = 1_000_000
"""Ids that are left out after a copy has been put back: more than anything gives out between two copies."""

Plain = str | int | float | bool | list[object] | dict[str, object] | None
"""What JSON can hold."""

Row = tuple[str, Mapping[str, Plain]]
"""A table's name, and a value for each of its columns."""


def rows(session: Session) -> Iterator[Row]:
    """Yield every row of every table, but what is in no copy; a row comes after those that it refers to."""
    for table in filter(_is_copied, SQLModel.metadata.sorted_tables):
        everything = select(table).order_by(*table.primary_key)
        for row in session.connection().execution_options(yield_per=ROWS_TOGETHER).execute(everything):
            yield table.name, {column.name: _plain(value) for column, value in zip(table.columns, row, strict=True)}


def number(session: Session) -> int:
    """Count the rows that `rows` yields."""
    counts = (select(func.count()).select_from(table) for table in SQLModel.metadata.sorted_tables if _is_copied(table))
    return sum(int(session.execute(count).scalar_one()) for count in counts)


def put(session: Session, copied: Iterable[Row]) -> int:
    """Write rows into empty tables, in the order in which they come; gives back how many.

    Raises `LookupError`, `TypeError` or `ValueError` where a row is none of ours.
    """
    number = 0
    for name, of_table in groupby(copied, key=lambda row: row[0]):
        table = SQLModel.metadata.tables[name]
        while some := list(islice(of_table, ROWS_TOGETHER)):
            session.execute(insert(table), [_values(table, row) for _, row in some])
            number += len(some)
    return number


def is_empty(session: Session) -> bool:
    """Say whether no table has a row."""
    tables = SQLModel.metadata.sorted_tables
    return all(session.execute(select(table).limit(1)).first() is None for table in tables)


def lock(session: Session) -> None:
    """Keep every other process out of every table until the transaction ends. SQLite does so for all that write."""
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(table.name for table in SQLModel.metadata.sorted_tables)
        session.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def leap_ahead(session: Session) -> None:
    """Give no id that may have been given before, between the copy and now: buttons out there may still carry it."""
    for table in SQLModel.metadata.sorted_tables:
        if "id" in table.columns:
            newest = session.execute(select(func.max(table.c.id))).scalar_one()
            _count_on(session, table.name, (newest or 0) + LEAP)


def _count_on(session: Session, table: str, last: int) -> None:
    counts = {"name": table, "last": last}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), counts)
    else:
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), counts)
        session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), counts)


def _is_copied(table: Table) -> bool:
    """Leave out who was forgotten, which is on a list beside that outlives every copy, and what is counted anew."""
    return table.name not in (Unlisted.__tablename__, RecordTally.__tablename__)


def _plain(value: Plain | date) -> Plain:
    return value.isoformat() if isinstance(value, date) else value


def _values(table: Table, row: Mapping[str, Plain]) -> dict[str, object]:
    if row.keys() != set(table.columns.keys()):
        raise LookupError("these are not the columns of this table")
    return {name: _value(table.columns[name], value) for name, value in row.items()}


def _value(column: Column[object], value: Plain) -> object:
    match column.type:
        case Utc() if value is not None:
            return datetime.fromisoformat(str(value))
        case Date() if value is not None:
            return date.fromisoformat(str(value))
        case _:
            return value
