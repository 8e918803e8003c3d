"""Working days and office hours, in local time: Monday to Friday but for holidays, 08:00 to 18:00."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from activities.kit.days import moment

OPENS, CLOSES = time(8), time(18)
_ONE_DAY = timedelta(days=1)
_A_YEAR_AHEAD = 366

OWN = "a day of your own"
"""What a holiday is called that the organisation has given itself."""


class Nation(StrEnum):
    """Whose bank holidays are kept. England's are those of Wales, too."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def in_words(self) -> str:
        """What it is called in a sentence."""
        return {"england-and-wales": "England and Wales", "scotland": "Scotland"}.get(self, "Northern Ireland")


_CODES = {Nation.ENGLAND_AND_WALES: "ENG", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}


@dataclass(frozen=True)
class WorkingDays:
    """The days on which an organisation works: Monday to Friday, but for holidays.

    `nation`: whose bank holidays are kept; nobody's where it is `None`. `own`: its own holidays that are on one date.
    `yearly`: those that come each year, as month and day.
    """

    nation: Nation | None = None
    own: frozenset[date] = field(default_factory=frozenset)
    yearly: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def __contains__(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return day.weekday() < 5 and not self.holiday(day)

    def holiday(self, day: date) -> str:
        """Return what a day is called that is a holiday; nothing where it is none. A holiday may be on a weekend."""
        public = _public_holidays(self.nation, day.year).get(day, "") if self.nation else ""
        return public or (OWN if day in self.own or (day.month, day.day) in self.yearly else "")

    def next_holiday(self, day: date) -> tuple[date, str] | None:
        """Return the next holiday from a day on, within a year, and what it is called."""
        ahead = (day + timedelta(days=days) for days in range(_A_YEAR_AHEAD))
        return next(((one, called) for one in ahead if (called := self.holiday(one))), None)

    def after(self, day: date, count: int = 1) -> date:
        """Return the `count`-th working day after `day`: the first after a Friday is the Monday."""
        while count:
            day += _ONE_DAY
            count -= day in self
        return day

    def before(self, day: date, count: int = 1) -> date:
        """Return the `count`-th working day before `day`: the first before a Monday is the Friday."""
        while count:
            day -= _ONE_DAY
            count -= day in self
        return day

    def is_open(self, now: datetime, zone: ZoneInfo) -> bool:
        """Say whether this moment is in office hours, in which the clock may send."""
        local = now.astimezone(zone)
        return local.date() in self and OPENS <= local.time() < CLOSES

    def next_opening(self, now: datetime, zone: ZoneInfo) -> datetime:
        """Return the next moment at which office hours begin."""
        local = now.astimezone(zone)
        has_opened = local.time() >= OPENS
        return moment(self.after(local.date() if has_opened else local.date() - _ONE_DAY), OPENS, zone)


@lru_cache(maxsize=32)
def _public_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Return a nation's bank holidays of a year with their names, substitute days included."""
    from holidays import country_holidays  # knows every country, and takes as long to import as all else here

    return dict(country_holidays("GB", subdiv=_CODES[nation], years=year, language="en_GB"))
