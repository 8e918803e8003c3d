"""Who is who: organisations, workspaces, people and their accounts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Update
from sqlmodel import Session, col, delete, or_, select, update
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage import organisations
from storage.here import Here
from storage.membership import are_members, is_member
from storage.prepared import changes, finds_all, finds_one
from storage.tables import AccountRow, Organisation, Person, SharedAddress, Workspace

LISTED = frozenset({"staff_id", "email", "sites", "department", "role_group", "job_title", "employer"})
"""What the staff list says of somebody, beside their name."""


class AnotherApp(LookupError):
    """Raised where a workspace is known by other apps alone: this one may be another organisation's, or in their place.

    `known`: the ids of those apps.
    """

    def __init__(self, platform: str, tenant: str, app: str, known: Sequence[str]) -> None:
        super().__init__(f"{platform} {tenant} is known by another app than {app}")
        self.platform, self.tenant, self.app, self.known = platform, tenant, app, known


def workspace(session: Session, platform: str, tenant: str, timezone: str, app: str = "") -> Workspace:
    """Return the workspace in which an app is; make it on first sight.

    One of which no app is known yet is this one's from now on. A new one belongs to the one organisation that there is
    if it has none on this platform, else to a new organisation. Raises `AnotherApp`.
    """
    known = organisations.workspace_of(session, platform, tenant, app) or _called_so_before(
        session, platform, tenant, app
    )
    if known or (known := _claimed(session, platform, tenant, app)):
        return known
    if app in (others := _apps_of(session, platform, tenant)):  # PostgreSQL shows what was made a moment ago
        return workspace(session, platform, tenant, timezone, app)
    if others:
        raise AnotherApp(platform, tenant, app, others)
    taken = session.exec(select(Workspace.organisation_id).where(Workspace.platform == platform)).all()
    there = organisations.every(session)
    home = there[0] if len(there) == 1 and not taken else organisations.new(session, timezone)
    made = Workspace(organisation_id=home.id, platform=platform, tenant=tenant, app=app)
    session.add(made)
    session.flush()
    return made


def _called_so_before(session: Session, platform: str, tenant: str, app: str) -> Workspace | None:
    """Return the workspace that had this id before, for processes that were started then and may still run."""
    there = select(Workspace).where(Workspace.platform == platform, Workspace.app == app).order_by(col(Workspace.id))
    return next((one for one in session.exec(there).all() if tenant in one.former), None)


def _claimed(session: Session, platform: str, tenant: str, app: str) -> Workspace | None:
    """Take the workspace of which no app is known for this one's, whichever process of whichever app comes first."""
    free = organisations.workspace_of(session, platform, tenant, "")
    if free is None:
        return None
    _takes(session, free.id, app)
    session.refresh(free)  # where another was first, it is that one's
    return free if free.app == app else None


@changes
def _takes(session: Session, workspace: int, app: str) -> Update:
    return update(Workspace).where(col(Workspace.id) == workspace, col(Workspace.app) == "").values(app=app)


@finds_all
def _apps_of(session: Session, platform: str, tenant: str) -> SelectOfScalar[str]:
    there = select(Workspace.app).where(Workspace.platform == platform, Workspace.tenant == tenant)
    return there.order_by(col(Workspace.id))


def lock(session: Session, organisation: Organisation) -> None:
    """Let nobody else who asks for this do anything in this organisation before this transaction has ended.

    On PostgreSQL it is the weakest lock that keeps them out. Whoever has written a row that names the organisation
    holds it a little already; two of them who asked for more would wait for each other.
    """
    session.refresh(organisation, with_for_update={"key_share": True})


def get(here: Here, person: int) -> Person:
    """Return the person with this id in this organisation; raise `LookupError` if there is none."""
    found = here.session.get(Person, person)
    if found is None or found.organisation_id != here.org:
        raise LookupError("nobody here has that id")
    return found


def several(here: Here, ids: Iterable[int]) -> list[Person]:
    """Return the people with these ids, in this order; those who are gone are left out."""
    wanted = list(ids)
    found = {row.id: row for row in _among(here, wanted)}
    return [found[one] for one in wanted if one in found]


@finds_all
def _among(here: Here, ids: Sequence[int]) -> SelectOfScalar[Person]:
    return select(Person).where(Person.organisation_id == here.org, col(Person.id).in_(ids))


def by_email(here: Here, email: str) -> Person | None:
    """Return the member with this e-mail address, in whatever case it is written."""
    found = holder_of(here, email)
    return found if found and is_member(found) else None


def holder_of(here: Here, email: str) -> Person | None:
    """Return whoever this e-mail address was last known to be of, member or not."""
    return _holder_of(here, email.strip().lower())


@finds_one
def _holder_of(here: Here, address: str) -> SelectOfScalar[Person]:
    return select(Person).where(Person.organisation_id == here.org, Person.email == address)


def give_up_address(session: Session, outsider: Person) -> dict[str, object]:
    """Take an address, and what the staff list says with it, from somebody who is no member any more; gives it back."""
    said = outsider.model_dump(include=set(LISTED if outsider.staff_id else {"email"}))
    outsider.email = outsider.staff_id = None
    session.flush()
    return said


