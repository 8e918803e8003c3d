"""Times in which nobody in a workspace can be written to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.prepared import finds_all
from storage.tables import Message, Parcel, Workspace


def begins(session: Session, workspace: int, now: datetime, code: str) -> bool:
    """Note since when nobody can be written to, and what the platform says of it; true where that is news."""
    at = session.get_one(Workspace, workspace, populate_existing=True)
    is_news = at.away_since is None
    at.away_since, at.away_code = at.away_since or now, code
    return is_news


def ends(session: Session, workspace: int) -> datetime | None:
    """Note that people can be written to again; give back since when they could not. What waited counts as new."""
    at = session.get_one(Workspace, workspace, populate_existing=True)
    since, at.away_since, at.away_code = at.away_since, None, ""
    waiting = update(Parcel).where(col(Parcel.workspace_id) == workspace, col(Parcel.state).in_(("waiting", "sending")))
    session.exec(waiting.values(attempts=1, first_tried_at=None, retry_at=None))
    return since


@finds_all
def going_on(session: Session) -> SelectOfScalar[Workspace]:
    """Return the workspaces in which nobody can be written to just now."""
    return select(Workspace).where(col(Workspace.away_since).is_not(None)).order_by(col(Workspace.id))


@dataclass(frozen=True)
class Late:
    """A parcel that waited: the message's activity and key, and whom it is for."""

    activity: str
    key: str
    people: tuple[int, ...]


def late(session: Session, workspace: int, gone_since: Collection[int]) -> Sequence[Late]:
    """Return what waited here while nobody could be written to; `gone_since`: parcels sent just now."""
    here = or_(col(Parcel.state).in_(("waiting", "sending")), col(Parcel.id).in_(list(gone_since)))
    rows = select(Message.activity, Message.key, Parcel.people).join(Message, col(Message.id) == col(Parcel.message_id))
    found = session.exec(rows.where(Parcel.workspace_id == workspace, here)).all()
    return [Late(activity, key, tuple(theirs)) for activity, key, theirs in found]
