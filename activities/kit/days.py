"""Days as people mean them: in local time, and as they are typed.

A day is typed where no calendar can be shown: in a line of a form, or a cell of an old register.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a local date and time as a moment in UTC, so that daylight saving never shifts what people were told."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<year>\d{4}|\d{2}))?")
_IN_WORDS = re.compile(r"(?P<day>\d{1,2})[- ]?(?P<month>[a-z]{3,9})(?:[- ](?P<year>\d{4}|\d{2}))?")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9}) (?P<day>\d{1,2})(?: (?P<year>\d{4}))?")
_WAYS = (_ISO, _NUMBERS, _IN_WORDS, _MONTH_FIRST)
_WEEKDAY = re.compile(r"(?P<next>next )?(?P<weekday>[a-z]{3,9})")

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SAID_WITHOUT = {"of", "the", "on", "by", "this"}

A_WEEK = 7


def typed_day(text: str, today: date | None = None) -> date | None:
    """Read the day that somebody means, or `None`: 2026-12-03, 3/12/26, 3rd of December 2026, Thu 3 Dec 2026.

    The day comes before the month, as in the United Kingdom. With `today`, for days to come, also 3 December, 3/12,
    tomorrow, Friday, next Friday: the next one that there is, and the Friday of next week.
    """
    words = [word for word in _ORDINAL.sub("", text.casefold()).replace(",", " ").split() if word not in _SAID_WITHOUT]
    if len(words) > 1 and _named(words[0].rstrip("."), _WEEKDAYS) is not None:
        words = words[1:]
    said = " ".join(word.rstrip(".") for word in words)
    for way in _WAYS:
        if found := way.fullmatch(said):
            return _dated(found, today)
    return _from(today, said) if today else None


def _dated(found: re.Match[str], today: date | None) -> date | None:
    day, written, year = int(found["day"]), found["month"], found["year"]
    month = int(written) if written.isdigit() else (_named(written, _MONTHS) or 0)
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if today is None:
        return None
    years = (_day(today.year + ahead, month, day) for ahead in range(5))  # 29 February may be some years off
    return next((one for one in years if one is not None and one >= today), None)


def _from(today: date, said: str) -> date | None:
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    found = _WEEKDAY.fullmatch(said)
    number = _named(found["weekday"], _WEEKDAYS) if found else None
    if found is None or number is None:
        return None
    from_this_weeks = number - today.isoweekday()
    return today + timedelta(days=A_WEEK + from_this_weeks if found["next"] else (from_this_weeks - 1) % A_WEEK + 1)


def _named(written: str, names: list[str]) -> int | None:
    """Return the number of a name, from 1, by its first three letters or more; `sept` and `tues` are such, too."""
    fitting = (number for number, name in enumerate(names, 1) if len(written) > 2 and name.startswith(written))
    return next(fitting, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
