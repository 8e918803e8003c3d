"""Hours of people's own: nights, days of the week, holidays, and a time that suits several."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from activities.kit.hours import Hours, hours_of, opens_at
from activities.kit.working import Nation, WorkingDays
from storage.tables import Person

LONDON = ZoneInfo("Europe/London")
ENGLAND = WorkingDays(Nation.ENGLAND_AND_WALES)
NIGHTS = Hours(time(19), time(7), frozenset({0, 4}))
"""The nights that begin on Mondays and Fridays."""

EVENINGS = Hours(time(17), time(22), frozenset({1, 2}))
SUNDAYS = Hours(time(9), time(12), frozenset({6}))


def on(day: int, at: str, month: int = 11, year: int = 2026) -> datetime:
    return datetime.combine(date(year, month, day), time.fromisoformat(at), tzinfo=LONDON)


def opens(*theirs: Hours | None, now: datetime) -> datetime | None:
    return opens_at(theirs, now, LONDON, ENGLAND)


@pytest.mark.parametrize(
    ("at", "is_within"),
    [
        (on(23, "18:59"), False),  # a Monday
        (on(23, "19:00"), True),
        (on(24, "06:59"), True),
        (on(24, "07:00"), False),
        (on(24, "19:00"), False),
        (on(23, "03:00"), False),
        (on(28, "00:00"), True),  # the night that began on a Friday
    ],
)
def test_a_night_goes_past_midnight_and_belongs_to_the_day_on_which_it_begins(at: datetime, is_within: bool) -> None:
    assert NIGHTS.include(at) is is_within


def test_hours_last_as_long_as_from_one_to_the_other() -> None:
    assert [hours.last.total_seconds() / 3600 for hours in (NIGHTS, EVENINGS)] == [12, 5]
    assert Hours(time(9), time(9), frozenset({0})).last.total_seconds() == 0
    assert Hours(time(19), time(), frozenset({0})).include(on(23, "23:59"))


def test_they_are_kept_as_they_were_given() -> None:
    assert hours_of(Person(organisation_id=1, hours=NIGHTS.kept())) == NIGHTS
    assert hours_of(Person(organisation_id=1)) is None


def test_somebody_is_written_to_at_once_in_their_hours_and_else_when_these_begin() -> None:
    assert opens(NIGHTS, now=on(23, "20:00")) == on(23, "20:00")
    assert opens(NIGHTS, now=on(24, "08:00")) == on(27, "19:00")
    assert opens(SUNDAYS, now=on(23, "09:00")) == on(29, "09:00"), "on a day on which no office is open"
    assert opens(None, now=on(23, "09:00")) is None


def test_nobody_is_nudged_on_christmas_day_whatever_their_hours() -> None:
    fridays = Hours(time(9), time(12), frozenset({4}))
    assert opens(fridays, now=on(24, "12:00", 12)) == on(8, "09:00", 1, 2027), "New Year’s Day is a Friday, too"
    assert opens(NIGHTS, now=on(25, "20:00", 12)) == on(29, "00:00", 12), "the night of a Monday that is a holiday, too"


def test_a_night_that_begins_on_a_holiday_is_one_once_that_is_over() -> None:
    good_friday = on(26, "19:00", 3, 2027)
    assert opens(NIGHTS, now=good_friday) == on(27, "00:00", 3, 2027)


def test_several_are_told_when_it_suits_them_all() -> None:
    day_and_night = Hours(time(12), time(20), frozenset({0}))
    assert opens(NIGHTS, day_and_night, now=on(23, "09:00")) == on(23, "19:00")
    assert opens(EVENINGS, None, now=on(23, "09:00")) == on(24, "17:00"), "who gave none is there in office hours"
    assert opens(None, EVENINGS, now=on(24, "17:30")) == on(24, "17:30")


def test_several_whom_nothing_suits_within_days_are_told_in_office_hours() -> None:
    assert opens(NIGHTS, EVENINGS, now=on(23, "09:00")) is None
    assert opens(SUNDAYS, SUNDAYS, now=on(23, "09:00")) is None
    assert opens(SUNDAYS, SUNDAYS, now=on(27, "09:00")) == on(29, "09:00")


def test_hours_that_never_come_are_waited_for_by_nobody() -> None:
    never = WorkingDays(own=frozenset(date(2026, 11, day) for day in range(1, 31)))
    always = Hours(time(0), time(23, 30), frozenset({0}))
    assert opens_at([always], on(1, "09:00"), LONDON, never) is None


def test_a_time_that_is_left_out_in_spring_is_not_waited_for_in_vain() -> None:
    at_one = Hours(time(1), time(3), frozenset({6}))
    now = on(27, "20:00", 3, 2027)  # the clocks go forward at one
    found = opens_at([at_one], now, LONDON, WorkingDays())
    assert found is not None
    assert found.astimezone(LONDON).isoformat() == "2027-03-28T02:00:00+01:00"
