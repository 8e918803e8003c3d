"""Who may read what: the one condition under which a record shows, to be part of every query that shows any."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from storage.tables import Participant, Record
from storage.tables.records import FILED

PARTICIPANTS, ORGANISATION, PUBLIC = "participants", "organisation", "public"
VISIBILITIES = (PARTICIPANTS, ORGANISATION, PUBLIC)


@dataclass(frozen=True)
class Reader:
    """Somebody of an organisation who looks for records; `person` is `None` for what everybody there may read."""

    organisation: int
    person: int | None = None


def may_read(reader: Reader, of_many: bool = False) -> ColumnElement[bool]:
    """Give the condition on `Record`: of the reader's organisation, not withdrawn, and theirs to read.

    To facilitate opens no record: what participants keep among themselves is for those who took part, and for whoever
    filed it. What waits until a facilitator has read it is for whoever filed it alone. `of_many`: it is asked of many
    records at a time, so PostgreSQL had better look up once in which of all somebody took part; where it is asked of
    few, it had better look at each.
    """
    open_to_all = col(Record.visibility).in_((ORGANISATION, PUBLIC))
    is_filed = col(Record.phase) == FILED
    here = and_(col(Record.organisation_id) == reader.organisation, col(Record.withdrawn_at).is_(None))
    if reader.person is None:
        return and_(here, is_filed, open_to_all)
    theirs = select(Participant.record_id).where(Participant.person_id == reader.person)
    took_part = col(Record.id).in_(theirs) if of_many else theirs.where(Participant.record_id == Record.id).exists()
    return and_(here, or_(col(Record.filed_by_id) == reader.person, and_(is_filed, or_(open_to_all, took_part))))