@finds_all
def facilitators(here: Here) -> SelectOfScalar[Person]:
    """Return those who may run activities and are still members, by name."""
    rows = select(Person).where(Person.organisation_id == here.org, col(Person.facilitates), are_members())
    return rows.order_by(col(Person.name), col(Person.id))


@finds_all
def admins(here: Here) -> SelectOfScalar[Person]:
    """Return those who look after one of its workspaces, as far as they are known and still here, by name."""
    looks_after = select(AccountRow.person_id).where(col(AccountRow.is_admin), are_members(AccountRow))
    rows = select(Person).where(Person.organisation_id == here.org, are_members(), col(Person.id).in_(looks_after))
    return rows.order_by(col(Person.name), col(Person.id))


def accounts_of(session: Session, person: Person) -> list[AccountRow]:
    """Return a person's accounts, the one they last acted with first."""
    rows = _accounts_of(session, person)
    return sorted(rows, key=lambda row: (row.acted_at.timestamp() if row.acted_at else 0.0, row.id), reverse=True)


@finds_all
def _accounts_of(session: Session, person: Person) -> SelectOfScalar[AccountRow]:
    return select(AccountRow).where(AccountRow.person_id == person.id)


def accounts_in(session: Session, workspace: int, people: Iterable[int]) -> Mapping[int, AccountRow]:
    """Map each of these people who has an account in one workspace to it."""
    return {row.person_id: row for row in _accounts_in(session, workspace, sorted(people))}


@finds_all
def _accounts_in(session: Session, workspace: int, people: Sequence[int]) -> SelectOfScalar[AccountRow]:
    return select(AccountRow).where(AccountRow.workspace_id == workspace, col(AccountRow.person_id).in_(people))


@finds_all
def known_in(session: Session, at: Workspace) -> Select[AccountRow, Person]:
    """Return everybody whose account in one workspace can be used, as far as is known."""
    rows = select(AccountRow, Person).join(Person, col(Person.id) == col(AccountRow.person_id))
    theirs = rows.where(AccountRow.workspace_id == at.id, col(AccountRow.active))
    return theirs.order_by(col(AccountRow.id))


@changes
def remember_own_chat(session: Session, workspace: int, person: int, conversation: str) -> Update:
    """Keep the conversation in which the bot writes to somebody alone, so that it need not be asked for again."""
    mine = update(AccountRow).where(col(AccountRow.workspace_id) == workspace, col(AccountRow.person_id) == person)
    return mine.values(own_chat=conversation)


def forget_own_chat(session: Session, workspace: int, person: int) -> None:
    """Ask anew where somebody's chat is: the one that was known is no more."""
    mine = update(AccountRow).where(col(AccountRow.workspace_id) == workspace, col(AccountRow.person_id) == person)
    session.exec(mine.values(own_chat=None))


@finds_all
def idle(here: Here, since: datetime, after: int, limit: int) -> SelectOfScalar[Person]:
    """Return the first people `after` an id who have not acted since a moment.

    Neither facilitators nor anybody on the staff list; only people who have, or had, an account.
    """
    acted = select(AccountRow.person_id).where(col(AccountRow.acted_at) >= since)
    rows = select(Person).where(
        Person.organisation_id == here.org,
        col(Person.facilitates).is_(False),
        col(Person.staff_id).is_(None),
        col(Person.id).in_(select(AccountRow.person_id)),
        col(Person.id).not_in(acted),
        col(Person.id) > after,
    )
    return rows.order_by(col(Person.id)).limit(limit)


def known_by(session: Session, person: Person) -> list[str]:
    """Return all by which somebody could be known again: accounts, e-mail address and staff id. Never a name.

    All of it is of their organisation: of another in the same tenant, the same account is somebody else. Where there is
    no other, an account is also called as it was before there could be one.
    """
    said = [form for one in accounts_of(session, person) for form in _forms_of(session, one)]
    said += [f"email {person.organisation_id} {person.email.lower()}"] if person.email else []
    return said + ([f"staff {person.organisation_id} {person.staff_id}"] if person.staff_id else [])


def _forms_of(session: Session, account: AccountRow) -> list[str]:
    called = [f"{account.tenant} {account.user}", *account.former]
    begins = [f"account {account.organisation_id} {account.platform}"]
    if len(_apps_of(session, account.platform, account.tenant)) == 1:
        begins.append(f"account {account.platform}")
    return [f"{begin} {one}" for begin in begins for one in called]


def recognised_by(session: Session, person: Person) -> list[str]:
    """Return what of `known_by` tells for certain: a staff id only where there is nothing else, for lists renumber."""
    said = known_by(session, person)
    return [one for one in said if not one.startswith("staff ")] or said


def forget(session: Session, person: Person, called: str) -> None:
    """Let go of everything that says who somebody is. The row stays, so that figures still count somebody.

    `called`: what stands in place of their name.
    """
    for account in accounts_of(session, person):
        session.delete(account)
    theirs = or_(col(SharedAddress.person_id) == person.id, col(SharedAddress.other_id) == person.id)
    session.exec(delete(SharedAddress).where(theirs))
    nobody = Person(organisation_id=person.organisation_id, name=called, active=False)
    person.sqlmodel_update(nobody.model_dump(exclude={"id"}))
    session.flush()
