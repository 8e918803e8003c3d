"""Where a platform lets the bot write, as the platform described it."""

from collections.abc import Mapping

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.prepared import finds_all, finds_first, finds_one
from storage.tables import AccountRow, Conversation, Workspace

PERSONAL, GROUP, TEAM, TAKEN_OUT = "personal", "group", "team", "taken out"


def keep(
    session: Session, at: Workspace, conversation: str, kind: str, *, reference: Mapping[str, object], name: str = ""
) -> bool:
    """Remember a conversation, or bring it up to date. True if it is new."""
    known = find(session, at, conversation)
    row = known or Conversation(
        organisation_id=at.organisation_id, workspace_id=at.id, conversation=conversation, kind=kind
    )
    row.kind, row.reference, row.name = kind, dict(reference), name or row.name
    session.add(row)
    session.flush()
    return known is None


def belongs_to(session: Session, at: Workspace, conversation: str, user: str) -> None:
    """Let somebody's own chat go when their account does. Nothing happens where the bot does not remember them."""
    account = session.exec(select(AccountRow.id).where(AccountRow.workspace_id == at.id, AccountRow.user == user))
    row = find(session, at, conversation)
    if row is not None:
        row.account_id = account.one_or_none()
        session.flush()


@finds_one
def find(session: Session, at: Workspace, conversation: str) -> SelectOfScalar[Conversation]:
    """Return the conversation with this id, if the bot remembers it."""
    return select(Conversation).where(Conversation.workspace_id == at.id, Conversation.conversation == conversation)


@finds_first
def newest(session: Session, at: Workspace) -> SelectOfScalar[Conversation]:
    """Return the conversation that was added last, if there is any."""
    rows = select(Conversation).where(Conversation.workspace_id == at.id).order_by(col(Conversation.id).desc())
    return rows.limit(1)


@finds_all
def of_kind(session: Session, at: Workspace, kind: str) -> SelectOfScalar[Conversation]:
    """Return every conversation of a kind, the oldest first."""
    rows = select(Conversation).where(Conversation.workspace_id == at.id, Conversation.kind == kind)
    return rows.order_by(col(Conversation.id))


@finds_first
def own_chat(session: Session, at: Workspace, user: str) -> SelectOfScalar[str]:
    """Return the id of the conversation that somebody has with the bot alone, if the bot remembers it."""
    theirs = select(Conversation.conversation).join(AccountRow, col(AccountRow.id) == col(Conversation.account_id))
    return theirs.where(AccountRow.workspace_id == at.id, AccountRow.user == user, Conversation.kind == PERSONAL)


def take_out(session: Session, at: Workspace, conversation: str) -> None:
    """Note that somebody has taken the bot out of their own chat, so that no listing brings them back."""
    row = find(session, at, conversation)
    if row is not None:
        row.kind = TAKEN_OUT
        session.flush()


def taken_out_by(session: Session, at: Workspace) -> set[str]:
    """Return those who have taken the bot out of their own chat, and have not written since."""
    theirs = select(AccountRow.user).join(Conversation, col(AccountRow.id) == col(Conversation.account_id))
    return set(session.exec(theirs.where(AccountRow.workspace_id == at.id, Conversation.kind == TAKEN_OUT)).all())


def rename(session: Session, at: Workspace, conversation: str, name: str) -> None:
    """Note the name that a team or group has now."""
    row = find(session, at, conversation)
    if row is not None:
        row.name = name
        session.flush()


def forget(session: Session, at: Workspace, conversation: str) -> None:
    """Forget a conversation: the bot cannot write there any more."""
    row = find(session, at, conversation)
    if row is not None:
        session.delete(row)
        session.flush()
