"""What the clock sends waits for office hours; what a person asks for goes at once, whatever runs in between."""

from datetime import date, datetime

from sqlmodel import col, select

from activities.kit.working import Nation, WorkingDays
from storage.tables import Message
from tests.coffee.test_dates import at
from tests.town import LONDON, Town


def waits(town: Town, about: str) -> set[bool]:
    """Whether the messages about this wait for office hours, each of them."""
    with town.database.reading() as session:
        told = session.exec(select(Message).where(col(Message.key).startswith(f"{about}:"))).all()
        return {message.office_hours for message in told}


def test_the_clock_keeps_office_hours(town: Town) -> None:
    town.introduced(*town.people(2))
    assert waits(town, "closed") == waits(town, "introduction") == waits(town, "sent") == {True}


def test_nobody_is_matched_or_written_to_on_christmas_day(town: Town) -> None:
    town.keeps(WorkingDays(Nation.ENGLAND_AND_WALES))
    town.trial(joined=town.people(2), approve="automatic", signups_close=date(2026, 12, 24), meet_by=date(2027, 1, 15))
    town.lee.sees("You hear whom you meet on Tuesday 29 December")
    town.comes_to(datetime(2026, 12, 29, 8, 59, tzinfo=LONDON))
    assert waits(town, "introduction") == set()
    town.comes_to(datetime(2026, 12, 29, 9, tzinfo=LONDON))
    assert waits(town, "introduction") == {True}


def test_a_facilitator_who_closes_at_night_is_answered_at_night(town: Town) -> None:
    town.trial(joined=town.people(2), approve="automatic")
    town.comes_to(at(3, 23))
    town.lee.types("/coffee close")
    assert waits(town, "introduction") == waits(town, "sent") == {False}


def test_who_leaves_at_night_wakes_no_facilitator_with_another_draw(town: Town) -> None:
    ann, *others = town.people(4)
    town.trial(joined=[ann, *others])
    town.comes_to(at(9, 23))
    ann.types("/coffee leave")
    assert waits(town, "place") == {False}
    assert waits(town, "draw") == {False, True}  # the old draw changes in place at once, and the new one can wait
