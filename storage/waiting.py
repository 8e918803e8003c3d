"""What has been filed and waits until a facilitator has read it, because it raised a warning."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import calendar
from storage.here import Here
from storage.prepared import finds_all, finds_one
from storage.tables import Organisation, Record, Use
from storage.tables.records import FILED, UNREAD

ACTIVITY, WAKE = "library", "unread"
"""The activity that has it read, and the wake by which it looks what waits; its subject is the organisation."""

GOING = "going"
"""The phase of a record whose author has been forgotten: hidden, until it goes."""

FOR_READING, FOR_CHANGES = "waiting_for_reading", "waiting_for_changes"
"""Phases of a record, and of a use of one: a facilitator is to read it; its author is to put it otherwise."""

LOOKS_AT = time(9)
"""Local time, on Mondays."""


def look_now(here: Here, now: datetime) -> None:
    """Wake the library as soon as may be, to look what waits."""
    calendar.set_wake(here, ACTIVITY, WAKE, str(here.org), now, prompted=False)


def look_next_week(session: Session, organisation: Organisation, now: datetime) -> None:
    """Wake the library on the next Monday, unless it is about to look anyway."""
    zone = ZoneInfo(organisation.timezone)
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    due = datetime.combine(monday, LOOKS_AT, tzinfo=zone).astimezone(UTC)
    number = organisation.id
    set_for = calendar.due_of(Here(session, number), ACTIVITY, WAKE, str(number))
    if set_for is None or set_for > due:
        calendar.set_wake(Here(session, number), ACTIVITY, WAKE, str(number), due, prompted=False)


@finds_all
def records(here: Here, phases: Collection[str] = (FOR_READING,)) -> SelectOfScalar[Record]:
    """Return the records that wait for a facilitator to read them, whoever may read them, oldest first."""
    rows = select(Record).where(
        Record.organisation_id == here.org,
        col(Record.withdrawn_at).is_(None),
        text(UNREAD),
        col(Record.phase).in_(phases),
    )
    return rows.order_by(col(Record.waits_since), col(Record.id))


@finds_all
def uses(here: Here) -> SelectOfScalar[Use]:
    """Return what was said of having used a record and waits for a facilitator to read it; oldest first."""
    rows = select(Use).where(Use.organisation_id == here.org, text(UNREAD), col(Use.phase) == FOR_READING)
    return rows.order_by(col(Use.waits_since), col(Use.id))


@finds_one
def use(here: Here, number: int) -> SelectOfScalar[Use]:
    """Return the use of a record that waits under this id, locked until the transaction ends."""
    row = select(Use).where(Use.organisation_id == here.org, Use.id == number, col(Use.phase) != FILED)
    return row.with_for_update().execution_options(populate_existing=True)


@finds_all
def sent_back_to(here: Here, person: int) -> SelectOfScalar[Record]:
    """Return the records that this person filed and was asked to word otherwise, oldest first."""
    rows = select(Record).where(Record.organisation_id == here.org, Record.filed_by_id == person)
    return rows.where(text(UNREAD), Record.phase == FOR_CHANGES).order_by(col(Record.id))
