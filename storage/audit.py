"""The audit: a row for each act of a facilitator's."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from storage.tables import Act, Person


def note(session: Session, organisation: int, person: int, done_at: datetime, what: str, about: str) -> None:
    """Write down that this person did `what`, such as `coffee.cancel`, about the row with the id `about`."""
    session.add(Act(organisation_id=organisation, person_id=person, done_at=done_at, what=what, about=about))
    session.flush()


def acts(session: Session, since: datetime) -> Sequence[tuple[Act, Person]]:
    """Everything done since a moment, oldest first, in every organisation of this database."""
    rows = select(Act, Person).join(Person, col(Person.id) == col(Act.person_id)).where(Act.done_at >= since)
    return session.exec(rows.order_by(col(Act.done_at), col(Act.id))).all()


def acts_of(session: Session, organisation: int, person: int) -> Sequence[Act]:
    """What this person did, oldest first."""
    mine = select(Act).where(Act.organisation_id == organisation, Act.person_id == person)
    return session.exec(mine.order_by(col(Act.done_at), col(Act.id))).all()


def count(session: Session, organisation: int, what: str, about: str) -> int:
    """How often `what` was done about this, by anybody."""
    rows = select(func.count(col(Act.id))).where(Act.organisation_id == organisation)
    return session.exec(rows.where(Act.what == what, Act.about == about)).one()


def forget_before(session: Session, organisation: int, then: datetime) -> None:
    """Drop what was done before a moment."""
    session.exec(delete(Act).where(col(Act.organisation_id) == organisation, col(Act.done_at) < then))
