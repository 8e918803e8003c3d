"""What waits, as counts over all organisations, for whoever watches how the bot is. Nobody and no text is read.

When something was told is kept as a day alone. So the oldest of what is to be told is given by its id, beside the
newest id that there is: who looks again and again can tell by these how long it has waited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from storage.calendar import THE_BEGINNING
from storage.outbox import STILL_TO_LEAVE
from storage.parcels import have_begun
from storage.tables import Message, Organisation, Parcel, Wake, Workspace


@dataclass(frozen=True)
class Due:
    """The wakes that are due by now, and how many of them have failed.

    `oldest`: since when the first is due. `first_id`: of those that follow from what has happened, and are due whatever
    day it is.
    """

    number: int
    oldest: datetime | None
    first_id: int | None
    failing: int


@dataclass(frozen=True)
class Unsorted:
    """The messages of which nobody has decided yet where they go, and the first of them by its id."""

    number: int
    first_id: int | None


@dataclass(frozen=True)
class Going:
    """Parcels that have still to leave, of one organisation to one platform, in one state.

    `platform` is empty where they have nowhere to go yet. `has_begun`: whether hours of
    people's own have that they wait for; `None` where they wait for none. `tried_at`: when sending the first of them
    was first tried.
    """

    platform: str
    organisation: int
    state: str
    office_hours: bool
    has_begun: bool | None
    number: int
    first_id: int
    tried_at: datetime | None


@dataclass(frozen=True)
class Newest:
    """The newest id of each kind of thing that may wait; 0 where there is none."""

    wake: int
    message: int
    parcel: int


def due(session: Session, now: datetime) -> Due:
    """Count what is due by now."""
    has_a_moment = col(Wake.due_at) > THE_BEGINNING
    counts = select(
        func.count(),
        func.min(case((has_a_moment, Wake.due_at))),
        func.min(case((~has_a_moment, Wake.id))),
        func.count(col(Wake.failing_since)),
    )
    return Due(*session.connection().execute(counts.where(col(Wake.due_at) <= now)).one())


def unsorted(session: Session) -> Unsorted:
    """Count the messages that have yet to be sorted."""
    counts = select(func.count(), func.min(Message.id)).where(col(Message.sorted).is_(False))
    return Unsorted(*session.connection().execute(counts).one())


def going(session: Session, now: datetime) -> Sequence[Going]:
    """Count the parcels that have still to leave, apart by where to and by what they wait for."""
    apart = (
        func.coalesce(col(Workspace.platform), ""),
        col(Parcel.organisation_id),
        col(Parcel.state),
        col(Message.office_hours),
        case((col(Parcel.not_before).is_(None), None), else_=have_begun(now)),
    )
    counts = (
        select(*apart, func.count(), func.min(Parcel.id), func.min(Parcel.first_tried_at))
        .select_from(Parcel)
        .join(Message, col(Message.id) == col(Parcel.message_id))
        .outerjoin(Workspace, col(Workspace.id) == col(Parcel.workspace_id))
        .where(col(Parcel.state).in_(STILL_TO_LEAVE))
        .group_by(*apart)
    )
    return [Going(*row) for row in session.connection().execute(counts)]


def newest(session: Session) -> Newest:
    """Return the newest ids."""
    ids = (select(func.coalesce(func.max(column), 0)).scalar_subquery() for column in (Wake.id, Message.id, Parcel.id))
    return Newest(*session.connection().execute(select(*ids)).one())


def lines(session: Session) -> Sequence[tuple[str, datetime | None]]:
    """List each workspace's platform, and since when nobody in it can be written to, if that is so."""
    rows = select(col(Workspace.platform), col(Workspace.away_since))
    return [(platform, since) for platform, since in session.connection().execute(rows)]


@dataclass(frozen=True)
class Kept:
    """What each organisation keeps of its nights and backups, and by which local time."""

    organisation: int
    timezone: str
    night: date | None
    backed_up_at: datetime | None


def kept(session: Session) -> Sequence[Kept]:
    """List that of each organisation."""
    rows = select(
        col(Organisation.id), col(Organisation.timezone), col(Organisation.night), col(Organisation.backed_up_at)
    )
    return [Kept(*row) for row in session.connection().execute(rows)]
