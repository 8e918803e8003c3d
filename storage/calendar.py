"""The calendar: what moment it is, and what is to be done at which, as wakes.

The moment is the world's, unless this database has a calendar of its own, as in a rehearsal. Of a wake
`(activity, what, subject)` is unique, and waking again moves it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import finds_one
from storage.tables import Calendar, Wake

_OWN, _STANDS_AT = "calendar", "calendar stands at"
"""Under which a session remembers what it has found: a turn asks again and again."""

THE_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Due whatever day it is: for what follows from a thing that has happened already."""

LONGEST_PAUSE = timedelta(hours=1)
"""How long anything waits for its next try, at most."""

_SKEW = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""


def own(session: Session) -> Calendar | None:
    """Return the calendar kept in this database; `None` where the world's holds and time cannot be moved."""
    if _OWN not in session.info:
        session.info[_OWN] = _kept(session)
    found: Calendar | None = session.info[_OWN]
    return found


@finds_one
def _kept(session: Session) -> SelectOfScalar[Calendar]:
    return select(Calendar).where(Calendar.id == 1)


_KEPT_MOMENT = select(Calendar.stands_at).where(Calendar.id == 1)


def now(session: Session) -> datetime:
    """Return the moment by the calendar: this database's own, or else the world's."""
    if _OWN in session.info:  # whoever has it may be moving it
        there = own(session)
        return there.stands_at if there else datetime.now(UTC)
    if _STANDS_AT not in session.info:  # every transaction asks, and a moment takes half as long to read as a row
        session.info[_STANDS_AT] = session.connection().execute(_KEPT_MOMENT).scalar_one_or_none()
    return session.info[_STANDS_AT] or datetime.now(UTC)


def keep(session: Session, stands_at: datetime, pace: float) -> Calendar:
    """Give this database a calendar of its own, standing still at a moment."""
    made = Calendar(id=1, stands_at=stands_at, bound_for=stands_at, kept_since=datetime.now(UTC), pace=pace)
    session.add(made)
    session.flush()
    session.info[_OWN] = made
    return made


# ---- wakes -----------------------------------------------------------------------------------------------------------


def set_wake(here: Here, activity: str, what: str, subject: str, due_at: datetime, prompted: bool) -> None:
    """Wake `activity` at `due_at`; a wake of the same name moves, and starts afresh if it was failing."""
    wake = _find(here, activity, what, subject) or Wake(
        organisation_id=here.org, activity=activity, what=what, subject=subject
    )
    wake.due_at, wake.prompted = due_at, prompted
    wake.attempts, wake.failing_since, wake.retry_at, wake.reported = 0, None, None, False
    here.session.add(wake)
    here.session.flush()


def is_prompted(here: Here, activity: str, what: str, subject: str) -> bool:
    """Say whether there is such a wake, and a person waits for what comes of it."""
    wake = _find(here, activity, what, subject)
    return wake is not None and wake.prompted


def cancel_wake(here: Here, activity: str, what: str, subject: str) -> None:
    """Let the moment pass; nothing happens if there is no such wake."""
    _cancel(here, activity, what, col(Wake.subject) == subject)


def cancel_wakes(here: Here, activity: str, what: str, begins: str) -> None:
    """Let every such moment pass whose subject begins so."""
    _cancel(here, activity, what, col(Wake.subject).startswith(begins, autoescape=True))


def _cancel(here: Here, activity: str, what: str, about: ColumnElement[bool]) -> None:
    theirs = col(Wake.organisation_id) == here.org, col(Wake.activity) == activity, col(Wake.what) == what
    here.session.exec(delete(Wake).where(*theirs, about))


def due_wake(session: Session, now: datetime, pace: datetime, among: Sequence[int]) -> Wake | None:
    """Return the earliest wake of these organisations that is due and not backing off. Claims nothing."""
    return _due(session, now, pace, too_far(pace), among)


@finds_one
def _due(
    session: Session, now: datetime, pace: datetime, too_far: datetime, among: Sequence[int]
) -> SelectOfScalar[Wake]:
    theirs = select(Wake).where(col(Wake.organisation_id).in_(among))
    return _earliest_of(theirs.where(col(Wake.due_at) <= now, has_come(col(Wake.retry_at), pace, too_far)))


@finds_one
def claim_wake(session: Session, wake: Wake) -> SelectOfScalar[Wake]:
    """Return the wake, locked for this transaction; `None` where another process has it, or it has moved or gone."""
    statement = select(Wake).where(col(Wake.id) == wake.id, col(Wake.due_at) == wake.due_at)
    statement = statement.with_for_update(skip_locked=True)
    return statement.execution_options(populate_existing=True)


def next_due(session: Session) -> datetime | None:
    """Return when the earliest wake falls due, whether or not that moment has come."""
    wake = _earliest(session)
    return wake.due_at if wake else None


@finds_one
def earliest_after(session: Session, now: datetime) -> SelectOfScalar[Wake]:
    """Return the first wake still to fall due; what is due by now is being done already. Claims nothing."""
    return _earliest_of(select(Wake).where(col(Wake.due_at) > now))


def due_of(here: Here, activity: str, what: str, subject: str) -> datetime | None:
    """Return when this wake falls due, or `None`."""
    wake = _find(here, activity, what, subject)
    return wake.due_at if wake else None


def hold_back_overdue(session: Session, now: datetime, until_pace: datetime) -> None:
    """Let what is due by now wait, in its order, until a moment of the second clock."""
    session.exec(update(Wake).where(col(Wake.due_at) <= now).values(retry_at=until_pace))


def wake_failed(wake: Wake, pace: datetime) -> bool:
    """Note a failure and back off: 5 s, doubled each time, an hour at most. True once, after an hour of failing."""
    wake.attempts += 1
    wake.failing_since = min(wake.failing_since or pace, pace)  # the clock may have been set back since
    wake.retry_at = pace + min(timedelta(seconds=5 * 2 ** min(wake.attempts - 1, 16)), LONGEST_PAUSE)
    tell = not wake.reported and pace - wake.failing_since >= timedelta(hours=1)
    wake.reported = wake.reported or tell
    return tell


@finds_one
def _earliest(session: Session) -> SelectOfScalar[Wake]:
    return _earliest_of(select(Wake))


def _earliest_of(wanted: SelectOfScalar[Wake]) -> SelectOfScalar[Wake]:
    return wanted.order_by(col(Wake.due_at), col(Wake.id)).limit(1)


@finds_one
def _find(here: Here, activity: str, what: str, subject: str) -> SelectOfScalar[Wake]:
    return select(Wake).where(
        Wake.organisation_id == here.org,
        Wake.activity == activity,
        Wake.what == what,
        Wake.subject == subject,
    )


# ---- trying again ----------------------------------------------------------------------------------------------------


def has_come(retry_at: Mapped[datetime | None], pace: datetime, too_far: datetime) -> ColumnElement[bool]:
    """Give the condition that a moment written down for the next try has come, or there is none.

    So has one that is farther off than any is ever written: it was, by a process whose clock has been set back since.
    """
    return or_(retry_at.is_(None), retry_at <= pace, retry_at > too_far)


def too_far(pace: datetime) -> datetime:
    """Return the moment after which nothing is ever tried again, as seen from this one."""
    return pace + LONGEST_PAUSE + _SKEW
