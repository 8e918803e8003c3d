"""When a record is to be looked at again: a wake for whoever answers for the library, wherever the date came from."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from storage import wakes
from storage.here import Here
from storage.tables import Organisation, Record

ACTIVITY, WAKE = "library", "review"
ASKS_AT = time(9)
"""Local time."""


def keep_wake(session: Session, record: Record) -> None:
    """Let the library be woken on the record's review date, or not at all where it has none."""
    subject = str(record.id)
    if record.review_on is None:
        wakes.cancel(Here(session, record.organisation_id), ACTIVITY, WAKE, subject)
        return
    zone = ZoneInfo(session.get_one(Organisation, record.organisation_id).timezone)
    due = datetime.combine(record.review_on, ASKS_AT, tzinfo=zone).astimezone(UTC)
    wakes.set_wake(Here(session, record.organisation_id), ACTIVITY, WAKE, subject, due, prompted=False)
