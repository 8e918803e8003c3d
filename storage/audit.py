"""The audit: a row for each act of a facilitator's."""

from datetime import datetime

from sqlalchemy import Delete
from sqlmodel import col, delete, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.here import Here
from storage.prepared import changes, finds_all, reads
from storage.tables import Act, Person


def note(here: Here, person: int, done_at: datetime, what: str, about: str) -> None:
    """Write down that this person did `what`, such as `coffee.cancel`, about the row with the id `about`."""
    here.session.add(Act(organisation_id=here.org, person_id=person, done_at=done_at, what=what, about=about))
    here.session.flush()


@finds_all
def acts(here: Here, since: datetime) -> Select[Act, Person]:
    """Return everything done since a moment, oldest first."""
    rows = select(Act, Person).join(Person, col(Person.id) == col(Act.person_id))
    return rows.where(Act.organisation_id == here.org, Act.done_at >= since).order_by(col(Act.done_at), col(Act.id))


@finds_all
def acts_of(here: Here, person: int) -> SelectOfScalar[Act]:
    """Return what this person did, oldest first."""
    mine = select(Act).where(Act.organisation_id == here.org, Act.person_id == person)
    return mine.order_by(col(Act.done_at), col(Act.id))


@reads
def count(here: Here, what: str, about: str) -> SelectOfScalar[int]:
    """Count how often `what` was done about this, by anybody."""
    rows = select(func.count(col(Act.id))).where(Act.organisation_id == here.org)
    return rows.where(Act.what == what, Act.about == about)


@changes
def forget_before(here: Here, then: datetime) -> Delete:
    """Drop what was done before a moment."""
    return delete(Act).where(col(Act.organisation_id) == here.org, col(Act.done_at) < then)
