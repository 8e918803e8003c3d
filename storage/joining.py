"""Who is behind an account. Accounts come together in one person by an e-mail address, and only as members.

An account that is no member's shares its person with no other, and its address means nothing. A member's address is
what their own workspace or tenant vouches for; adapters give none but that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import called, likeness, people
from storage.here import Here
from storage.membership import MEMBER, is_member
from storage.prepared import finds_one
from storage.tables import AccountRow, Organisation, Person, Workspace

_BEHIND = (
    select(AccountRow, Person, Workspace, Organisation)
    .join(Person, col(Person.id) == col(AccountRow.person_id))
    .join(Workspace, col(Workspace.id) == col(AccountRow.workspace_id))
    .join(Organisation, col(Organisation.id) == col(AccountRow.organisation_id))
    .where(
        Workspace.platform == bindparam("platform"),
        Workspace.tenant == bindparam("tenant"),
        Workspace.app == bindparam("app"),
        AccountRow.user == bindparam("user"),
    )
)


class Said(TypedDict):
    """What a platform says of an account now, as `know` takes it."""

    name: str
    email: str | None
    kind: str
    active: bool
    is_admin: bool
    let_in_by: list[str]


@dataclass(frozen=True)
class Known:
    """An account, who is behind it, and where that is."""

    account: AccountRow
    person: Person
    workspace: Workspace
    organisation: Organisation


def behind(session: Session, platform: str, tenant: str, app: str, user: str) -> Known | None:
    """Return an account as an app knows it, with who is behind it, if it is known: at one look, for each turn asks."""
    named = {"platform": platform, "tenant": tenant, "app": app, "user": user}
    found = session.exec(_BEHIND, params=named).one_or_none()
    return Known(*found) if found else None


def is_no_news(
    known: Known, *, name: str, email: str | None, kind: str, active: bool, is_admin: bool, let_in_by: list[str]
) -> bool:
    """Say whether `know` would change nothing: a member is still as the platform says of them now."""
    account, person = known.account, known.person
    address = email.strip().lower() if email else None
    return (
        is_member(account)
        and is_member(person)
        and (account.kind, account.active, account.is_admin) == (kind, active, is_admin)
        and account.let_in_by == let_in_by
        and not account.refused
        and name in ("", called.by_directory(person))
        and address in (None, person.email)
    )


def know(
    session: Session,
    at: Workspace,
    user: str,
    *,
    name: str,
    email: str | None,
    kind: str,
    active: bool,
    is_admin: bool = False,
    let_in_by: Sequence[str] = (),
    acts: bool = False,
) -> tuple[Person, AccountRow]:
    """Find the person behind an account, made or brought up to date from what the platform says of them now.

    A member's account with the address of another member, of the staff list or of another platform, is theirs. Where
    both have a past of their own, or both an account here, they stay two until a facilitator has said that they are
    one: no workspace has two members of one address, so one of the two is out of date, and may not be who it says.

    `acts`: they have just done something with it, so they can be reached again where they could not.
    """
    said = AccountRow(platform=at.platform, tenant=at.tenant, user=user, kind=kind, active=active)
    said.organisation_id, said.workspace_id, said.is_admin = at.organisation_id, at.id, is_admin and is_member(said)
    said.let_in_by = list(let_in_by) if is_member(said) else []
    address = email.strip().lower() if email and is_member(said) else None
    account = _account(session, at, user)
    if account is None:
        holder = people.holder_of(Here(session, at.organisation_id), address) if address else None
        if holder is None:
            return _newcomer(session, said, name, address), said
        account = _new_account(session, said, holder)
    comes_back = is_member(said) and not is_member(account)
    account.kind, account.active = kind, active
    account.is_admin, account.let_in_by = said.is_admin, said.let_in_by
    account.refused = account.refused and active and not acts
    session.flush()
    person = _settled(session, account, address)
    if comes_back and address is None:
        person.email = None  # nobody has vouched for it since
    if name:
        called.note(person, name)
    sum_up(session, person)
    return person, account


def part(session: Session, account: AccountRow) -> Person:
    """Take an account from the person who goes on by others. Nothing of theirs comes along; it has no past."""
    before = people.get(Here(session, account.organisation_id), account.person_id)
    alone = Person(organisation_id=account.organisation_id, name=called.by_directory(before))
    session.add(alone)
    session.flush()
    account.person_id, account.acted_at = alone.id, None
    session.flush()
    for one in (before, alone):
        sum_up(session, one)
    return alone


def move_accounts(session: Session, gone: Person, kept: Person) -> None:
    """Let every account of `gone` be one of `kept`."""
    for account in people.accounts_of(session, gone):
        account.person_id = kept.id
    session.flush()
    sum_up(session, kept)


def _become_one(session: Session, kept: Person, gone: Person, address: str) -> Person:
    """Give `kept` the accounts and the staff list's words of `gone`, who has no past, and is no more."""
    said = gone.model_dump(include=set(people.LISTED)) if gone.staff_id else {}
    called.goes_on(kept, gone)
    move_accounts(session, gone, kept)
    session.delete(gone)
    session.flush()
    kept.sqlmodel_update(said | {"email": address})
    session.flush()
    return kept


