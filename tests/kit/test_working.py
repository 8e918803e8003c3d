"""Working days and office hours: Monday to Friday, but for holidays, from 08:00 until just before 18:00."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from activities.kit.working import Nation, WorkingDays

LONDON = ZoneInfo("Europe/London")
WEEKENDS_ALONE = WorkingDays()
ENGLAND = WorkingDays(Nation.ENGLAND_AND_WALES)


@pytest.mark.parametrize(
    ("local", "may_send"),
    [(time(7, 59, 59), False), (time(8), True), (time(17, 59, 59), True), (time(18), False)],
)
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 7, 6)], ids=["winter", "summer"])
def test_a_working_day_opens_at_eight_and_closes_at_six(day: date, local: time, may_send: bool) -> None:
    assert WEEKENDS_ALONE.is_open(datetime.combine(day, local, LONDON).astimezone(UTC), LONDON) is may_send


@pytest.mark.parametrize(("day", "may_send"), [(20, True), (21, False), (22, False), (23, True)])
def test_it_is_closed_on_saturdays_and_sundays(day: int, may_send: bool) -> None:
    assert WEEKENDS_ALONE.is_open(datetime(2026, 11, day, 12, tzinfo=LONDON), LONDON) is may_send


@pytest.mark.parametrize(
    ("now", "opens"),
    [("20 07:59", "20 08:00"), ("20 08:00", "23 08:00"), ("22 03:00", "23 08:00")],  # a Friday, and a Sunday
)
def test_it_opens_again_on_the_next_working_morning(now: str, opens: str) -> None:
    assert WEEKENDS_ALONE.next_opening(_november(now), LONDON) == _november(opens)


def test_nobody_works_on_christmas_day_where_a_nation_is_named_and_a_substitute_day_counts() -> None:
    assert date(2026, 12, 25) in WEEKENDS_ALONE
    assert WEEKENDS_ALONE.holiday(date(2026, 12, 25)) == ""
    away = [date(2026, 12, day) for day in range(24, 32) if date(2026, 12, day) not in ENGLAND]
    assert away == [date(2026, 12, day) for day in (25, 26, 27, 28)]  # Boxing Day is on a Saturday
    assert not ENGLAND.is_open(datetime(2026, 12, 25, 12, tzinfo=LONDON), LONDON)
    assert ENGLAND.next_opening(datetime(2026, 12, 24, 18, tzinfo=LONDON), LONDON) == datetime(
        2026, 12, 29, 8, tzinfo=LONDON
    )


def test_each_nation_keeps_its_own() -> None:
    saint_andrews, the_twelfth, easter = date(2026, 11, 30), date(2027, 7, 12), date(2027, 3, 29)
    closed = {
        nation: {day for day in (saint_andrews, the_twelfth, easter) if day not in WorkingDays(nation)}
        for nation in Nation
    }
    assert closed == {
        Nation.ENGLAND_AND_WALES: {easter},
        Nation.SCOTLAND: {saint_andrews},
        Nation.NORTHERN_IRELAND: {the_twelfth, easter},
    }


def test_england_and_wales_keep_the_same() -> None:
    for year in range(2020, 2041):
        england, wales = (country_holidays("GB", subdiv=code, years=year) for code in ("ENG", "WLS"))
        assert dict(england) == dict(wales)
        assert {day.year for day in england} == {year}, "a holiday is found in its own year"


def test_an_organisation_has_days_of_its_own() -> None:
    own = WorkingDays(own=frozenset({date(2027, 5, 4)}), yearly=frozenset({(12, 24)}))
    assert date(2027, 5, 4) not in own
    assert date(2028, 5, 4) in own
    assert date(2026, 12, 24) not in own
    assert date(2027, 12, 24) not in own
    assert own.next_holiday(date(2026, 12, 25)) == (date(2027, 5, 4), "a day of your own")


def test_the_next_holiday_is_named() -> None:
    assert ENGLAND.next_holiday(date(2026, 12, 1)) == (date(2026, 12, 25), "Christmas Day")
    assert WEEKENDS_ALONE.next_holiday(date(2026, 12, 1)) is None


def test_working_days_are_counted_past_holidays_and_back() -> None:
    assert ENGLAND.after(date(2026, 12, 24)) == date(2026, 12, 29)
    assert ENGLAND.before(date(2026, 12, 29), 2) == date(2026, 12, 23)
    assert WEEKENDS_ALONE.after(date(2026, 12, 24)) == date(2026, 12, 25)


def _november(at: str) -> datetime:
    """A moment of November 2026, as day and time."""
    return datetime.strptime(f"2026-11-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
