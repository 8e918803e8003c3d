"""Asking the full-text index of either database: which records have what is looked for."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, assert_never

from sqlalchemy import (
    ARRAY,
    TEXT,
    ColumnClause,
    ColumnElement,
    Dialect,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    column,
    func,
    inspect,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session, col

from storage.search.fulltext import NAME
from storage.search.indexing import EVERYTHING
from storage.search.query import AllOf, AnyOf, Node, Phrase, Query, Term
from storage.tables import Record, RecordText

_SOUGHT_AFTERWARDS: ColumnClause[int] = literal_column(f"+{NAME}.rowid", Integer)
"""The number of a record whose words were found. The plus has SQLite look words up first: never the other way round."""


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


def found(dialect: Dialect, query: Query, field: str = "") -> Select[Any]:
    """Select the ids of records that meet a query, by all fields together or by one alone; whoever may read them.

    PostgreSQL finds them first, on their own: however few are asked for, looking at one record after another is slower.
    """
    if dialect.name == "sqlite":
        asked = literal_column(NAME).op("MATCH")(_for_sqlite(query, field))
        return select(column("rowid", Integer).label("id")).select_from(table(NAME)).where(asked)
    vector: ColumnClause[Any] = literal_column(f"record_texts.{NAME}_{field}" if field else f"record_texts.{NAME}")
    asked = vector.op("@@")(cast(bindparam(None, _for_postgres(query), TEXT), TSQUERY))
    looked_up = select(col(RecordText.record_id).label("id")).where(asked).cte().prefix_with("MATERIALIZED")
    return select(looked_up.c.id)


def last_filed_first(dialect: Dialect, rows: Select[Any], query: Query, field: str, wanted: Query) -> Select[Any]:
    """Restrict a select of records to those that meet a query, the last filed first; and `wanted` in a field, if any.

    SQLite reads the words from the end, and stops where no more are asked for.
    """
    asked = [(one, where) for one, where in ((query, ""), (wanted, field)) if one.wanted or one.unwanted]
    if dialect.name != "sqlite":
        met = (col(Record.id).in_(found(dialect, one, where)) for one, where in asked)
        return rows.where(*met).order_by(col(Record.id).desc())
    has = literal_column(NAME).op("MATCH")(" AND ".join(f"({_for_sqlite(one, where)})" for one, where in asked))
    number = literal_column(f"{NAME}.rowid", Integer)
    return rows.join(table(NAME), col(Record.id) == _SOUGHT_AFTERWARDS).where(has).order_by(number.desc())


def each_found(dialect: Dialect, asked: Sequence[Node], may_read: ColumnElement[bool], most: int) -> Select[Any]:
    """Select for each part of a query, in order, the ids of up to `most` records that are found by it.

    Of records that meet `may_read`, a condition on `Record`. The ids stand in one text with commas between them, and
    where there are none there is none: most of the time would go into making thousands of rows of them.
    """
    parts, text_of, meets = _one_by_one(dialect, asked)
    some: Select[Any] = (
        select(col(Record.id).label("id")).join(text_of, meets).where(may_read).limit(most).correlate(parts)
    )
    ids = select(func.aggregate_strings(cast(some.subquery().c.id, TEXT), ",")).correlate(parts).scalar_subquery()
    return select(ids).select_from(parts).order_by(parts.c.place)


def _one_by_one(dialect: Dialect, asked: Sequence[Node]) -> tuple[FromClause, FromClause, ColumnElement[bool]]:
    """Make rows of a query's parts, with a `place`, what is looked through, and when a record has what one asks for."""
    if dialect.name == "sqlite":
        listed = func.json_each(json.dumps([_fts5(node) for node in asked]))
        parts = listed.table_valued(column("key", Integer), column("value", TEXT), name="parts")
        rows = select(parts.c.key.label("place"), parts.c.value.label("asked")).subquery("asked_for")
        has = literal_column(NAME).op("MATCH")(rows.c.asked)
        return rows, table(NAME), and_(has, col(Record.id) == _SOUGHT_AFTERWARDS)
    listed = func.unnest(bindparam(None, [_tsquery(node) for node in asked], ARRAY(TEXT)))
    parts = listed.table_valued(column("asked", TEXT), with_ordinality="place", name="parts").render_derived()
    has = literal_column(f"record_texts.{NAME}").op("@@")(cast(parts.c.asked, TSQUERY))
    return parts, inspect(RecordText).local_table, and_(has, col(Record.id) == col(RecordText.record_id))


def _for_sqlite(query: Query, field: str) -> str:
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