@finds_one
def _account(session: Session, at: Workspace, user: str) -> SelectOfScalar[AccountRow]:
    return select(AccountRow).where(AccountRow.workspace_id == at.id, AccountRow.user == user)


def _newcomer(session: Session, account: AccountRow, name: str, address: str | None) -> Person:
    """Make somebody of whom nothing was known, with their only account; an address is nobody else's."""
    person = Person(
        organisation_id=account.organisation_id, name=name, email=address, kind=account.kind, active=account.active
    )
    session.add(person)
    session.flush()
    account.person_id = person.id
    session.add(account)
    return person


def _new_account(session: Session, said: AccountRow, holder: Person) -> AccountRow:
    """Make an account for whoever has its address already, if they are a member, or else for somebody new.

    Nobody gets a second account in one workspace this way.
    """
    if is_member(holder) and said.workspace_id not in _homes(session, holder):
        said.person_id = holder.id
        session.add(said)
    else:
        _newcomer(session, said, name="", address=None)
    return said


def _settled(session: Session, account: AccountRow, address: str | None) -> Person:
    """Return the person behind an account, once address and account lie with the right person.

    The account leaves a person with whom it may not stay. An address held by somebody who is no member any more is
    taken from them; where another member holds it, it is decided which of the two goes on.
    """
    person = people.get(Here(session, account.organisation_id), account.person_id)
    if not _may_stay(session, account, person, address):
        person = part(session, account)
    holder = people.holder_of(Here(session, account.organisation_id), address) if address else None
    if address is None or holder is person:
        return person
    if holder is None or not is_member(holder):
        person.sqlmodel_update({"email": address} if holder is None else people.give_up_address(session, holder))
        return person
    return _one_of_two(session, person, holder, address)


def _may_stay(session: Session, account: AccountRow, person: Person, address: str | None) -> bool:
    """Say whether an account may go on sharing a person: as a member's, and as long as its address is no other."""
    if len(people.accounts_of(session, person)) == 1:
        return True
    return is_member(account) and address in (None, person.email)


def _one_of_two(session: Session, person: Person, holder: Person, address: str) -> Person:
    """Return whoever goes on where a member says an address that is another member's already."""
    person.email = None  # what they had before, nobody vouches for any more
    if likeness.pair(session, holder, person) is not None or _homes(session, holder) & _homes(session, person):
        likeness.note(session, holder, person, address)
        return person
    goes_first = (person, holder) if people.accounts_of(session, holder) else (holder, person)
    for gone, kept in (goes_first, goes_first[::-1]):
        if _may_become(session, gone, kept):
            return _become_one(session, kept, gone, address)
    likeness.note(session, holder, person, address)
    return person


def _homes(session: Session, person: Person) -> set[int | None]:
    """Return the ids of the workspaces in which somebody is a member."""
    return {account.workspace_id for account in people.accounts_of(session, person) if is_member(account)}


def _may_become(session: Session, one: Person, other: Person) -> bool:
    """Say whether nothing would be lost or mistaken if somebody were another."""
    is_listed_once = one.staff_id is None or other.staff_id is None
    return is_listed_once and not likeness.has_past(session, one)


def sum_up(session: Session, person: Person) -> None:
    """Work out what somebody is to the organisation: a member, if they are one by any account; active, if any is."""
    accounts = people.accounts_of(session, person)
    in_use = sorted(one.kind for one in accounts if one.active)
    person.kind = MEMBER if any(map(is_member, accounts)) else next(iter(in_use or [one.kind for one in accounts]))
    person.active = bool(in_use)
    session.flush()
