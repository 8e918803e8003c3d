"""The full-text index: FTS5 on SQLite, a `tsvector` on PostgreSQL, both over the tokens in `record_texts`.

It holds nothing of its own and can be made again at any time, so it is no table of the models: it is made wherever
`record_texts` is, and brought up to date by the database itself when a row there changes.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine.interfaces import DBAPICursor

from storage.search.indexing import FIELDS
from storage.tables import RecordText

NAME = "record_words"
"""Of the table on SQLite and of the index on PostgreSQL; names that begin with it are the database's own affair."""

A_STEP = 64
"""Pages of the index that are merged in one write: a few milliseconds."""

_COLUMNS = ", ".join(FIELDS)
_OLD = ", ".join(f"old.{field}" for field in FIELDS)
_NEW = ", ".join(f"new.{field}" for field in FIELDS)
_ADD = f"INSERT INTO {NAME} (rowid, {_COLUMNS}) VALUES (new.record_id, {_NEW});"  # noqa: S608  (of our own names)
_DROP = f"INSERT INTO {NAME} ({NAME}, rowid, {_COLUMNS}) VALUES ('delete', old.record_id, {_OLD});"  # noqa: S608

_SQLITE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5 ({_COLUMNS}, content='record_texts', content_rowid='record_id', "
    "tokenize='ascii')",
    f"CREATE TRIGGER {NAME}_added AFTER INSERT ON record_texts BEGIN {_ADD} END",
    f"CREATE TRIGGER {NAME}_gone AFTER DELETE ON record_texts BEGIN {_DROP} END",
    f"CREATE TRIGGER {NAME}_changed AFTER UPDATE ON record_texts BEGIN {_DROP} {_ADD} END",
    f"INSERT INTO {NAME} ({NAME}) VALUES ('rebuild')",  # noqa: S608
)
_POSTGRES = (
    "ALTER TABLE record_texts SET (toast_tuple_target = 128)",  # rows are looked through, and their texts seldom read
    *(
        statement
        for name, field in ((NAME, " || ' ' || ".join(FIELDS)), *((f"{NAME}_{field}", field) for field in FIELDS))
        for statement in (
            f"ALTER TABLE record_texts ADD COLUMN {name} tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('simple', {field})) STORED",
            f"CREATE INDEX {name} ON record_texts USING gin ({name})",
        )
    ),
)


def make(connection: Connection) -> None:
    """Make the index where there is none, of all that stands in `record_texts`."""
    there = inspect(connection)
    if not there.has_table("record_texts"):
        return
    if connection.dialect.name == "sqlite":
        _run(connection, () if there.has_table(NAME) else _SQLITE)
    else:
        columns = {one["name"] for one in there.get_columns("record_texts")}
        _run(connection, () if NAME in columns else _POSTGRES)


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def is_a_models(_thing: object, name: str | None, *_about: object) -> bool:
    """Say whether something in the database is for models and migrations to change: all but the index."""
    return not (name or "").startswith(NAME)


def let_go_of_some(cursor: DBAPICursor, begins: bool) -> bool:
    """Let some more of what was deleted leave SQLite's index; say whether any may be left.

    FTS5 only adds to its index: a word that has gone stands in it, and a note that it has, until the parts in which
    they are have been merged. All are merged into one, a few pages at a time, from where this `begins`.
    """
    if begins and not cursor.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (NAME,)).fetchone():
        return False
    before = _changes(cursor)
    cursor.execute(f"INSERT INTO {NAME} ({NAME}, rank) VALUES ('merge', ?)", (-A_STEP if begins else A_STEP,))  # noqa: S608
    return begins or _changes(cursor) - before > 1  # a merge that finds nothing to do counts as one


def _changes(cursor: DBAPICursor) -> int:
    return int(cursor.execute("SELECT total_changes()").fetchone()[0])


@event.listens_for(RecordText.__table__, "after_create")  # type: ignore[attr-defined]  # SQLModel does not declare it
def _with_its_table(_table: object, connection: Connection, **_options: Any) -> None:
    make(connection)
