"""What it means where a database refuses something, and when what failed may be tried again."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped

LONGEST = timedelta(hours=1)
"""How long anything waits for its next try, at most."""

_SKEW = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""


def has_come(retry_at: Mapped[datetime | None], pace: datetime, too_far: datetime) -> ColumnElement[bool]:
    """Give the condition that a moment written down for the next try has come, or there is none.

    So has one that is farther off than any is ever written: it was, by a process whose clock has been set back since.
    """
    return or_(retry_at.is_(None), retry_at <= pace, retry_at > too_far)


def too_far(pace: datetime) -> datetime:
    """Return the moment after which nothing is ever tried again, as seen from this one."""
    return pace + LONGEST + _SKEW
