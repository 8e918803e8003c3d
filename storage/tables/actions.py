"""What people said they would do, whatever it came from."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, moment


class Action(SQLModel, table=True):
    """Something somebody said they would do, by `due`.

    `came_from` is `activity:id`, and `title` says it in words. `owner_id` is whose it is; while nobody has it,
    `owner_role` says in words who should. `outcome` is what came of it, or why it did not fit. `own`: somebody's own
    resolve, of which nobody else is told. `ended_on` is the local date on which it ended.
    """

    __tablename__ = "actions"

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = belongs("organisations")
    came_from: str = Field(index=True)
    title: str = ""
    phase: str = Field(index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    owner_id: int | None = belongs("people", nullable=True)
    owner_role: str = ""
    due: date = Field(index=True)
    asked_by_id: int = belongs("people")
    own: bool = False
    outcome: str = Field(default="", sa_column=Column(Text, nullable=False))
    on_hold: bool = False
    opened_at: datetime = moment()
    ended_on: date | None = None
