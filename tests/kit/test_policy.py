"""When it is final that somebody has left, and how many may go by themselves."""

from datetime import datetime, timedelta

import pytest

from activities.kit.policy import Policy
from activities.kit.working import Nation, WorkingDays
from tests.town import LONDON


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("since", "final"),
    [
        (at(23, 4, 59), at(23, 9)),  # a Monday: found out when people are back at work
        (at(23, 5), at(23, 9)),
        (at(23, 5, 1), at(23, 9, 1)),  # and four hours later at the earliest
        (at(23, 8, 59), at(23, 12, 59)),
        (at(23, 9), at(24, 9)),
        (at(27, 17), at(30, 9)),  # a Friday
        (at(28, 8), at(30, 9)),
    ],
)
def test_whoever_is_away_has_left_on_the_next_working_morning(since: datetime, final: datetime) -> None:
    assert Policy().left_at(since, LONDON) == final


def test_or_after_as_long_as_was_set() -> None:
    assert Policy(leaving_grace=timedelta(days=3)).left_at(at(23, 12), LONDON) == at(26, 12)


@pytest.mark.parametrize(
    ("gone", "among", "many"), [(5, 10, False), (6, 10, True), (6, 120, True), (6, 121, False), (7, 121, True)]
)
def test_more_than_five_and_five_in_a_hundred_are_many(gone: int, among: int, many: bool) -> None:
    assert Policy().are_many(gone, among) is many


def test_nobody_is_back_at_work_on_a_holiday() -> None:
    on_christmas_eve = datetime(2026, 12, 24, 17, tzinfo=LONDON)
    kept = Policy(working_days=WorkingDays(Nation.ENGLAND_AND_WALES))
    assert kept.left_at(on_christmas_eve, LONDON) == datetime(2026, 12, 29, 9, tzinfo=LONDON)
