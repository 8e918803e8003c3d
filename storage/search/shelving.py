"""Keeping the index true: whatever changes a record has it indexed again, in the same transaction."""

from collections.abc import Collection

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.membership import Reader, may_read
from storage.prepared import is_there
from storage.search import lookup
from storage.search.indexing import EDITION, Fields, fields_of, terms_in
from storage.search.query import Term
from storage.tables import Record, RecordTerm, RecordText

RECORDS_INDEXED_TOGETHER = 10
"""Records that are indexed again together."""


def index(session: Session, record: Record) -> None:
    """Let a record be found by what stands in it now, and by nothing that stood in it before."""
    number, organisation = record.id, record.organisation_id
    before = session.get(RecordText, number)
    had = terms_in(_fields(before)) if before else set()
    fields = fields_of(record)
    if record.withdrawn_at is not None:
        if before:
            session.delete(before)
        fields = Fields("", "", "")
    else:
        row = before or RecordText(record_id=number, organisation_id=organisation)
        row.edition, row.title, row.advice, row.rest = EDITION, fields.title, fields.advice, fields.rest
        session.add(row)
    session.flush()
    has = terms_in(fields) if _is_everybodys(session, record) else set()
    _learn(Here(session, organisation), has)
    _unlearn(Here(session, organisation), had - has)


def index_anew(here: Here) -> bool:
    """Index some of an organisation's records again that were indexed by older rules; whether there were any.

    Rules change with a version: another abbreviation in the list is another token for whatever has it.
    """
    current = select(RecordText.record_id).where(RecordText.edition == EDITION)
    stale = select(Record).where(
        Record.organisation_id == here.org,
        col(Record.withdrawn_at).is_(None),
        col(Record.id).not_in(current),
    )
    found = here.session.exec(stale.order_by(col(Record.id)).limit(RECORDS_INDEXED_TOGETHER)).all()
    for record in found:
        index(here.session, record)
    return bool(found)


@is_there
def _is_everybodys(session: Session, record: Record) -> SelectOfScalar[int]:
    """Say whether everybody in its organisation may read a record: only its words are guessed by everybody."""
    everybody = Reader(record.organisation_id)
    return select(Record.id).where(Record.id == record.id, may_read(everybody))


def _fields(row: RecordText) -> Fields:
    return Fields(row.title, row.advice, row.rest)


def _learn(here: Here, terms: Collection[str]) -> None:
    """Remember terms, in sorted order: others may be learning the same ones at this moment."""
    if not terms:
        return
    insert = (sqlite if here.session.get_bind().dialect.name == "sqlite" else postgresql).insert
    rows = [{"organisation_id": here.org, "term": term, "head": term[:2], "tail": term[-2:]} for term in sorted(terms)]
    here.session.connection().execute(insert(RecordTerm).on_conflict_do_nothing(), rows)


def _unlearn(here: Here, terms: Collection[str]) -> None:
    """Forget those of these terms that stand in no record any more that everybody may read."""
    rows = select(RecordTerm.term).where(RecordTerm.organisation_id == here.org, col(RecordTerm.term).in_(terms))
    known = sorted(here.session.exec(rows).all())
    if not known:
        return
    having = lookup.each_found(
        here.session.get_bind().dialect, [Term(term) for term in known], may_read(Reader(here.org)), 1
    )
    with lookup.by_the_index(here.session):
        found = here.session.connection().execute(having).scalars().all()
    gone = [term for term, records in zip(known, found, strict=True) if not records]
    here.session.exec(
        delete(RecordTerm).where(col(RecordTerm.organisation_id) == here.org, col(RecordTerm.term).in_(gone))
    )
