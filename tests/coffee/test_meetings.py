"""From the introduction on: what people say of their meeting, and what follows for everybody else."""

from datetime import date, datetime

import pytest

from storage import meetings
from tests.fronts.differences import NOT_THEIRS
from tests.town import LONDON, Town, Townsperson

MEET_BY = date(2026, 11, 30)
FIFTH_DAY = datetime(2026, 11, 16, 9, tzinfo=LONDON)


@pytest.fixture
def pair(town: Town) -> tuple[Townsperson, Townsperson]:
    """Two people who have just been introduced."""
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    return ann, bo


def partner_of(one: Townsperson, among: list[Townsperson]) -> Townsperson:
    """Whom somebody has been introduced to."""
    return next(other for other in among if other is not one and any(_both(one, other, page.text) for page in one.told))


def _both(one: Townsperson, other: Townsperson, text: str) -> bool:
    return "writes first" in text and one.name in text and other.name in text


# ---- the introduction ------------------------------------------------------------------------------------------------


@pytest.mark.not_through("teams", reason="each is told alone, in no chat to vouch for")
def test_an_introduction_says_everything_that_two_people_need(town: Town) -> None:
    ann = town.person("Ann", department="Radiology")
    bo = town.person("Bo", department="Finance")
    town.introduced(ann, bo, note="Show this for a free drink in the library.")
    for person in (ann, bo):
        person.is_told("You’ve been matched in KNOWvember")
        person.sees("Ann: Radiology lead, Radiology, Northgate")
        person.sees("Bo: Finance lead, Finance, Northgate")
        person.sees("half an hour")
        person.sees("by Monday 30 November")
        person.sees("no agenda")
        person.sees("Show this for a free drink in the library.")
        person.sees("I can’t read this chat")
        person.has_no_button("No answer yet")
    assert sum(page.text.count("writes first") for page in ann.told) == 1


# ---- a meeting that does not come about ------------------------------------------------------------------------------


@pytest.mark.quick_through("slack")
@pytest.mark.parametrize("why", ["Can’t find a time", "We know each other"])
def test_each_chooses_what_follows_when_a_meeting_falls_through(town: Town, why: str) -> None:
    people = town.people(4)
    town.introduced(*people)
    ann = people[0]
    bo = partner_of(ann, people)
    cat = next(person for person in people if person not in (ann, bo))
    dan = partner_of(cat, people)
    ann.presses(why)
    ann.sees("What would you like to do next?")
    bo.is_told(ann.name)  # the ended introduction no longer names her
    ann.presses("Find me somebody new")
    ann.sees("Nobody you could meet is free just now")
    cat.presses(why)
    dan.presses("Find me somebody new")
    ann.is_told("You’ve been matched", times=1)
    assert partner_of(dan, people) is ann
    bo.presses("Leave this trial")
    bo.is_answered("You’ve left KNOWvember")
    bo.is_not_told("first in line")
    bo.is_not_told("You’re in for")


def test_somebody_for_whom_nobody_was_free_is_first_in_line_next_time(
    town: Town, pair: tuple[Townsperson, Townsperson]
) -> None:
    ann, bo = pair
    ann.presses("We know each other")
    ann.presses("Find me somebody new")
    ann.sees("first in line for the next trial")
    bo.is_not_told("first in line")
    with town.turn() as turn:
        assert meetings.owed(turn.here, [ann.id, bo.id]) == {ann.id: 1, bo.id: 0}


def test_a_three_goes_on_as_two(town: Town) -> None:
    ann, bo, cat = town.people(3)
    dan = town.person("Dan", site="Southfield")
    town.introduced(ann, bo, cat, dan)
    ann.presses("Can’t find a time")
    ann.is_told("I’m looking for somebody new for you now")
    ann.is_told("Nobody you could meet is free just now")
    for person, other in ((bo, cat), (cat, bo)):
        person.is_told(f"You and {other.name} carry on")
        person.button("We’ve met")
    bo.presses("We’ve met")
    assert bo.sheet("feedback").values["met"] == "yes"


