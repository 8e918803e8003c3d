"""Messages on their way: one parcel a place, in order, by one process at a time for a workspace."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, false, or_, true, type_coerce
from sqlmodel import Session, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage import outbox
from storage.calendar import has_come, too_far
from storage.here import Here
from storage.prepared import changes, finds_all, is_there
from storage.tables import Message, Parcel, Workspace
from storage.tables.columns import Utc

LONGEST_AHEAD = timedelta(days=28)
"""How far off the hours are, at most, that anything waits for: one day a week, with holidays on it."""


@dataclass(frozen=True)
class Lease:
    """The right to deliver to a workspace: which process has it, none where that is empty, and until when.

    `until` is a moment by that process's own clock. To others it only says whether the lease has been renewed again.
    """

    holder: str
    until: datetime | None


def lease(session: Session, workspace: int) -> Lease:
    """Return the lease on a workspace as it stands."""
    found = session.get_one(Workspace, workspace, populate_existing=True)
    return Lease(found.leased_by, found.leased_until)


def take_lease(session: Session, workspace: int, mine: Lease, lapsed: Lease | None = None) -> bool:
    """Take or renew the lease; `False` while another process holds it, unless it is exactly the one that has lapsed."""
    free = [col(Workspace.leased_by) == mine.holder, col(Workspace.leased_until).is_(None)]
    if lapsed is not None:
        stands = (col(Workspace.leased_by) == lapsed.holder, col(Workspace.leased_until) == lapsed.until)
        free.append(and_(*stands))
    taking = update(Workspace).where(col(Workspace.id) == workspace, or_(*free))
    return bool(session.exec(taking.values(leased_by=mine.holder, leased_until=mine.until)).rowcount)


def holds(session: Session, workspace: int, holder: str) -> bool:
    """Say whether `holder` still has the lease."""
    return session.get_one(Workspace, workspace, populate_existing=True).leased_by == holder


def release(session: Session, workspace: int, holder: str) -> None:
    """Give the lease back, so that the next process need not wait for it to run out."""
    mine = update(Workspace).where(col(Workspace.id) == workspace, col(Workspace.leased_by) == holder)
    session.exec(mine.values(leased_by="", leased_until=None))


@finds_all
def unsorted(session: Session, limit: int, among: Sequence[int]) -> SelectOfScalar[Message]:
    """Return messages of these organisations for which nobody has decided yet where they go, oldest first, locked."""
    fresh = select(Message).where(col(Message.sorted).is_(False), col(Message.organisation_id).in_(among))
    fresh = fresh.order_by(col(Message.id)).limit(limit)
    return fresh.with_for_update(skip_locked=True)


def left_in_the_middle(session: Session, workspace: int, pace: datetime) -> Sequence[Parcel]:
    """Return parcels whose sending began and whose end nobody recorded, where the next look is due."""
    cut_off = select(Parcel).where(Parcel.workspace_id == workspace, Parcel.state == "sending")
    return session.exec(
        cut_off.where(has_come(col(Parcel.retry_at), pace, too_far(pace))).order_by(col(Parcel.id))
    ).all()


def ready(
    session: Session, workspace: int, pace: datetime, now: datetime, office_open: bool, limit: int
) -> Sequence[Parcel]:
    """Return the first parcel waiting for each place, where that one may leave now, which is `now` by the calendar.

    A parcel that waits for a retry holds back those behind it at the same place, so that order is kept; one that waits
    for office hours, or somebody's own, holds back nothing.
    """
    may_leave = select(Parcel.id, Parcel.addressee).join(Message, col(Message.id) == col(Parcel.message_id))
    may_leave = may_leave.where(Parcel.workspace_id == workspace, col(Parcel.state).in_(("waiting", "sending")))
    office = col(Parcel.not_before).is_(None) if office_open else false()
    may_leave = may_leave.where(or_(col(Message.office_hours).is_(False), office, have_begun(now)))
    waiting = may_leave.subquery()
    heads = select(func.min(waiting.c.id)).group_by(waiting.c.addressee)
    leaving = select(Parcel).where(
        col(Parcel.id).in_(heads),
        Parcel.state == "waiting",
        has_come(col(Parcel.retry_at), pace, too_far(pace)),
    )
    return session.exec(leaving.order_by(col(Parcel.id)).limit(limit)).all()


def have_begun(now: datetime) -> ColumnElement[bool]:
    """Give the condition that the hours have begun which a parcel waits for.

    So they count where they are farther off than any ever are: a clock wrote them down that has been set back since.
    """
    return or_(col(Parcel.not_before) <= now, col(Parcel.not_before) > now + LONGEST_AHEAD)


def wait_for(here: Here, person: int, opens: datetime | None) -> None:
    """Let what waits to be told to somebody alone leave from another moment on; `None`: in office hours."""
    theirs = update(Parcel).where(col(Parcel.organisation_id) == here.org, col(Parcel.state) == "waiting")
    here.session.exec(theirs.where(col(Parcel.addressee) == alone(person)).values(not_before=opens))


def next_hours(session: Session, now: datetime) -> datetime | None:
    """Return when the first hours of people's own begin that something waits for."""
    waiting = select(func.min(Parcel.not_before)).where(col(Parcel.state) == "waiting", col(Parcel.not_before) > now)
    return session.exec(waiting).one()


