"""The full-text index: FTS5 on SQLite, a `tsvector` on PostgreSQL, both over the tokens in `record_texts`.

It holds nothing of its own and can be made again at any time, so it is no table of the models: it is made wherever
`record_texts` is, and brought up to date by the database itself when a row there changes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, assert_never

from sqlalchemy import (
    TEXT,
    ColumnClause,
    Connection,
    Dialect,
    Integer,
    Select,
    bindparam,
    cast,
    column,
    event,
    inspect,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlmodel import Session, col

from storage.search.indexing import EVERYTHING, FIELDS
from storage.search.query import AllOf, AnyOf, Node, Phrase, Query, Term
from storage.tables import RecordText

NAME = "record_words"
"""Of the table on SQLite and of the index on PostgreSQL; names that begin with it are the database's own affair."""

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
    """Whether something in the database is for the models to say, and for migrations to change: all but the index."""
    return not (name or "").startswith(NAME)


def make_again(cursor: DBAPICursor) -> None:
    """On SQLite: keep nothing of what was deleted. An index that is only added to has it until it is made again."""
    if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (NAME,)).fetchone():
        cursor.execute(_SQLITE[-1])


@event.listens_for(RecordText.__table__, "after_create")  # type: ignore[attr-defined]  # SQLModel does not declare it
def _with_its_table(_table: object, connection: Connection, **_options: Any) -> None:
    make(connection)


# ---- asking ----------------------------------------------------------------------------------------------------------


@contextmanager
def by_the_index(session: Session) -> Iterator[None]:
    """Have words looked up in the index within this block.

    Where a word stands in many records PostgreSQL would rather read through all: it does not count what it costs to
    unpack their vectors, which is nearly everything.
    """
    if session.get_bind().dialect.name == "sqlite":
        yield
        return
    session.execute(text("SET LOCAL enable_seqscan = off"))
    yield
    session.execute(text("SET LOCAL enable_seqscan = on"))


def found(dialect: Dialect, query: Query, field: str | None = None) -> Select[Any]:
    """The ids of records by which a query is met: by all fields together, or by one of them alone. Whoever may read.

    PostgreSQL finds them first, on their own: however few are asked for, looking at one record after another is slower.
    """
    if dialect.name == "sqlite":
        asked = literal_column(NAME).op("MATCH")(_for_sqlite(query, field))
        return select(column("rowid", Integer).label("id")).select_from(table(NAME)).where(asked)
    vector: ColumnClause[Any] = literal_column(f"record_texts.{NAME}_{field}" if field else f"record_texts.{NAME}")
    asked = vector.op("@@")(cast(bindparam(None, _for_postgres(query), TEXT), TSQUERY))
    looked_up = select(col(RecordText.record_id).label("id")).where(asked).cte().prefix_with("MATERIALIZED")
    return select(looked_up.c.id)


def _for_sqlite(query: Query, field: str | None) -> str:
    wanted = _fts5(AllOf(query.wanted)) if query.wanted else f'"{EVERYTHING}"'
    restricted = f"{field} : ({wanted})" if field else wanted
    return f"({restricted}) NOT {_fts5(AnyOf(query.unwanted))}" if query.unwanted else restricted


def _fts5(node: Node) -> str:
    match node:
        case Term(token):
            return f'"{token}"'
        case Phrase(tokens):
            return f'"{" ".join(tokens)}"'
        case AnyOf(parts):
            return f"({' OR '.join(map(_fts5, parts))})"
        case AllOf(parts):
            return f"({' AND '.join(map(_fts5, parts))})"
        case _:
            assert_never(node)


def _for_postgres(query: Query) -> str:
    wanted = _tsquery(AllOf(query.wanted)) if query.wanted else f"'{EVERYTHING}'"
    return f"{wanted} & !{_tsquery(AnyOf(query.unwanted))}" if query.unwanted else wanted


def _tsquery(node: Node) -> str:
    match node:
        case Term(token):
            return f"'{token}'"
        case Phrase(tokens):
            return "(" + " <-> ".join(f"'{token}'" for token in tokens) + ")"
        case AnyOf(parts):
            return f"({' | '.join(map(_tsquery, parts))})"
        case AllOf(parts):
            return f"({' & '.join(map(_tsquery, parts))})"
        case _:
            assert_never(node)
