"""Prompts: what the bot asks on a date, or every so many weeks, because a facilitator wants it to."""

from datetime import date

from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs, identity, listing


class Prompt(SQLModel, table=True):
    """A question to `people`, to a channel, or to whoever set it. Dates are local to `timezone`.

    `weeks` lie between two times of asking; 0 where it is asked once. `next_on` is the day on which it is asked next,
    and `asked_on` that on which it was asked last.
    """

    __tablename__ = "prompts"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    activity: str = Field(index=True)
    set_by_id: int = belongs("people")
    phase: str = Field(index=True)
    about: str = ""
    people: list[int] = listing()
    workspace_id: int | None = belongs("workspaces", nullable=True, index=False)
    channel: str = ""
    channel_name: str = ""
    weeks: int = 0
    next_on: date
    asked_on: date | None = None
    timezone: str
