"""Organisations, the workspaces they work in, and the people in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, moment, only_the_day


class Organisation(SQLModel, table=True):
    """A hospital trust, or whoever runs the bot. Every other row belongs to one.

    `appointed`: digests of those named in the settings who have been made facilitators, so that each is only once.
    `night`: the newest night whose work has been begun. `has_traces`: see `traces.note`. `unled_since`: the day
    on which the last facilitator went, until somebody facilitates again. `backed_up_at`: when the last backup was taken
    with `knowhow backup`, by the world's clock.

    `members` and `contact` hold in the place of the settings of these names; where they are empty, those do.
    """

    __tablename__ = "organisations"

    id: int = identity()
    name: str = ""
    timezone: str = "Europe/London"
    appointed: list[str] = listing()
    night: date | None = None
    has_traces: bool = False
    unled_since: date | None = None
    backed_up_at: datetime | None = moment(nullable=True)
    members: str = ""
    contact: str = ""


class Workspace(SQLModel, table=True):
    """One app of ours in a Slack workspace or a Teams tenant, and which process delivers to it just now.

    Several organisations may each have their own `app` in one `tenant`, and never see one another. It is empty where no
    bot has started since that has been known: the first to start takes it for its own.
    `away_since`: the moment by the calendar since when nobody there could be written to, while that is so; `away_code`:
    what the platform says of it. `used`: what has been used lately of its limits, as `bot.slack.kept_tiers` has it.
    `former`: how the platform called it before. `enterprise`: the Grid as whose accounts its accounts are called.
    `others_since`: since when the bot seems to run on another database, too.
    """

    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("platform", "tenant", "app"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    platform: str
    tenant: str
    app: str = ""
    leased_by: str = ""
    leased_until: datetime | None = moment(nullable=True)
    away_since: datetime | None = moment(nullable=True)
    away_code: str = ""
    used: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    former: list[str] = listing()
    enterprise: str = ""
    others_since: datetime | None = moment(nullable=True)


_LISTED: dict[str, Any] = {
    "sqlite_where": text("staff_id IS NOT NULL"),
    "postgresql_where": text("staff_id IS NOT NULL"),
}
"""Those whom the staff list names."""


class Person(SQLModel, table=True):
    """Somebody in an organisation: from the staff list, from a platform, or both (joined by verified e-mail).

    `directory_name`: how platform and staff list call them, where they have said how they want to be called; then that
    is their `name`.

    `employer`: who employs them, where the staff list names another organisation: their account may be a guest's.
    `leaving_since`: the moment by the calendar since when they cannot be reached, until they are back or it is final
    that they have left. `vanished_id`: with whom they went, where many did at once. `hours`: when the clock may
    write to them, as they have said; in office hours where that is nothing.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("organisation_id", "email"),
        UniqueConstraint("organisation_id", "staff_id"),
        # What is asked about everybody is answered by these, whatever their number.
        Index("ix_people_facilitates", "organisation_id", "facilitates"),
        Index("ix_people_job_title", "organisation_id", text("lower(job_title)")),
        Index("ix_people_listed_department", "organisation_id", "department", **_LISTED),
        Index("ix_people_listed_sites", "organisation_id", text("CAST(sites AS TEXT)"), **_LISTED),
    )

    id: int = identity()
    organisation_id: int = belongs("organisations")
    staff_id: str | None = None
    email: str | None = None
    name: str = ""
    directory_name: str = ""
    kind: str = "member"
    active: bool = True
    facilitates: bool = False
    sites: list[str] = listing()
    department: str = ""
    role_group: str = ""
    employer: str = ""
    job_title: str = ""
    leaving_since: datetime | None = moment(nullable=True)
    hours: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    vanished_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("vanishings.id", ondelete="SET NULL"), nullable=True, index=True)
    )


class Vanishing(SQLModel, table=True):
    """Many people who could not be reached any more at once: a facilitator is asked before anything comes of it.

    `number` of them went, of `among` who could be reached before. `phase`: `waiting_for_answer`, then `left` or `kept`
    as it was answered, by a facilitator or by a staff list. `asked_on`: when that was asked last. `let_go`: how many
    of them have been let go of; `left_open`: by activity, how many things of theirs a facilitator has to see to.
    """

    __tablename__ = "vanishings"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    phase: str = "waiting_for_answer"
    number: int = 0
    among: int = 0
    asked_on: date
    let_go: int = 0
    left_open: dict[str, int] = Field(default={}, sa_column=Column(JSON, nullable=False))


class AccountRow(SQLModel, table=True):
    """A person's account on a platform. `own_chat` is the conversation in which the bot writes to them alone.

    `active`: it can be written to; a person with none that can has gone from the organisation, or is waited for.
    `refused`: the platform would not have something delivered to it, and nothing has arrived since, nor have they done
    anything with it. `kind`: what they are to the organisation by this account, as in `people.kind`. `is_admin`: they
    look after that workspace. `let_in_by`: the rules by which they belonged when the platform last said who they are,
    as `storage.belonging` writes them. `acted_at`: the day on which they last did anything with it, but for what is
    answered without a name. `former`: how the platform called it before, as tenant and user, which old backups know.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("workspace_id", "user"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    workspace_id: int = belongs("workspaces", index=False)
    person_id: int = belongs("people")
    platform: str
    tenant: str
    user: str
    own_chat: str | None = None
    kind: str = "member"
    active: bool = True
    refused: bool = False
    is_admin: bool = False
    let_in_by: list[str] = listing()
    acted_at: datetime | None = only_the_day(nullable=True)
    former: list[str] = listing()