def doubt_all(session: Session) -> None:
    """Mark all that waits to be posted as cut off in sending: nobody knows whether it has been posted since.

    What only waits to be changed in place may simply be changed again.
    """
    going = and_(col(Parcel.state).in_(("waiting", "held")), col(Parcel.workspace_id).is_not(None))
    waiting = update(Parcel).where(going, col(Parcel.reference).is_(None))
    session.exec(waiting.values(state="sending", attempts=0, first_tried_at=None, retry_at=None))


def release_all(session: Session) -> None:
    """Let whichever process comes first deliver: those that had a lease are no more."""
    session.exec(update(Workspace).values(leased_by="", leased_until=None))


def pending(session: Session) -> int:
    """Count the messages and parcels that have still to leave, whatever they wait for."""
    return _pending(session, true())


def may_leave(session: Session, now: datetime, closed: Collection[int]) -> int:
    """Count the messages and parcels that may leave by now, retries included; what is not sorted yet is to be sorted.

    `closed`: organisations outside their office hours, where what waits for these is not counted.
    """
    office = and_(col(Parcel.not_before).is_(None), col(Parcel.organisation_id).not_in(list(closed)))
    return _pending(session, or_(col(Message.office_hours).is_(False), office, have_begun(now)))


def _pending(session: Session, holds: ColumnElement[bool]) -> int:
    fresh = select(func.count()).select_from(Message).where(col(Message.sorted).is_(False))
    going = select(func.count(col(Parcel.id))).join(Message, col(Message.id) == col(Parcel.message_id))
    going = going.where(col(Parcel.state).in_(("waiting", "sending")), holds)
    return session.exec(fresh).one() + session.exec(going).one()


def is_held_up(session: Session, parcel: Parcel) -> bool:
    """Say whether nothing of a parcel has left that was tried before, or that waited for hours of somebody's own.

    Or that came while nobody could be written to.
    """
    if parcel.reference is not None:
        return False
    at = session.get(Workspace, parcel.workspace_id) if parcel.workspace_id else None
    return parcel.attempts > 0 or parcel.not_before is not None or (at is not None and at.away_since is not None)


def get(here: Here, parcel: int) -> Parcel:
    """Return the parcel with this id in this organisation; raise `LookupError` if there is none."""
    found = here.session.get(Parcel, parcel)
    if found is None or found.organisation_id != here.org:
        raise LookupError("no such parcel here")
    return found


def was_for_several(session: Session, workspace: int, reference: str) -> bool:
    """Say whether what stands under a reference was told to several people together, even where each got it alone."""
    theirs = select(Message.together).join(Parcel, col(Parcel.message_id) == col(Message.id))
    return session.exec(theirs.where(Parcel.workspace_id == workspace, Parcel.reference == reference)).first() or False


def alone(person: int) -> str:
    """Return the addressee of what somebody is told in their own chat."""
    return f"person:{person}"


def to_channel(channel: str) -> str:
    """Return the addressee of what a channel is told."""
    return f"channel:{channel}"


def channel_of(parcel: Parcel) -> str:
    """Return the channel that a parcel is for."""
    return parcel.addressee.removeprefix(to_channel(""))


def make(
    session: Session,
    message: Message,
    addressee: str,
    workspace: int | None,
    to: list[int],
    not_before: datetime | None = None,
) -> Parcel:
    """Make a parcel of a message, waiting to leave; `workspace`: `None` where it has nowhere to go yet."""
    made = Parcel(
        organisation_id=message.organisation_id,
        workspace_id=workspace,
        message_id=message.id,
        addressee=addressee,
        people=to,
        not_before=not_before,
    )
    session.add(made)
    session.flush()
    return made


def to_one(session: Session, message: int, person: int) -> Parcel | None:
    """Return the parcel in which a message goes to this person alone, if there is one yet."""
    found = session.exec(select(Parcel).where(Parcel.message_id == message)).all()
    return next((parcel for parcel in found if parcel.people == [person]), None)


@is_there
def is_at(session: Session, workspace: int, reference: str) -> SelectOfScalar[int]:
    """Say whether anything that was told stands under this reference."""
    return select(Parcel.id).where(Parcel.workspace_id == workspace, Parcel.reference == reference)


def key_of(session: Session, parcel: Parcel) -> str:
    """Return the key under which its message was told."""
    return session.get_one(Message, parcel.message_id).key


@changes
def set_out(session: Session, parcel: int, conversation: str, pace: datetime, workspace: int, holder: str) -> Update:
    """Record that sending begins, if `holder` still has the lease; gives back whether it does, as 1 or 0."""
    has_it = select(Workspace.id).where(Workspace.id == workspace, Workspace.leased_by == holder).exists()
    first = func.coalesce(Parcel.first_tried_at, type_coerce(pace, Utc))
    begins = update(Parcel).where(col(Parcel.id) == parcel, has_it)
    return begins.values(state="sending", conversation=conversation, retry_at=None, first_tried_at=first)


def settle(session: Session, parcel: Parcel, state: str, revision: int) -> None:
    """Record what became of a parcel: `sent`, `uncertain` or `undelivered`; and drop the body when none is left.

    A message that was told anew while this revision was on its way waits again, to be changed in place. It is locked,
    so that it cannot be told anew in the very moment in which this is recorded.
    """
    message = session.get_one(Message, parcel.message_id, populate_existing=True, with_for_update=True)
    newer = state == "sent" and message.revision > revision
    parcel.state = "waiting" if newer else state
    parcel.revision_sent = revision
    parcel.attempts, parcel.first_tried_at, parcel.retry_at = 0, None, None
    session.add(parcel)
    session.flush()
    outbox.blank_if_settled(session, message)
