"""Office hours: from 08:00 until just before 18:00, Monday to Friday, by the clock on the wall."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from activities.kit.days import in_office_hours

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("local", "may_send"),
    [(time(7, 59, 59), False), (time(8), True), (time(17, 59, 59), True), (time(18), False)],
)
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 7, 6)], ids=["winter", "summer"])
def test_a_working_day_opens_at_eight_and_closes_at_six(day: date, local: time, may_send: bool) -> None:
    assert in_office_hours(datetime.combine(day, local, LONDON).astimezone(UTC), LONDON) is may_send


@pytest.mark.parametrize(("day", "may_send"), [(20, True), (21, False), (22, False), (23, True)])
def test_it_is_closed_on_saturdays_and_sundays(day: int, may_send: bool) -> None:
    assert in_office_hours(datetime(2026, 11, day, 12, tzinfo=LONDON), LONDON) is may_send
