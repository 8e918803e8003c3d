"""What everybody in a large trial is told takes several turns, and reaches each of them once, and true."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from activities.coffee import meeting
from storage.tables import Meeting
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("looks between two turns of the clock’s")

NEXT_WEEK, LATER = date(2026, 12, 7), date(2026, 12, 18)


@pytest.fixture(autouse=True)
def _a_few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "SEEN_TO_A_TURN", 2)


@pytest.fixture
def joined(town: Town) -> list[Townsperson]:
    """Three pairs who have been introduced."""
    everybody = town.people(6)
    town.introduced(*everybody)
    return everybody


def told(person: Townsperson, words: str) -> int:
    return sum(words in page.text for page in person.told)


def moves_to(town: Town, day: date) -> None:
    """Lee moves the last day to meet, and nothing that follows has happened yet."""
    town.lee.shown = town.front.types(town.lee.profile, "/coffee change")
    sheet = town.lee.sheet("trial")
    town.lee.shown = town.front.sends(town.lee.profile, sheet, {**sheet.values, "meet_by": day})


def test_everybody_hears_once_that_a_trial_is_cancelled(town: Town, joined: list[Townsperson]) -> None:
    town.lee.types("/coffee cancel")
    town.lee.shown = town.front.presses(town.lee.profile, town.lee.button("Cancel the trial"))
    town.lee.is_answered("6 people are being told")
    heard = [sum(told(person, "has been cancelled") for person in joined)]
    while town.waking.run_next():
        heard.append(sum(told(person, "has been cancelled") for person in joined))
    town.settle()
    assert heard[0] == 0, "the meetings end first"
    assert heard[-1] == len(joined)
    assert [told(person, "KNOWvember has been cancelled") for person in joined] == [1] * len(joined)
    with town.database.reading() as session:
        assert {meeting.phase for meeting in session.exec(select(Meeting)).all()} == {"ended"}


def test_a_day_that_is_moved_twice_is_told_as_it_is_in_the_end(town: Town, joined: list[Townsperson]) -> None:
    moves_to(town, NEXT_WEEK)
    for _ in range(2):
        town.waking.run_next()
    some = [person for person in joined if told(person, "have moved")]
    assert 0 < len(some) < len(joined)
    town.stands_at(town.now + timedelta(minutes=1))
    moves_to(town, LATER)
    town.settle()
    for person in joined:
        assert told(person, "have moved") == 1 + (person in some)
        *_, newest = (page.text for page in person.told if "have moved" in page.text)
        assert "Friday 18 December" in newest


def test_a_new_note_stands_in_every_introduction(town: Town, joined: list[Townsperson]) -> None:
    town.lee.types("/coffee change")
    town.lee.fills("trial", note="The café on level two gives you a biscuit.")
    for person in joined:
        person.is_told("gives you a biscuit")
        assert not told(person, "have moved")
