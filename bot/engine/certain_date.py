"""Whether this machine's date is right: nothing is deleted by a clock that was set wrong.

What goes because time has passed goes for good. So that waits until a platform has said, in the answer to a call, what
time it is, and this machine's clock agrees with it and with what has passed since by a clock that never jumps.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sqlmodel import Session

from storage import calendar

CLOSE_ENOUGH = timedelta(hours=6)
"""By which clocks may differ. What is deleted so much too early would have gone the next night."""

HOLDS_FOR = timedelta(hours=30)
"""How long it holds: each night everybody is listed, and somebody answers."""


class DateUnsure(Exception):
    """Raised where something would be deleted for good, and it is not certain that its moment has come."""


class CertainDate:
    """What platforms have said of the time. Any thread may ask, and tell."""

    def __init__(self) -> None:
        self._said: tuple[datetime, float] | None = None

    def heard(self, headers: Mapping[str, str]) -> None:
        """Note the time that the headers of an answer say.

        One with no time, or none that can be read, changes nothing.
        """
        said = next((value for name, value in headers.items() if name.lower() == "date"), "")
        try:
            moment = parsedate_to_datetime(said)
        except (TypeError, ValueError):
            return
        self._said = moment if moment.tzinfo else moment.replace(tzinfo=UTC), _steady()

    def may_delete(self, session: Session) -> bool:
        """Say whether what was kept long enough may go: the world's date must be certain, a rehearsal's is its own."""
        return calendar.own(session) is not None or self.is_known()

    def is_known(self) -> bool:
        """Say whether the date can be relied on."""
        if self._said is None:
            return False
        moment, since = self._said
        passed = timedelta(seconds=_steady() - since)
        return passed < HOLDS_FOR and abs(moment + passed - datetime.now(UTC)) < CLOSE_ENOUGH


def _steady() -> float:
    return time.monotonic()
