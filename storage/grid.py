"""Accounts and workspaces that their platform calls otherwise by now, as Slack does where a workspace joins a Grid.

Ids change in two ways: somebody's account gets an id that holds in the whole organisation, and an installation in one
workspace becomes one in the organisation, or back. Nothing but ids changes here: people, chats and roles stay.
"""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import merging, people
from storage.here import Here
from storage.prepared import finds_all
from storage.tables import AccountRow, Workspace


def adopt(session: Session, platform: str, tenant: str, app: str, before: Collection[str]) -> Workspace | None:
    """Let the workspace of an app that was called by one of these ids before be called by this one from now on.

    Nothing happens where there is one of this id already, or none of the others. One of which no app is known counts.
    Where there are several, each with an organisation of its own, the one with the most accounts goes on.
    """
    theirs = select(Workspace).where(Workspace.platform == platform, col(Workspace.app).in_((app, "")))
    there = session.exec(theirs.order_by(col(Workspace.id))).all()
    if any(tenant == one.tenant for one in there):
        return None
    candidates = [one for one in there if one.tenant in before]
    if not candidates:
        return None
    kept = max(candidates, key=lambda one: len(accounts_at(session, one)))
    for account in accounts_at(session, kept):
        account.former = [*account.former, _form(account)]
        account.tenant = tenant
    kept.former, kept.tenant = [*kept.former, kept.tenant], tenant
    session.flush()
    return kept


@finds_all
def accounts_at(session: Session, at: Workspace) -> SelectOfScalar[AccountRow]:
    """Return every account of a workspace."""
    return select(AccountRow).where(AccountRow.workspace_id == at.id)


def follow(session: Session, at: Workspace, user: str, before: Collection[str], called: str) -> None:
    """Call an account that was known by other ids by this one from now on; it is still one person's.

    `called`: what stands in place of the name of whoever was taken for somebody else, if anybody was.
    """
    for one in before:
        rename(session, at, {one: user}, called)


def rename(session: Session, at: Workspace, names: Mapping[str, str], called: str) -> None:
    """Call accounts by other ids, by those of before. Where both are known, they are one person's from now on."""
    known = {
        account.user: account for account in accounts_at(session, at) if {account.user} & {*names, *names.values()}
    }
    for before, after in names.items():
        if before == after or before not in known:
            continue
        account, other = known.pop(before), known.get(after)
        if other is None:
            account.former = [*account.former, _form(account)]
            account.user = after
            session.flush()
            known[after] = account
        else:
            _become_one(session, account, other, called)


def _become_one(session: Session, account: AccountRow, other: AccountRow, called: str) -> None:
    """Make two accounts of one person one: whoever was known first stays, with what the other has done meanwhile."""
    first, later = account.person_id, other.person_id
    former = [*account.former, _form(account), *other.former]
    if first != later:
        kept, gone = (people.get(Here(session, account.organisation_id), one) for one in (first, later))
        try:
            merging.merge(session, kept, gone, called)
        except merging.TogetherInSomething:
            return  # each has a past in one thing: they stay two, and each goes on
    other.former = former
    other.acted_at = max(filter(None, (account.acted_at, other.acted_at)), default=None)
    session.delete(account)
    session.flush()


def _form(account: AccountRow) -> str:
    """Return how an account was called, for what would know it again in an old backup."""
    return f"{account.tenant} {account.user}"


def is_settled(session: Session, workspace: int, enterprise: str) -> bool:
    """Say whether the accounts of a workspace are called as this organisation calls them."""
    return session.get_one(Workspace, workspace).enterprise == enterprise


def settle(session: Session, workspace: int, enterprise: str, names: Mapping[str, str], called: str) -> None:
    """Call everybody as the organisation does, and note that this has been done."""
    at = session.get_one(Workspace, workspace)
    rename(session, at, names, called)
    at.enterprise = enterprise
    session.flush()
