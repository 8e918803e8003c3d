"""The organisations of a database: mostly one. Several may each have their own app, and never see one another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table
from sqlmodel import Session, SQLModel, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.prepared import finds_all, finds_one
from storage.tables import AccountRow, Organisation, Workspace


class SeveralOrganisations(LookupError):
    """Raised where there are several organisations in a database, and nobody has said for which something is.

    `called`: what they are called.
    """

    def __init__(self, called: Sequence[str] = ()) -> None:
        super().__init__("there are several organisations")
        self.called = called


class NoSuchOrganisation(SeveralOrganisations):
    """Raised where no organisation is called what was said."""


class CannotLink(Exception):
    """Raised where a workspace cannot be an organisation's; the text says why."""


def new(session: Session, timezone: str, name: str = "") -> Organisation:
    """Make an organisation, flushed so that it has an id."""
    made = Organisation(timezone=timezone, name=name)
    session.add(made)
    session.flush()
    return made


def backed_up(session: Session, at: datetime) -> None:
    """Note when the last backup was taken; it is of every organisation in the database."""
    session.exec(update(Organisation).values(backed_up_at=at))


@finds_all
def every(session: Session) -> SelectOfScalar[Organisation]:
    """Return every organisation there is."""
    return select(Organisation).order_by(col(Organisation.id))


@finds_all
def ids(session: Session) -> SelectOfScalar[int]:
    """Return the id of every organisation there is."""
    return select(Organisation.id).order_by(col(Organisation.id))


@finds_all
def homes_of(session: Session, workspaces: Sequence[int]) -> SelectOfScalar[int]:
    """Return the ids of the organisations to which these workspaces belong."""
    theirs = select(Workspace.organisation_id).where(col(Workspace.id).in_(workspaces))
    return theirs.distinct().order_by(col(Workspace.organisation_id))


@finds_all
def unled(session: Session) -> SelectOfScalar[Organisation]:
    """Return the organisations in which somebody facilitated once, and nobody does now."""
    rows = select(Organisation).where(col(Organisation.unled_since).is_not(None))
    return rows.order_by(col(Organisation.id))


def sole(session: Session, timezone: str, called: str = "") -> Organisation:
    """Return the only organisation there is, made if there is none; or the one that is `called` so, by name or number.

    Raises `SeveralOrganisations` and `NoSuchOrganisation`.
    """
    found = every(session)
    if called:
        return _called(found, called)
    if len(found) > 1:
        raise SeveralOrganisations([name_of(one) for one in found])
    return found[0] if found else new(session, timezone)


def name_of(organisation: Organisation) -> str:
    """Return what an organisation is called: its number, where nobody has named it."""
    return organisation.name or str(organisation.id)


def called(session: Session, name: str) -> Organisation:
    """Return the organisation with this name, or else this number. Raises `NoSuchOrganisation`."""
    return _called(every(session), name)


def is_called(session: Session, name: str) -> bool:
    """Say whether there is an organisation with this name or number, however it is written."""
    return any(name.casefold() in _names(one) for one in every(session))


def _called(among: Sequence[Organisation], name: str) -> Organisation:
    found = [one for one in among if name.casefold() in _names(one)]
    if not found:
        raise NoSuchOrganisation([name_of(one) for one in among])
    return found[0]


def _names(organisation: Organisation) -> tuple[str, str]:
    return organisation.name.casefold(), str(organisation.id)


# ---- where each works ------------------------------------------------------------------------------------------------


@finds_all
def workspaces_of(session: Session, organisation: Organisation) -> SelectOfScalar[Workspace]:
    """Return the workspaces of an organisation."""
    return select(Workspace).where(Workspace.organisation_id == organisation.id).order_by(col(Workspace.id))


@finds_one
def workspace_of(session: Session, platform: str, tenant: str, app: str) -> SelectOfScalar[Workspace]:
    """Return the workspace in which an app is; `app` may be "", of which none is known yet."""
    there = select(Workspace).where(Workspace.platform == platform, Workspace.tenant == tenant)
    return there.where(Workspace.app == app)


def number_of_accounts(session: Session, workspace: Workspace) -> int:
    """Count the accounts of a workspace."""
    return session.exec(select(func.count(col(AccountRow.id))).where(AccountRow.workspace_id == workspace.id)).one()


def link(
    session: Session, organisation: Organisation, platform: str, tenant: str, app: str, in_place_of: str = ""
) -> Workspace:
    """Let an app in a workspace be an organisation's, before it is first started there; give back the workspace.

    `in_place_of`: the app that it goes on for, in the organisation's own workspace. Raises `CannotLink`.
    """
    known = workspace_of(session, platform, tenant, app)
    if known is not None and known.organisation_id != organisation.id:
        _move(session, known, organisation)
    if known is not None:
        return known
    before = workspace_of(session, platform, tenant, in_place_of)
    if before is not None and before.organisation_id == organisation.id:
        before.app = app
    elif in_place_of:
        raise CannotLink(f"{name_of(organisation)} has no app {in_place_of} in {tenant}")
    else:
        before = Workspace(organisation_id=organisation.id, platform=platform, tenant=tenant, app=app)
        session.add(before)
    session.flush()
    return before


def _move(session: Session, workspace: Workspace, to: Organisation) -> None:
    """Let a workspace that nobody has used yet be another organisation's, with what is known of its conversations."""
    if number_of_accounts(session, workspace):
        owner = session.get_one(Organisation, workspace.organisation_id)
        raise CannotLink(f"that app is {name_of(owner)}’s, whose people have used it")
    for table in _of_a_workspace():
        theirs = table.c.workspace_id == workspace.id
        session.connection().execute(table.update().where(theirs).values(organisation_id=to.id))
    workspace.organisation_id = to.id
    session.flush()


def _of_a_workspace() -> list[Table]:
    both = {"workspace_id", "organisation_id"}
    return [table for table in SQLModel.metadata.sorted_tables if both <= set(table.c.keys())]
