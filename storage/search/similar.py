"""Records that look like a text, quickly enough to show while a form opens.

Lexical: a record is like a text with which it shares words that few others have. Something that knows meanings can take
the place of `similar`, and nobody else need know.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import log

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from storage.membership import Reader, may_read
from storage.search import lookup
from storage.search.query import Node, loose, tokens_of
from storage.search.results import Fields, rank
from storage.tables import Record, RecordText

TELLING = 200
"""What stands in more records than this tells too little to look any of them up by."""

MOST_WORDS = 16
"""Different words of a text that are looked up, from its beginning."""

_RANKED = 40


def similar(session: Session, reader: Reader, text: str, most: int = 3) -> list[Record]:
    """Find up to `most` records that this reader may read and that look like `text`, the likest first.

    Like is what shares two telling words with the text, or has one in its title.
    """
    asked = tuple(dict.fromkeys(loose(text, small_if_no_others=False)))[:MOST_WORDS]
    readable = may_read(reader)
    shares = _sharing(session, readable, asked)
    likest = nlargest(_RANKED, shares.telling, key=lambda record: (shares.telling[record], record))
    tokens = {token for node in asked for token in tokens_of(node)}
    like = {
        record: fields
        for record, fields in _fields(session, likest).items()
        if record in shares.several or not tokens.isdisjoint(fields[0].split())
    }
    ids = [record for record, _ in rank(asked, like)[:most]]
    records = {one.id: one for one in session.exec(select(Record).where(col(Record.id).in_(ids), readable)).all()}
    return [records[record] for record in ids if record in records]  # one may have been withdrawn a moment ago


@dataclass(frozen=True)
class _Shares:
    """How much the words tell together that a record shares with the text; and which records share several."""

    telling: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    several: set[int] = field(default_factory=set)


def _sharing(session: Session, readable: ColumnElement[bool], asked: Sequence[Node]) -> _Shares:
    """Weigh the readable records that have telling words of the text."""
    shares = _Shares()
    having = lookup.each_found(session.get_bind().dialect, asked, readable, TELLING + 1)
    with lookup.by_the_index(session):
        found = session.connection().execute(having).scalars().all() if asked else ()
    for ids in filter(None, found):
        records = [int(record) for record in ids.split(",")]
        if len(records) <= TELLING:
            shares.several.update(record for record in records if record in shares.telling)
            tells = log(1 + TELLING / len(records))
            for record in records:
                shares.telling[record] += tells
    return shares


def _fields(session: Session, ids: Sequence[int]) -> dict[int, Fields]:
    """Map each of these records to what stands in its index, in this order."""
    rows = select(RecordText.record_id, RecordText.title, RecordText.advice, RecordText.rest)
    found = session.exec(rows.where(col(RecordText.record_id).in_(ids))).all()
    fields = {number: (title, advice, rest) for number, title, advice, rest in found}
    return {number: fields[number] for number in ids if number in fields}
