"""Searching the library: the database finds candidates that this reader may read, and one function ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import desc, literal, union_all
from sqlmodel import Session, col, func, select

from storage import catalogue
from storage.membership import Reader, may_read
from storage.search import lookup
from storage.search.guessing import Guessing
from storage.search.indexing import label
from storage.search.query import AnyOf, Node, Query, Term, parse, tokens_of
from storage.search.results import A_PAGE, Fields, Hit, Results, marked, pages_of, rank, snippet
from storage.tables import Record, RecordText

CANDIDATES = 100
"""Records that are ranked. Where more are found: those with all the words in the title, then in one field, then the
newest; what is beyond follows in that order."""

LOOKED_THROUGH = 500
"""Records that are counted, and of which candidates are taken. Where more are found: those filed last, with all the
words in the title before others, and then in one field; without words the newest. Nobody turns a hundred pages."""

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
    asked = _Asked(session, reader, filters, max(LOOKED_THROUGH, a_page))
    query, guessed, some = parse(typed), False, False
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
        more=found.more,
    )


@dataclass(frozen=True)
class _Found:
    ids: tuple[int, ...]
    more: bool

    @property
    def count(self) -> int:
        return len(self.ids)


class _Asked:
    """One reader's search in one session."""

    def __init__(self, session: Session, reader: Reader, filters: Filters, most: int) -> None:
        self.session = session
        self.most = most
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
        """Find the records that are looked through, in the order in which they are ranked and follow each other."""
        fields = ("", "title", "advice") if query.wanted else ("",)
        each = union_all(*(select(self._some(query, field).subquery()) for field in fields)).subquery().c
        of_all = func.sum(func.max(each.anywhere)).over()
        order = (func.max(each.in_title), func.max(each.in_advice), func.max(each.happened_until), each.id)
        rows = select(each.id, of_all).group_by(each.id).order_by(*map(desc, order)).limit(self.most)
        found = self.session.connection().execute(rows).all()
        return _Found(tuple(number for number, _ in found), bool(found) and found[0][1] > self.most)

    def guess(self, query: Query) -> tuple[Query, bool]:
        """Replace those words of a query that find nothing alone by guesses; say whether there are any."""
        wanted = tuple(node if self._is_found(node, query) else self._guessed(node) for node in query.wanted)
        return replace(query, wanted=wanted), wanted != query.wanted

    def page(self, query: Query, found: _Found, start: int, number: int) -> Sequence[int]:
        """Return the ids of a page: of the ranked candidates, and after them of all others."""
        ranked = [record for record, _ in rank(_parts(query), self._fields(found.ids[:CANDIDATES]))]
        return [*ranked, *found.ids[CANDIDATES:]][start : start + number]

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
        return self.session.connection().execute(self._some(alone).limit(1)).first() is not None

    def _fields(self, ids: Sequence[int]) -> dict[int, Fields]:
        rows = select(RecordText.record_id, RecordText.title, RecordText.advice, RecordText.rest)
        found = self.session.exec(rows.where(col(RecordText.record_id).in_(ids))).all()
        texts = {number: (title, advice, rest) for number, title, advice, rest in found}
        return {number: texts[number] for number in ids if number in texts}

    @cached_property
    def _readable(self) -> Any:
        since, until = self.filters.since or date.min, self.filters.until or date.max
        return select(col(Record.id), col(Record.happened_until)).where(
            may_read(self.reader, of_many=True),
            col(Record.happened_until) >= since,
            col(Record.happened_from) <= until,
        )

    def _some(self, query: Query, field: str = "") -> Any:
        """Select what has all words in a field, or anywhere, the last filed first: one more than is looked through.

        Without words, the newest first: that is what somebody expects who chooses from a list.
        """
        labels = [
            Term(label(kind, name)) for kind in ("activity", "site", "topic") if (name := getattr(self.filters, kind))
        ]
        in_each = {"anywhere": not field, "in_title": field == "title", "in_advice": field == "advice"}
        rows = self._readable.add_columns(*(literal(int(here)).label(name) for name, here in in_each.items()))
        anywhere = replace(query, wanted=(*(() if field else query.wanted), *labels))
        if not query.wanted:
            if anywhere != NOTHING_TYPED:
                rows = rows.where(col(Record.id).in_(lookup.found(self.dialect, anywhere)))
            return rows.order_by(*_NEWEST).limit(self.most + 1)
        in_field = Query(query.wanted if field else ())
        return lookup.last_filed_first(self.dialect, rows, anywhere, field, in_field).limit(self.most + 1)


def _within(page: int, count: int, a_page: int) -> int:
    """Return the page that there is and that is nearest to one that was asked for."""
    return min(max(page, 1), pages_of(count, a_page))


def _parts(query: Query) -> tuple[Node, ...]:
    """Return what records are ranked by: of a query of which some words are enough, each of these words."""
    match query.wanted:
        case (AnyOf(parts),):
            return parts
        case wanted:
            return wanted
