"""How many records of each kind, topic and site everybody may read, so that nobody has to count a whole library.

The database keeps these counts itself, in the statement that changes a record, whichever that is. They can be made
again at any time, so no backup has them.
"""
# ruff: noqa: S608  (statements are put together here, of names of our own alone)

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlmodel import SQLModel

from storage.tables import RecordTally
from storage.tables.records import FOR_EVERYBODY

KIND, TOPIC, SITE = "activity", "topic", "site"

LONGEST = 300
"""Characters of a name that is counted. Nobody chooses a longer one from a list, and PostgreSQL’s index takes none."""

NAME = RecordTally.__tablename__
"""Of the table, and what the names of its triggers begin with."""

_COUNTED = "organisation_id, activity, topics, sites, visibility, phase, withdrawn_at"


def make(connection: Connection) -> None:
    """Have the database keep the counts where it does not yet, beginning with all the records that there are."""
    there = inspect(connection)
    if _is_made(connection) or not (there.has_table(NAME) and there.has_table("records")):
        return
    is_sqlite = connection.dialect.name == "sqlite"
    statements = _on_sqlite() if is_sqlite else _on_postgres()
    for statement in (*statements, f"DELETE FROM {NAME}", _count_all(is_sqlite)):
        connection.exec_driver_sql(statement)


def take_out(connection: Connection) -> None:
    """Have the database keep the counts no more, until they are made again: before steps that change their tables."""
    if not _is_made(connection):
        return
    on = "" if connection.dialect.name == "sqlite" else " ON records"
    for name, _, _ in _whenever(is_sqlite=not on):
        connection.exec_driver_sql(f"DROP TRIGGER {NAME}_{name}{on}")


def _is_made(connection: Connection) -> bool:
    is_sqlite = connection.dialect.name == "sqlite"
    here = "sqlite_master WHERE name" if is_sqlite else "pg_trigger WHERE tgrelid = to_regclass('records') AND tgname"
    return connection.scalar(text(f"SELECT 1 FROM {here} = '{NAME}_added'")) is not None


def _on_sqlite() -> Iterable[str]:
    for name, when, does in _whenever(is_sqlite=True):
        yield f"CREATE TRIGGER {NAME}_{name} AFTER {when} ON records BEGIN {does} END"


def _on_postgres() -> Iterable[str]:
    for name, when, does in _whenever(is_sqlite=False):
        does_it = f"RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NULL; END $$"
        yield f"CREATE OR REPLACE FUNCTION {NAME}_{name}() {does_it}"
        yield f"CREATE TRIGGER {NAME}_{name} AFTER {when} ON records FOR EACH ROW EXECUTE FUNCTION {NAME}_{name}()"


def _whenever(is_sqlite: bool) -> Iterable[tuple[str, str, str]]:
    """Yield a name for what becomes of a record, when that is, and what is then done to the counts."""
    new, old = _changes("new", 1, is_sqlite), _changes("old", -1, is_sqlite)
    yield "added", "INSERT", _take_in(new)
    yield "changed", f"UPDATE OF {_COUNTED}", _take_in(f"{new} UNION ALL {old}") + _let_go(is_sqlite)
    yield "gone", "DELETE", _take_out(is_sqlite) + _let_go(is_sqlite)


def _take_in(changes: str) -> str:
    """Write what adds changes to the counts: always in one order, so that seldom two wait for each other."""
    return (
        f"INSERT INTO {NAME} (organisation_id, kind, name, records) "
        f"SELECT organisation_id, kind, name, sum(one) FROM ({changes}) AS changes WHERE true "
        "GROUP BY organisation_id, kind, name HAVING sum(one) <> 0 ORDER BY organisation_id, kind, name "
        f"ON CONFLICT (organisation_id, kind, name) DO UPDATE SET records = {NAME}.records + excluded.records; "
    )


def _take_out(is_sqlite: bool) -> str:
    """Write what takes a record out of the counts that are left: those of an organisation may go before it."""
    is_open = FOR_EVERYBODY.format(row="old")
    return f"UPDATE {NAME} SET records = records - 1 WHERE {is_open} AND {_are_in_old(is_sqlite)}; "


def _let_go(is_sqlite: bool) -> str:
    """Write what removes names that no record has any more: they may be what somebody wanted forgotten."""
    return f"DELETE FROM {NAME} WHERE records = 0 AND {_are_in_old(is_sqlite)}; "


def _are_in_old(is_sqlite: bool) -> str:
    names = _names("old", is_sqlite)
    return f"organisation_id = old.organisation_id AND (kind, name) IN (SELECT kind, name FROM ({names}) AS names)"


def _changes(row: str, one: int, is_sqlite: bool) -> str:
    """Write what selects each name in a record with `one` to be added to its count, if everybody may read it."""
    return (
        f"SELECT {row}.organisation_id AS organisation_id, kind, name, {one} AS one "
        f"FROM ({_names(row, is_sqlite)}) AS names WHERE {FOR_EVERYBODY.format(row=row)}"
    )


def _names(row: str, is_sqlite: bool) -> str:
    """Write what selects the names in a record, each once."""
    each = _each(is_sqlite)
    return (
        f"SELECT '{KIND}' AS kind, {row}.activity AS name "
        f"UNION SELECT '{TOPIC}', value FROM {each}({row}.topics) WHERE length(value) <= {LONGEST} "
        f"UNION SELECT '{SITE}', value FROM {each}({row}.sites) WHERE length(value) <= {LONGEST}"
    )


def _count_all(is_sqlite: bool) -> str:
    each, is_open = _each(is_sqlite), FOR_EVERYBODY.format(row="records")
    of_lists = " UNION ALL ".join(
        f"SELECT organisation_id, '{kind}' AS kind, value AS name, count(DISTINCT records.id) AS records "
        f"FROM records, {each}(records.{column}) WHERE {is_open} AND length(value) <= {LONGEST} "
        "GROUP BY organisation_id, value"
        for kind, column in ((TOPIC, "topics"), (SITE, "sites"))
    )
    return (
        f"INSERT INTO {NAME} (organisation_id, kind, name, records) {of_lists} UNION ALL "
        f"SELECT organisation_id, '{KIND}', activity, count(*) FROM records WHERE {is_open} "
        "GROUP BY organisation_id, activity"
    )


def _each(is_sqlite: bool) -> str:
    return "json_each" if is_sqlite else "json_array_elements_text"


@event.listens_for(SQLModel.metadata, "after_create")
def _with_all_tables(_metadata: object, connection: Connection, **_options: Any) -> None:
    make(connection)
