"""What moment it is: the world's, unless this database has a calendar of its own, as in a rehearsal."""

from datetime import UTC, datetime

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.prepared import finds_one
from storage.tables import Calendar

_OWN = "calendar"
"""Under which a session remembers what it has found: a turn asks again and again."""


def own(session: Session) -> Calendar | None:
    """Return the calendar kept in this database; `None` where the world's holds and time cannot be moved."""
    if _OWN not in session.info:
        session.info[_OWN] = _kept(session)
    found: Calendar | None = session.info[_OWN]
    return found


@finds_one
def _kept(session: Session) -> SelectOfScalar[Calendar]:
    return select(Calendar).where(Calendar.id == 1)


def now(session: Session) -> datetime:
    """Return the moment by the calendar: this database's own, or else the world's."""
    there = own(session)
    return there.stands_at if there else datetime.now(UTC)


def keep(session: Session, stands_at: datetime, pace: float) -> Calendar:
    """Give this database a calendar of its own, standing still at a moment."""
    made = Calendar(id=1, stands_at=stands_at, bound_for=stands_at, kept_since=datetime.now(UTC), pace=pace)
    session.add(made)
    session.flush()
    session.info[_OWN] = made
    return made
