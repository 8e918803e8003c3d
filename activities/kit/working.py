"""Working days and office hours, in local time.

What the clock sends goes out Monday to Friday, 08:00 to 18:00. Bank holidays count as working days: which ones are kept
differs between the four nations and between trusts.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(8), time(18)
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Say whether a day is one of Monday to Friday."""
    return day.weekday() < 5


def working_day_after(day: date, count: int = 1) -> date:
    """Return the `count`-th working day after `day`: the first after a Friday is the Monday."""
    while count:
        day += _ONE_DAY
        count -= is_working_day(day)
    return day


def working_day_before(day: date, count: int = 1) -> date:
    """Return the `count`-th working day before `day`: the first before a Monday is the Friday."""
    while count:
        day -= _ONE_DAY
        count -= is_working_day(day)
    return day


def in_office_hours(now: datetime, zone: ZoneInfo) -> bool:
    """Say whether the clock may send at this moment."""
    local = now.astimezone(zone)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a local date and time as a moment in UTC, so that daylight saving never shifts what people were told."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
