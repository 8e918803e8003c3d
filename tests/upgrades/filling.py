"""Putting a backup of an earlier schema into a database that has just that schema, and bringing it up to date."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from alembic import command
from sqlalchemy import JSON, Column, Connection, Date, DateTime, MetaData, insert, select, text

from bot.backup import backup_file
from storage import schema
from storage.database import Database
from tests.upgrades.by_then import BY_THEN

FOLDER = Path(__file__).parent

STEPS = [step.revision for step in schema.scripts().walk_revisions()][::-1]
"""The number of every schema that there has been, from the first one on."""

_filled: dict[str, tuple[int, bytes]] = {}
"""How many rows, and the file, by the schema."""


def fill(database: Database, revision: str = "0001") -> int:
    """Make the tables of an earlier schema in an empty database, and put into them what its backup holds.

    Gives back how many rows. The tables are read from the database, since today's models may know others. A SQLite file
    is a copy of the first that was filled so.
    """
    if database.file is None:
        return _fill(database, revision)
    if revision in _filled:
        number, filled = _filled[revision]
        database.file.touch(mode=0o600)
        database.file.write_bytes(filled)
        return number
    number = _fill(database, revision)
    database.engine.dispose()  # so that all of it stands in the file
    _filled[revision] = number, database.file.read_bytes()
    return number


def _fill(database: Database, revision: str) -> int:
    rows = backup_file.rows(FOLDER / f"{revision}.backup")
    number = 0
    with database.changing_tables() as connection:
        command.upgrade(schema.alembic(connection), revision)
        tables = MetaData()
        tables.reflect(connection)
        for name, of_table in groupby(rows, key=lambda row: row[0]):
            columns = tables.tables[name].columns
            values = [{key: _value(columns[key], value) for key, value in row.items()} for _, row in of_table]
            connection.execute(insert(tables.tables[name]), values)
            _count_on(connection, name, values)
            number += len(values)
    return number


def filled_by_then(database: Database, revision: str) -> None:
    """Fill an empty database as `fill` does, and bring it to a schema with what people have by the time of each."""
    fill(database)
    for step in STEPS[: STEPS.index(revision) + 1]:
        bring_to(database, step)
        put_in(database, step)


def put_in(database: Database, revision: str) -> None:
    """Put in what people have by the time of this schema, which the database has."""
    with database.changing_tables() as connection:
        for statement in BY_THEN.get(revision, ()):
            connection.exec_driver_sql(statement)


def upgraded(database: Database, revision: str = "0001") -> Database:
    """The same, brought up to date as a start or `knowhow db upgrade` does."""
    fill(database, revision)
    schema.upgrade(database)
    return database


def bring_to(database: Database, revision: str) -> None:
    """Bring a filled database to a later schema, which may still be an earlier one than today's."""
    with database.changing_tables() as connection:
        command.upgrade(schema.alembic(connection), revision)


def tables_of(database: Database) -> MetaData:
    """Its tables as they are, whatever today's models say."""
    tables = MetaData()
    with database.reading() as session:
        tables.reflect(session.connection())
    return tables


def everything(database: Database, tables: MetaData | None = None) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, by table, as it stands there; but for what the migrations themselves keep."""
    tables = tables or tables_of(database)
    with database.reading() as session:
        return {
            table.name: [dict(row) for row in session.connection().execute(select(table).order_by(*keys)).mappings()]
            for table in tables.sorted_tables
            if (keys := list(table.primary_key)) and table.name != "alembic_version"
        }


def _value(column: Column[object], value: object) -> object:
    match column.type:
        case DateTime() if value is not None:
            return datetime.fromisoformat(str(value))
        case Date() if value is not None:
            return date.fromisoformat(str(value))
        case JSON() if isinstance(value, str):
            raise TypeError("a backup holds JSON as it is")
        case _:
            return value


def _count_on(connection: Connection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Let PostgreSQL give new ids after those that were put in; SQLite sees them itself."""
    if connection.dialect.name == "postgresql" and "id" in rows[0] and table != "calendars":
        newest = {"table": table, "newest": max(int(str(row["id"])) for row in rows)}
        connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :newest)"), newest)
