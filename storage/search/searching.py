"""Searching the library: the database finds candidates that this reader may read, and one function ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import desc, true
from sqlmodel import Session, col, func, select

from storage import catalogue
from storage.membership import Reader, may_read
from storage.search import lookup
from storage.search.guessing import Guessing
from storage.search.indexing import label
from storage.search.query import AnyOf, Node, Query, Term, parse, tokens_of
from storage.search.results import A_PAGE, Fields, Hit, Results, marked, rank, snippet
from storage.tables import Record, RecordText

CANDIDATES = 100
"""Records that are ranked. Where more are found: those with all the words in the title, then in one field, then the
newest; what is beyond follows by date."""

NOTHING_TYPED = Query(())

_NEWEST = (desc(col(Record.happened_until)), desc(col(Record.id)))


@dataclass(frozen=True)
class Filters:
    """What else must be so; `since` and `until` are about when it happened, both days included."""

    activity: str = ""
    site: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = Filters()


def search(
    session: Session, reader: Reader, typed: str, filters: Filters = EVERYTHING, page: int = 1, a_page: int = A_PAGE
) -> Results:
    """Find records by what was typed: see `storage.search.query.parse`. Without words: the newest. Never complains.

    Everything that comes back, the count included, is as if what the reader may not read did not exist.
    """
    asked, query, guessed, some = _Asked(session, reader, filters), parse(typed), False, False
    if query == NOTHING_TYPED and filters == EVERYTHING:
        return asked.newest(page, a_page)
    with lookup.by_the_index(session):
        found = asked.find(query)
        if not found.count and query.wanted:
            query, guessed = asked.guess(query)
            found = asked.find(query) if guessed else found
        if not found.count and len(query.wanted) > 1:
            query, some = replace(query, wanted=(AnyOf(query.wanted),)), True
            found = asked.find(query)
        page = _within(page, found.count, a_page)
        hits = asked.hits(asked.page(query, found, (page - 1) * a_page, a_page), query)
    return Results(
        hits=hits,
        count=found.count,
        page=page,
        guessed=guessed,
        some_of_them=some and found.count > 0,
    )


@dataclass(frozen=True)
class _Found:
    ids: tuple[int, ...]
    count: int


class _Asked:
    """One reader's search in one session."""

    def __init__(self, session: Session, reader: Reader, filters: Filters) -> None:
        self.session = session
        self.reader = reader
        self.filters = filters
        self.dialect = session.get_bind().dialect

    @cached_property
    def guessing(self) -> Guessing:
        """What this reader may have meant, where nothing has the words as they were typed."""
        return Guessing(self.session, self.reader)

    def newest(self, page: int, a_page: int) -> Results:
        """Give a page of everything: its number is known, and an index has the newest in order."""
        count = catalogue.number(self.session, self.reader)
        page = _within(page, count, a_page)
        rows = select(col(Record.id)).where(may_read(self.reader)).order_by(*_NEWEST)
        ids = self.session.exec(rows.offset((page - 1) * a_page).limit(a_page)).all()
        return Results(self.hits(ids, NOTHING_TYPED), count, page)

    def find(self, query: Query) -> _Found:
        """Find the ids of the candidates, in the order they were found, and count all records there are."""
        fields = ("title", "advice") if query.wanted else ()
        within = [desc(col(Record.id).in_(lookup.found(self.dialect, query, field))) for field in fields]
        rows = select(col(Record.id), func.count().over())
        ordered = self._matching(rows, query).order_by(*within, *_NEWEST).limit(CANDIDATES)
        found = self.session.exec(ordered).all()
        return _Found(tuple(number for number, _ in found), found[0][1] if found else 0)

    def guess(self, query: Query) -> tuple[Query, bool]:
        """Replace those words of a query that find nothing alone by guesses; say whether there are any."""
        wanted = tuple(node if self._is_found(node, query) else self._guessed(node) for node in query.wanted)
        return replace(query, wanted=wanted), wanted != query.wanted

    def page(self, query: Query, found: _Found, start: int, number: int) -> list[int]:
        """Return the ids of a page: of the ranked candidates, and after them of all others."""
        ranked = [record for record, _ in rank(_parts(query), self._fields(found.ids))]
        ids = ranked[start : start + number]
        if missing := min(number, found.count - start) - len(ids):
            others = self._matching(select(col(Record.id)), query).where(col(Record.id).not_in(ranked))
            beyond = others.order_by(*_NEWEST)
            ids += self.session.exec(beyond.offset(max(0, start - len(ranked))).limit(missing)).all()
        return ids

    def hits(self, ids: Sequence[int], query: Query) -> tuple[Hit, ...]:
        """Return the records themselves, with the words of the query marked."""
        tokens = {token for node in query.wanted for token in tokens_of(node)}
        rows = self.session.exec(select(Record).where(col(Record.id).in_(ids), may_read(self.reader))).all()
        by_id = {row.id: row for row in rows}
        records = [by_id[number] for number in ids if number in by_id]  # one may have been withdrawn a moment ago
        return tuple(Hit(one, marked(one.title, tokens), snippet(one, tokens)) for one in records)

    def _guessed(self, node: Node) -> Node:
        meant = self.guessing.guesses(node)
        return AnyOf((node, *meant)) if meant else node

    def _is_found(self, node: Node, query: Query) -> bool:
        if (alone := Query((node,))) == query:
            return False
        rows = self._matching(select(col(Record.id)), alone)
        return self.session.exec(rows.limit(1)).first() is not None

    def _fields(self, ids: Sequence[int]) -> dict[int, Fields]:
        rows = select(RecordText.record_id, RecordText.title, RecordText.advice, RecordText.rest)
        found = self.session.exec(rows.where(col(RecordText.record_id).in_(ids))).all()
        texts = {number: (title, advice, rest) for number, title, advice, rest in found}
        return {number: texts[number] for number in ids if number in texts}

    def _matching(self, rows: Any, query: Query) -> Any:
        labels = [
            Term(label(kind, name)) for kind in ("activity", "site", "topic") if (name := getattr(self.filters, kind))
        ]
        whole = replace(query, wanted=(*query.wanted, *labels))
        asks = col(Record.id).in_(lookup.found(self.dialect, whole)) if whole.wanted or whole.unwanted else true()
        since, until = self.filters.since or date.min, self.filters.until or date.max
        return rows.where(
            may_read(self.reader, of_many=True),
            asks,
            col(Record.happened_until) >= since,
            col(Record.happened_from) <= until,
        )


def _within(page: int, count: int, a_page: int) -> int:
    """Return the page that there is and that is nearest to one that was asked for."""
    return min(max(page, 1), max(1, -(-count // a_page)))


def _parts(query: Query) -> tuple[Node, ...]:
    """Return what records are ranked by: of a query of which some words are enough, each of these words."""
    match query.wanted:
        case (AnyOf(parts),):
            return parts
        case wanted:
            return wanted
