"""What moment it is: the world's, unless a rehearsal has its own calendar in the database."""

from datetime import UTC, datetime

from sqlmodel import Session

from storage.tables import Calendar


def own(session: Session) -> Calendar | None:
    """The calendar kept in this database, if time can be moved here."""
    return session.get(Calendar, 1)


def now(session: Session) -> datetime:
    """The moment by the calendar: this database's own, or else the world's."""
    there = own(session)
    return there.stands_at if there else datetime.now(UTC)


def keep(session: Session, stands_at: datetime, pace: float) -> Calendar:
    """Give this database a calendar of its own, standing still at a moment."""
    made = Calendar(id=1, stands_at=stands_at, bound_for=stands_at, kept_since=datetime.now(UTC), pace=pace)
    session.add(made)
    session.flush()
    return made
