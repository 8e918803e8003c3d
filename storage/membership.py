"""Who is a member, and who may read what: said here, and nowhere else.

A member today is whoever has a full account of this Slack workspace (or organisation) or Teams tenant which is in use,
and whoever the staff list names. No guest is, nor anybody of another workspace or tenant, nor a bot, nor a closed
account.

Who may read what is one condition, under which a record shows: it is part of every query that shows any.
"""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from storage.tables import AccountRow, Participant, Person, Record
from storage.tables.records import FILED

MEMBER = "member"
"""The kind of whoever belongs to the organisation."""


class Standing(Protocol):
    """What is known of somebody, as a platform says it of an account or as it is kept of a person."""

    @property
    def kind(self) -> str:
        """What they are to the organisation, `member`, `guest` or another kind."""
        ...

    @property
    def active(self) -> bool:
        """Whether their account is open."""
        ...


def is_member(somebody: Standing) -> bool:
    """Say whether somebody belongs to the organisation: may take part, be chosen, be written to, and facilitate."""
    return somebody.active and somebody.kind == MEMBER


def are_members(rows: type[Person] | type[AccountRow] = Person) -> ColumnElement[bool]:
    """Give the condition by which a query over people or accounts finds members only, as `is_member` says it."""
    return and_(col(rows.kind) == MEMBER, col(rows.active))


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
