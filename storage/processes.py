"""Which processes of the bot run on this database, and since when there seem to be others."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.prepared import finds_all
from storage.tables import Process, Workspace


def beats(session: Session, workspace: int, holder: str, now: datetime) -> None:
    """Note that a process still runs."""
    mine = update(Process).where(col(Process.holder) == holder)
    if not session.exec(mine.values(seen_at=now)).rowcount:
        home = session.get_one(Workspace, workspace).organisation_id
        session.add(Process(organisation_id=home, workspace_id=workspace, holder=holder, seen_at=now))
        session.flush()


def ends(session: Session, holders: Collection[str]) -> None:
    """Forget these processes: they run no more."""
    session.exec(delete(Process).where(col(Process.holder).in_(list(holders))))


@finds_all
def running(session: Session, workspace: int) -> SelectOfScalar[Process]:
    """Return those that have said that they run, and have not said that they end."""
    rows = select(Process).where(Process.workspace_id == workspace).order_by(col(Process.id))
    return rows.execution_options(populate_existing=True)


def seen_since(session: Session, tenant: str, app: str, since: datetime) -> int:
    """Count the processes of an app in a workspace that have said since a moment that they run."""
    rows = select(Process).join(Workspace, col(Workspace.id) == col(Process.workspace_id))
    theirs = rows.where(Workspace.tenant == tenant, Workspace.app == app, col(Process.seen_at) >= since)
    return len(session.exec(theirs).all())


def others_begin(session: Session, workspace: int, now: datetime) -> datetime | None:
    """Note that there are others, on another database; give back since when, where that is news."""
    at = session.get_one(Workspace, workspace, with_for_update=True, populate_existing=True)
    if at.others_since is not None:
        return None
    at.others_since = now
    return now


def others_end(session: Session, workspace: int) -> datetime | None:
    """Note that there are no others any more; give back since when there were, where that is news."""
    at = session.get_one(Workspace, workspace, with_for_update=True, populate_existing=True)
    since, at.others_since = at.others_since, None
    return since


def are_others(session: Session, workspace: int) -> bool:
    """Say whether there were others when that was last looked at."""
    return session.get_one(Workspace, workspace, populate_existing=True).others_since is not None
