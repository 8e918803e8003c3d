"""What people say of a trial: when they have met, when they are asked, and until it is filed."""

from datetime import date, datetime

import pytest

from activities.coffee.meeting.asking import PEOPLE_ASKED_A_TURN
from tests.fronts.differences import NOT_THEIRS
from tests.town import LONDON, Town, Townsperson

ASKED = date(2026, 12, 1)  # the working day after the 30th of November
REMINDED = date(2026, 12, 4)
REPORTED = date(2026, 12, 11)

GOOD = {"met": "yes", "knew_each_other": "no", "would_again": "yes"}


@pytest.fixture
def pair(town: Town) -> tuple[Townsperson, Townsperson]:
    """Two people who have just been introduced."""
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    return ann, bo


def test_who_has_met_is_offered_the_form_at_once(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    ann.presses("We’ve met")
    sheet = ann.sheet("feedback")
    assert sheet.values == {
        "met": "yes",
        "knew_each_other": None,
        "would_again": None,
        "what_came_of_it": "",
        "quote_consent": "no",
    }
    assert sheet.options["quote_consent"] == ("no", "by_role", "by_name")
    assert "not for reporting incidents or concerns; use your organisation’s own route" in sheet.text
    ann.fills("feedback", **GOOD)
    ann.is_answered("I won’t quote you")
    bo.sees("You’ve met: lovely!")
    bo.presses("Say how it was")
    bo.sheet("feedback")


def test_a_form_that_leaves_something_open_comes_back(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, _ = pair
    ann.presses("We’ve met")
    ann.fills("feedback", would_again="yes")
    ann.is_shown_errors(knew_each_other="choose one")
    ann.corrects(would_again="yes", knew_each_other="no")
    ann.is_answered("that’s saved")


def test_everybody_introduced_is_asked_twice_and_never_a_third_time(town: Town) -> None:
    ann, bo, cat = town.people(3)
    dan = town.person("Dan", site="Southfield")
    town.introduced(ann, bo, cat, dan)
    ann.presses("We’ve met")
    ann.fills("feedback", **GOOD)
    town.comes_to(datetime(2026, 11, 30, 17, tzinfo=LONDON))
    bo.is_not_told("How was it? Five")
    town.comes_to(ASKED)
    bo.is_told("How was it? Five quick questions")
    ann.is_not_told("How was it? Five")
    dan.is_not_told("How was it? Five")
    bo.presses("Give feedback")
    bo.fills("feedback", **GOOD)
    town.comes_to(REMINDED)
    cat.is_told("One last nudge")
    bo.is_not_told("One last nudge")
    town.comes_to(date(2026, 12, 31))
    cat.is_told("how was it?", times=1)
    cat.is_told("Give feedback", times=0)


def test_a_facilitator_can_ask_now(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, _ = pair
    town.lee.types("/coffee feedback")
    town.lee.is_answered("I’m asking 2 people who haven’t answered now, and once more")
    ann.is_told("How was it? Five quick questions")
    town.lee.types("/coffee feedback")
    town.lee.is_answered("once more, and won’t again")
    ann.is_told("One last nudge")
    town.lee.types("/coffee feedback")
    town.lee.is_answered("I don’t ask a third time")
    town.comes_to(date(2026, 12, 31))
    ann.is_told("How was it? Five", times=1)
    ann.is_told("One last nudge", times=1)


@pytest.mark.quick_through("slack")
def test_feedback_can_be_corrected_until_it_is_filed(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    ann.presses("We’ve met")
    ann.fills("feedback", **GOOD, what_came_of_it="I learned what Finance does.", quote_consent="by_name")
    ann.is_answered("by name")
    ann.presses("Change my answers")
    assert ann.sheet("feedback").values["what_came_of_it"] == "I learned what Finance does."
    ann.fills("feedback", quote_consent="no")
    town.comes_to(REPORTED)
    town.lee.sees("Nobody has agreed to be quoted")
    bo.goes_home()
    bo.presses("Give feedback", near="How was it? Five")
    sheet = bo.sheet("feedback")
    town.lee.presses("File it")
    bo.shown = sheet
    bo.fills("feedback", **GOOD)
    bo.is_answered("has been filed, so I can’t add to it")
    ann.presses("Change my answers", near="")
    ann.is_answered("has been filed, so I can’t add to it")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_who_was_never_introduced_is_not_asked(town: Town) -> None:
    ann, bo = town.people(2)
    dan = town.person("Dan", site="Southfield")
    town.introduced(ann, bo, dan)
    town.comes_to(ASKED)
    dan.presses_old(ann.button("Give feedback"))
    dan.is_answered("Feedback is from those who were introduced")


def test_later_presses_say_that_it_has_moved_on(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, _ = pair
    town.comes_to(ASKED)
    ann.presses("Can’t find a time")
    ann.is_answered("moved on")
    ann.goes_home()
    ann.is_answered("did you meet?")
    ann.presses("We’ve met")
    ann.sheet("feedback")


def test_many_are_asked_some_at_a_time_and_each_once(town: Town) -> None:
    everybody = town.people(PEOPLE_ASKED_A_TURN + 2)
    town.introduced(*everybody)
    town.lee.types("/coffee feedback")
    town.lee.is_answered(f"I’m asking {len(everybody)} people")
    for person in everybody:
        person.is_told(" is over. How was it?")
