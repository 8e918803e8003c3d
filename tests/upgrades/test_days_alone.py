"""What an earlier version kept to the microsecond is kept to the day, and nobody's phase says that they objected."""

from datetime import UTC, datetime

from sqlalchemy import Table, select
from sqlmodel import SQLModel, text

import storage.tables  # noqa: F401  (fills the metadata)
from storage import schema
from storage.database import Database
from storage.tables.columns import UtcDay
from tests.upgrades.filling import fill

DAYS = [
    (table, column)
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, UtcDay)
]


def moments(database: Database, table: Table, column: str) -> list[datetime]:
    with database.reading() as session:
        chosen = select(text(column)).select_from(text(table.name)).where(text(f"{column} IS NOT NULL"))
        return [_read(one) for one in session.connection().execute(chosen).scalars()]


def _read(moment: str | datetime) -> datetime:
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def test_every_moment_that_is_a_day_from_now_on_becomes_noon_of_its_day(empty: Database) -> None:
    fill(empty)
    before = {(table.name, column.name): moments(empty, table, column.name) for table, column in DAYS}
    assert {at.hour for days in before.values() for at in days} > {12}
    schema.upgrade(empty)
    for table, column in DAYS:
        days = moments(empty, table, column.name)
        assert {(at.hour, at.minute, at.second, at.microsecond) for at in days} <= {(12, 0, 0, 0)}
        assert {at.date() for at in days} <= {at.date() for at in before[table.name, column.name]}
        assert bool(days) == bool(before[table.name, column.name])


def test_nobody_stands_out_as_the_one_who_suggested_a_change(empty: Database) -> None:
    fill(empty)
    schema.upgrade(empty)
    with empty.reading() as session:
        phases = session.connection().execute(text("SELECT DISTINCT phase FROM review_members WHERE review_id = 3"))
        assert sorted(phases.scalars()) == ["left", "waiting_for_word"]
