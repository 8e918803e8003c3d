"""What there is in the library for one reader: topics, sites and activities in use, and what is due for review."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Subquery, not_, text, union
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from storage.first_few import and_whole, first_few
from storage.here import Here
from storage.membership import Reader, are_members, may_read
from storage.prepared import finds_all
from storage.tables import Participant, Person, Record, RecordTally
from storage.tables.records import KEPT_AMONG_SOME
from storage.tallies import KIND, LONGEST, SITE, TOPIC


def topics(session: Session, reader: Reader) -> Mapping[str, int]:
    """Count the records for each topic, in the alphabet's order; of what this reader may read, no more."""
    return _counted(session, reader, TOPIC)


def sites(session: Session, reader: Reader) -> Mapping[str, int]:
    """Count the records for each site, in the alphabet's order; of what this reader may read, no more."""
    return _counted(session, reader, SITE)


def activities(session: Session, reader: Reader) -> Sequence[str]:
    """Return the names of the activities that filed something this reader may read, sorted."""
    return sorted(_counted(session, reader, KIND))


def number(session: Session, reader: Reader) -> int:
    """Count the records that this reader may read."""
    return sum(_counted(session, reader, KIND).values())


def overdue_with(session: Session, reader: Reader, today: date, most: int) -> tuple[Sequence[Record], int]:
    """Return the overdue records that this reader filed or is whom to ask about, the longest overdue first.

    At most so many, and how many there are in all.
    """
    return and_whole(_overdue_with(session, reader, today, most)) if reader.person else ([], 0)


def overdue_with_nobody(session: Session, reader: Reader, today: date, most: int) -> tuple[Sequence[Record], int]:
    """Return the overdue records this reader may read whose author and contact are both gone, the oldest first.

    Where neither of them is a member any more, nobody here looks after the record. At most so many, and how many there
    are in all.
    """
    return and_whole(_overdue_with_nobody(session, reader, today, most))


@finds_all
def _overdue_with(session: Session, reader: Reader, today: date, most: int) -> Select[Record, int]:
    theirs = [
        _overdue(reader, today).where(col(column) == reader.person)
        for column in (Record.filed_by_id, Record.contact_id)
    ]
    return _longest_first(union(*theirs).subquery(), most)


@finds_all
def _overdue_with_nobody(session: Session, reader: Reader, today: date, most: int) -> Select[Record, int]:
    gone = [
        not_(select(Person.id).where(Person.id == column, are_members()).exists())
        for column in (Record.filed_by_id, Record.contact_id)
    ]
    return _longest_first(_overdue(reader, today).where(*gone).subquery(), most)


def _overdue(reader: Reader, today: date) -> Any:
    return select(col(Record.id), col(Record.review_on)).where(may_read(reader), col(Record.review_on) <= today)


def _longest_first(due: Subquery, most: int) -> Select[Record, int]:
    """Select the records of these ids and dates that have been overdue longest, each with how many there are in all."""
    ids = select(due.c.id).order_by(due.c.review_on, due.c.id)
    return first_few(Record, ids, most, col(Record.review_on), col(Record.id))


def _counted(session: Session, reader: Reader, kind: str) -> Mapping[str, int]:
    """Count the records by name: what everybody may read has been counted, and this reader's own are few."""
    counts = Counter(dict(_for_everybody(Here(session, reader.organisation), kind)))
    for names in _of_their_own(session, reader):
        counts.update(set(names[kind]))
    return dict(sorted(counts.items(), key=lambda count: (count[0].casefold(), count[0])))


@finds_all
def _for_everybody(here: Here, kind: str) -> Select[str, int]:
    rows = select(RecordTally.name, RecordTally.records)
    return rows.where(RecordTally.organisation_id == here.org, RecordTally.kind == kind)


def _of_their_own(session: Session, reader: Reader) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield the names in each record that this reader may read, and not everybody."""
    if reader.person is None:
        return
    for rows in (_filed(session, reader), _took_part(session, reader)):
        for activity, theirs, places in rows:
            yield {KIND: [activity], TOPIC: _short(theirs), SITE: _short(places)}


def _short(names: Sequence[str]) -> Sequence[str]:
    return [name for name in names if len(name) <= LONGEST]


@finds_all
def _filed(session: Session, reader: Reader) -> Select[str, Sequence[str], Sequence[str]]:
    return _kept(reader).where(col(Record.filed_by_id) == reader.person)


@finds_all
def _took_part(session: Session, reader: Reader) -> Select[str, Sequence[str], Sequence[str]]:
    theirs = select(Participant.record_id).where(Participant.person_id == reader.person)
    return _kept(reader).where(col(Record.id).in_(theirs), col(Record.filed_by_id).is_distinct_from(reader.person))


def _kept(reader: Reader) -> Select[str, Sequence[str], Sequence[str]]:
    rows = select(Record.activity, Record.topics, Record.sites)
    return rows.where(may_read(reader), text(KEPT_AMONG_SOME))
