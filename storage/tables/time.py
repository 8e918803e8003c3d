"""Moments at which the bot must do something, and what moment it is."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs, identity, moment


class Wake(SQLModel, table=True):
    """At `due_at`, `activity` must do `what` about `subject`. Waking again moves it.

    `prompted`: a person asked for it and is waiting, so what it sends goes at once, office hours or not.
    """

    __tablename__ = "wakes"
    __table_args__ = (UniqueConstraint("organisation_id", "activity", "what", "subject"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    activity: str
    what: str
    subject: str
    due_at: datetime = moment(index=True)
    prompted: bool = False
    attempts: int = 0
    failing_since: datetime | None = moment(nullable=True)
    retry_at: datetime | None = moment(nullable=True)
    reported: bool = False


class Calendar(SQLModel, table=True):
    """What day it is, where that can be moved: at most one row, and none where the world's own calendar holds.

    Time stands at `stands_at` and travels towards `bound_for`, wake by wake. Leases, retries and limits run `pace`
    times faster than the world has since `kept_since` (a moment of the world's).
    """

    __tablename__ = "calendars"

    id: int = Field(default=1, primary_key=True)
    stands_at: datetime = moment()
    bound_for: datetime = moment()
    kept_since: datetime = moment()
    pace: float = 1.0
