"""Conversations that a platform lets the bot write to only with what it said of them when somebody wrote there."""

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity


class Conversation(SQLModel, table=True):
    """Where the bot can write, and how.

    `kind`: `personal`, `group` or `team`, whose id is its first channel's; or `taken out`, for an own chat in which
    somebody wants the bot no more.

    `reference` is the platform's own, as plain JSON, from messages that the platform has signed. A person's own chat
    names their account once the bot remembers them, and goes with it.
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("workspace_id", "conversation"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    workspace_id: int = belongs("workspaces")
    account_id: int | None = belongs("accounts", nullable=True)
    conversation: str
    kind: str
    name: str = ""
    reference: dict[str, object] = Field(default={}, sa_column=Column(JSON, nullable=False))
