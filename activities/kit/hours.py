"""Hours of somebody's own, in which what the clock sends may reach them; and when it may reach several at once.

Holidays hold for everybody: nobody is nudged on Christmas Day, whatever their hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from activities.kit.days import A_WEEK, moment
from activities.kit.working import OPENS, WorkingDays
from storage.parcels import LONGEST_AHEAD
from storage.tables import Person

TOGETHER_WITHIN = timedelta(days=3)
"""What goes to several waits for hours that suit all of them for so long at most; else it goes in office hours."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """From when until when somebody may be written to, on which weekdays; Monday is 0.

    Hours that end before they begin go on past midnight, and belong to the day on which they begin.
    """

    begins: time
    ends: time
    weekdays: frozenset[int]

    @property
    def last(self) -> timedelta:
        """How long they last on each of these days; none at all where they end as they begin."""
        return (_since_midnight(self.ends) - _since_midnight(self.begins)) % _A_DAY

    def include(self, local: datetime) -> bool:
        """Say whether a local moment is within them."""
        began_today = local.time() >= self.begins
        day = local.weekday() if began_today else (local.weekday() - 1) % A_WEEK
        is_within = began_today and local.time() < self.ends
        if self.ends < self.begins:
            is_within = began_today or local.time() < self.ends
        return is_within and day in self.weekdays

    def kept(self) -> dict[str, Any]:
        """Give what is kept of them in somebody's row."""
        return {"begins": f"{self.begins:%H:%M}", "ends": f"{self.ends:%H:%M}", "weekdays": sorted(self.weekdays)}


def hours_of(person: Person) -> Hours | None:
    """Return the hours that somebody has given; `None` where office hours hold for them."""
    if person.hours is None:
        return None
    begins, ends = (time.fromisoformat(person.hours[one]) for one in ("begins", "ends"))
    return Hours(begins, ends, frozenset(person.hours["weekdays"]))


def opens_at(
    theirs: Sequence[Hours | None], now: datetime, zone: ZoneInfo, working_days: WorkingDays
) -> datetime | None:
    """Return the first moment from now on at which all of them may be written to; `None` where office hours hold.

    `theirs`: the hours of each; of several, those who gave none are written to in office hours. These hold for all
    where nobody gave any, and where no moment soon enough suits everybody.
    """
    if not any(theirs):
        return None

    def suits_all(at: datetime) -> bool:
        local = at.astimezone(zone)
        return not working_days.holiday(local.date()) and all(
            one.include(local) if one else working_days.is_open(at, zone) for one in theirs
        )

    if suits_all(now):
        return now
    latest = now + (LONGEST_AHEAD if len(theirs) == 1 else TOGETHER_WITHIN)
    today = now.astimezone(zone).date()
    begin = sorted({time(), *(one.begins if one else OPENS for one in theirs)})  # a holiday ends at midnight
    ahead = (moment(today + timedelta(days=days), at, zone) for days in range(LONGEST_AHEAD.days + 1) for at in begin)
    return next((at for at in ahead if now < at <= latest and suits_all(at)), None)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)
