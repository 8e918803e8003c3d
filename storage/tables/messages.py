"""The inbox (which events were taken) and the outbox (what is to be told, and what became of it)."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, moment, only_the_day


class Taken(SQLModel, table=True):
    """The key of an event that changed something. Never its content."""

    __tablename__ = "inbox"

    organisation_id: int = Field(foreign_key="organisations.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(primary_key=True)
    taken_at: datetime = only_the_day(index=True)


class Message(SQLModel, table=True):
    """Something to be told, under a key of its own. New content is a new revision; once delivered, the body goes.

    `document` and `subject` are the recipe of a file that goes with it, made only when it is sent.
    """

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("organisation_id", "activity", "key"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    activity: str
    key: str
    people: list[int] = listing()
    together: bool = False
    workspace_id: int | None = belongs("workspaces", nullable=True, index=False)
    channel: str | None = None
    body: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    digest: str = ""
    revision: int = 1
    office_hours: bool = False
    document: str = ""
    subject: str = ""
    sorted: bool = Field(default=False, index=True)
    told_at: datetime | None = only_the_day(nullable=True)


class Parcel(SQLModel, table=True):
    """One message on its way to one place.

    `not_before`: the moment by the calendar from which on it may leave, where it waits for hours that people have given
    themselves.
    """

    __tablename__ = "parcels"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    workspace_id: int | None = belongs("workspaces", nullable=True)
    message_id: int = belongs("messages")
    addressee: str
    people: list[int] = listing()
    conversation: str | None = None
    reference: str | None = None
    state: str = Field(default="waiting", index=True)
    revision_sent: int = 0
    attempts: int = 0
    first_tried_at: datetime | None = moment(nullable=True)
    retry_at: datetime | None = moment(nullable=True)
    not_before: datetime | None = moment(nullable=True)
    why: str = ""
