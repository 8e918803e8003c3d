"""Records that look like a text, quickly enough to show while a form opens.

Lexical: a record is like a text with which it shares words that few others have. Something that knows meanings can take
the place of `similar`, and nobody else need know.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log

from sqlalchemy import literal, union_all
from sqlmodel import Session, col, select

from storage.readers import Reader, may_read
from storage.search import fulltext
from storage.search.query import Node, Query, loose, tokens_of
from storage.search.ranking import Fields, rank
from storage.tables import Record, RecordText

TELLING = 200
"""What stands in more records than this tells too little to look any of them up by."""

MOST_WORDS = 16
"""Different words of a text that are looked up, from its beginning."""

_RANKED = 40


def similar(session: Session, reader: Reader, text: str, most: int = 3) -> list[Record]:
    """Up to `most` records that this reader may read and that look like `text`, the likest first; perhaps none.

    Like is what shares two telling words with the text, or has one in its title.
    """
    asked = tuple(dict.fromkeys(loose(text, small_if_no_others=False)))[:MOST_WORDS]
    with fulltext.by_the_index(session):
        having = _having(session, reader, asked)
    shared: defaultdict[int, list[float]] = defaultdict(list)
    for records in having:
        for record in records if len(records) <= TELLING else ():
            shared[record].append(log(1 + TELLING / len(records)))
    likest = sorted(shared, key=lambda record: (-sum(shared[record]), -record))[:_RANKED]
    found = _found(session, reader, likest)
    tokens = {token for node in asked for token in tokens_of(node)}
    like = {
        record: fields
        for record, (_, fields) in found.items()
        if len(shared[record]) > 1 or not tokens.isdisjoint(fields[0].split())
    }
    return [found[record][0] for record, _ in rank(asked, like)[:most]]


def _having(session: Session, reader: Reader, asked: Sequence[Node]) -> list[list[int]]:
    """For each part, the ids of the readable records that have it: all of them, or one more than is telling."""
    if not asked:
        return []
    dialect = session.get_bind().dialect
    each = []
    for place, node in enumerate(asked):
        having = col(Record.id).in_(fulltext.found(dialect, Query((node,))))
        some = select(col(Record.id)).where(may_read(reader), having).limit(TELLING + 1).subquery()
        each.append(select(literal(place), some.c.id))
    records: list[list[int]] = [[] for _ in asked]
    for place, record in session.connection().execute(union_all(*each)).all():
        records[place].append(record)
    return records


def _found(session: Session, reader: Reader, ids: Sequence[int]) -> dict[int, tuple[Record, Fields]]:
    """Records with what stands in their index, in this order."""
    rows = select(Record, RecordText).join(RecordText, col(RecordText.record_id) == col(Record.id))
    found = {
        text.record_id: (record, (text.title, text.advice, text.rest))
        for record, text in session.exec(rows.where(col(Record.id).in_(ids), may_read(reader))).all()
    }
    return {number: found[number] for number in ids if number in found}
