"""Coffee trials: who signed up, who was introduced to whom, and what came of it."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, moment, only_the_day


class Trial(SQLModel, table=True):
    """One trial. Dates are local to `timezone`; `revision` changes whenever a draw made before would no longer fit."""

    __tablename__ = "trials"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    facilitator_id: int = belongs("people")
    phase: str = Field(index=True)
    title: str
    channel: str
    channel_name: str = ""
    workspace_id: int = belongs("workspaces", index=False)
    also_workspace_id: int | None = Field(default=None, foreign_key="workspaces.id", ondelete="SET NULL")
    also_channel: str = ""
    also_channel_name: str = ""
    timezone: str
    signups_close: date
    meet_by: date
    sites: list[str] = listing()
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    approve: str = "review"
    revision: int = 0
    on_hold: bool = False
    opened_at: datetime = only_the_day()


class Signup(SQLModel, table=True):
    """A person's place in a trial, with what they said of themselves on joining. `state`: `in`, `left`, `silent`."""

    __tablename__ = "signups"
    __table_args__ = (
        UniqueConstraint("trial_id", "person_id"),
        Index("ix_signups_job_title", "trial_id", text("lower(job_title)")),
    )

    id: int = identity()
    organisation_id: int = belongs("organisations")
    trial_id: int = belongs("trials")
    person_id: int = belongs("people")
    state: str = "in"
    sites: list[str] = listing()
    meetups: str = "one"
    department: str = ""
    role_group: str = ""
    job_title: str = ""


class Draw(SQLModel, table=True):
    """Proposed groups for a trial, drawn from a recorded seed. `state`: `computing` has none yet; see the activity."""

    __tablename__ = "draws"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    trial_id: int = belongs("trials")
    phase: str
    seed: int
    groups: list[dict[str, object]] = listing()
    left_out: list[dict[str, object]] = listing()
    drawn_at: datetime = moment()


class Meeting(SQLModel, table=True):
    """Two or three people who are to meet. `introduced_at`: when the last of them had the introduction, if all have."""

    __tablename__ = "meetings"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    trial_id: int = belongs("trials")
    phase: str = Field(index=True)
    site: str = ""
    first_writer_id: int = belongs("people", index=False)
    introduced_at: datetime | None = moment(nullable=True)


class MeetingMember(SQLModel, table=True):
    """A person's part in a meeting, which has phases of its own: one of three may go while the others carry on.

    `reached`: the introduction has arrived where they read it.
    """

    __tablename__ = "meeting_members"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    meeting_id: int = belongs("meetings")
    person_id: int = belongs("people")
    phase: str
    reached: bool = False


class Feedback(SQLModel, table=True):
    """What one person said of a trial. `quoted`: the facilitator has left the quote in the report."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("trial_id", "person_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    trial_id: int = belongs("trials")
    person_id: int = belongs("people")
    met: str
    knew_each_other: str
    would_again: str
    what_came_of_it: str = Field(default="", sa_column=Column(Text, nullable=False))
    quote_consent: str = "no"
    quoted: bool = True
    given_at: datetime = only_the_day()
