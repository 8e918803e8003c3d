"""What people said they would do, whatever it came from."""

from datetime import date

from sqlalchemy import Index, Text
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, only

FIRST_PHASE = "waiting_for_news"
"""Nobody has been told of it yet."""

OPEN = (FIRST_PHASE, "waiting_for_owner", "waiting_to_be_done")
"""Phases in which it may still be done."""

STILL_OPEN = f"phase IN {OPEN} AND NOT own"
"""What facilitators look after: an index has these alone, and is used where a query says the same to the letter."""


class Action(SQLModel, table=True):
    """Something somebody said they would do, by `due`.

    `came_from` is `activity:id`, and `title` says it in words. `owner_id` is whose it is; while nobody has it,
    `owner_role` says in words who should. `outcome` is what came of it, or why it did not fit. `ended_on` is the local
    date on which it ended.

    `own`: somebody's own reminder, of which nobody else is told. It has no words, no title and no source: they might
    tell whose it is what others read without a name. What it is about stands in its owner's own chat.
    """

    __tablename__ = "actions"
    __table_args__ = (Index("ix_actions_open", "organisation_id", "due", "id", **only(STILL_OPEN)),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    came_from: str = Field(default="", index=True)
    title: str = ""
    phase: str = Field(index=True)
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    owner_id: int | None = belongs("people", nullable=True)
    owner_role: str = ""
    due: date = Field(index=True)
    asked_by_id: int = belongs("people")
    own: bool = False
    outcome: str = Field(default="", sa_column=Column(Text, nullable=False))
    on_hold: bool = False
    ended_on: date | None = None
