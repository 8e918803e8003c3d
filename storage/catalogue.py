"""What there is in the library for one reader: topics, sites and activities in use, and what is due for review."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Text, cast
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, or_, select

from storage.membership import Reader, are_members, may_read
from storage.tables import Person, Record


def topics(session: Session, reader: Reader) -> Mapping[str, int]:
    """Count the records for each topic, in the alphabet's order; of what this reader may read, no more."""
    return _counted(session, reader, col(Record.topics))


def sites(session: Session, reader: Reader) -> Mapping[str, int]:
    """Count the records for each site, in the alphabet's order; of what this reader may read, no more."""
    return _counted(session, reader, col(Record.sites))


def activities(session: Session, reader: Reader) -> Sequence[str]:
    """Return the names of the activities that filed something this reader may read, sorted."""
    return sorted(set(session.exec(select(Record.activity).where(may_read(reader)).distinct()).all()))


def overdue_with(session: Session, reader: Reader, today: date) -> Sequence[Record]:
    """Return the overdue records that this reader filed or is whom to ask about, the longest overdue first."""
    if reader.person is None:
        return []
    theirs = or_(col(Record.filed_by_id) == reader.person, col(Record.contact_id) == reader.person)
    due = select(Record).where(may_read(reader), theirs, col(Record.review_on) <= today)
    return session.exec(due.order_by(col(Record.review_on), col(Record.id))).all()


def overdue_with_nobody(session: Session, reader: Reader, today: date) -> Sequence[Record]:
    """Return the overdue records this reader may read whose author and contact are both gone, the oldest first.

    Where neither of them is a member any more, nobody here looks after the record.
    """
    here = select(Person.id).where(Person.organisation_id == reader.organisation, are_members())
    nobody = [
        or_(col(column).is_(None), col(column).not_in(here)) for column in (Record.filed_by_id, Record.contact_id)
    ]
    due = select(Record).where(may_read(reader), *nobody, col(Record.review_on) <= today)
    return session.exec(due.order_by(col(Record.review_on), col(Record.id))).all()


def _counted(session: Session, reader: Reader, names: Mapped[list[str]]) -> Mapping[str, int]:
    """Count the names in a column of lists, over all records that this reader may read, in the alphabet's order.

    The database counts lists that are the same: there are far fewer different ones than records.
    """
    listed = cast(names, Text)
    rows = select(listed, func.count()).where(may_read(reader)).group_by(listed)
    counts: Counter[str] = Counter()
    for text, records in session.exec(rows).all():
        for name in set(json.loads(text)):
            counts[name] += records
    return dict(sorted(counts.items(), key=lambda count: count[0].casefold()))