@pytest.mark.quick_through("slack", "teams")
def test_who_leaves_after_the_introduction_leaves_nobody_behind(town: Town) -> None:
    people = town.people(4)
    town.introduced(*people)
    ann = people[0]
    bo = partner_of(ann, people)
    ann.types("/coffee leave")
    bo.is_told("can’t take part after all")
    bo.is_told("Nobody you could meet is free just now")
    cat = next(person for person in people if person not in (ann, bo))
    dan = partner_of(cat, people)
    cat.leaves_the_hospital()
    assert partner_of(bo, people) is dan


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_a_button_of_somebody_elses_meeting_does_nothing(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    eve = town.person("Eve")
    eve.presses_old(ann.button("Can’t find a time"))
    eve.is_answered("moved on")
    eve.does_not_see("Ann")
    bo.button("We’ve met")


def test_ending_a_meeting_twice_ends_it_once(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    button = ann.button("Can’t find a time")
    ann.presses_old(button)
    ann.presses_old(button)
    ann.is_answered("moved on")
    bo.presses_old(button)
    bo.is_answered("moved on")
    bo.button("Find me somebody new")


# ---- no answer yet ---------------------------------------------------------------------------------------------------


def test_five_working_days_go_by_before_anybody_can_say_that_they_hear_nothing(
    town: Town, pair: tuple[Townsperson, Townsperson]
) -> None:
    ann, _ = pair  # introduced on Monday the 9th
    town.comes_to(datetime(2026, 11, 16, 8, 59, tzinfo=LONDON))
    ann.has_no_button("No answer yet")
    town.comes_to(datetime(2026, 11, 16, 9, tzinfo=LONDON))
    ann.button("No answer yet")


def test_silence_gets_one_private_word_and_then_somebody_new_for_who_asked(town: Town) -> None:
    people = town.people(4)
    town.introduced(*people)
    ann = people[0]
    bo = partner_of(ann, people)
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    ann.is_answered("by Wednesday 18 November")
    bo.is_told("Are you still in?")
    ann.presses("No answer yet")
    ann.is_answered("ask only once")
    bo.is_told("Are you still in?")
    town.comes_to(datetime(2026, 11, 18, 16, tzinfo=LONDON))
    ann.is_not_told("I haven’t heard from")
    town.comes_to(date(2026, 11, 19))
    ann.is_told(f"I haven’t heard from {bo.name}")
    ann.is_told("Nobody you could meet is free just now")
    cat = next(person for person in people if person not in (ann, bo))
    dan = partner_of(cat, people)
    cat.presses("Can’t find a time")
    dan.presses("Find me somebody new")
    assert partner_of(ann, people) is dan
    bo.presses("I’m still in", near="I haven’t heard from you")
    bo.is_told("Nobody you could meet is free just now")
    cat.presses("Find me somebody new")
    assert partner_of(bo, people) is cat


@pytest.mark.quick_through("slack", "teams")
def test_an_answer_in_time_keeps_the_meeting(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    bo.presses("I’m still in")
    ann.is_told(f"{bo.name} is still in")
    town.comes_to(date(2026, 11, 20))
    ann.button("We’ve met")
    ann.is_not_told("I haven’t heard from")


def test_two_who_wait_for_each_other_learn_so(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    bo.presses("No answer yet")
    ann.is_told(f"{bo.name} is still in")
    bo.is_answered("Good to hear")


def test_in_a_three_only_the_silent_one_is_out(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat)
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    bo.presses("I’m still in")
    town.comes_to(date(2026, 11, 19))
    ann.is_told(f"I haven’t heard from {cat.name}, so you and {bo.name} carry on together")
    bo.is_told(f"I haven’t heard from {cat.name}, so you and {ann.name} carry on together")
    cat.presses("We’ve met")
    cat.is_answered("moved on")
    ann.presses("We’ve met")
    ann.sheet("feedback")


# ---- the home page ---------------------------------------------------------------------------------------------------


@pytest.mark.quick_through("slack", "teams")
def test_the_home_page_shows_a_meeting_with_its_buttons(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    ann.goes_home()
    ann.is_answered(f"you and {bo.name} at Northgate, by Monday 30 November")
    ann.presses("Can’t find a time")
    bo.goes_home()
    bo.is_answered("your meeting fell through")
    bo.presses("Leave this trial")
    bo.goes_home()
    bo.has_no_button("Find me somebody new")


# ---- when the trial changes ------------------------------------------------------------------------------------------


def test_moving_the_date_moves_what_was_said_and_what_follows(
    town: Town, pair: tuple[Townsperson, Townsperson]
) -> None:
    ann, _ = pair
    town.lee.types("/coffee change")
    town.lee.fills("trial", meet_by=date(2026, 12, 11), note="Vouchers are at the desk.")
    ann.is_told("suggest a time by Friday 11 December")
    ann.is_told("Vouchers are at the desk.")
    town.comes_to(date(2026, 12, 10))
    ann.is_not_told("Five quick questions")
    town.comes_to(date(2026, 12, 14))
    ann.is_told("Five quick questions")


def test_a_cancelled_trial_ends_its_meetings(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, bo = pair
    button = ann.button("We’ve met")
    town.lee.types("/coffee cancel")
    town.lee.presses("Cancel the trial")
    ann.has_no_button("We’ve met")
    bo.presses_old(button)
    bo.is_answered("KNOWvember was cancelled")
    town.comes_to(date(2026, 12, 31))
    ann.is_not_told("Five quick questions")
