"""Towards the end of the time to meet, and after it: nobody is promised, or asked to do, what has become impossible."""

from datetime import date, datetime

import pytest

from tests.coffee.test_dates import at
from tests.coffee.test_meetings import partner_of
from tests.town import LONDON, Town

FRIDAY, SATURDAY = date(2026, 11, 27), datetime(2026, 11, 28, 12, tzinfo=LONDON)


def test_nobody_is_introduced_once_the_time_to_meet_is_over(town: Town) -> None:
    people = town.people(4)
    town.trial(joined=people, approve="automatic", meet_by=FRIDAY)
    town.comes_to(at(9, 9))
    ann = people[0]
    bo = partner_of(ann, people)
    ann.presses("Can’t find a time")
    bo_wants_another = bo.button("Find me somebody new")
    town.comes_to(SATURDAY)
    ann.presses("Find me somebody new")
    ann.is_answered("nothing more to do about that meeting")
    bo.presses_old(bo_wants_another)
    bo.is_answered("nothing more to do about that meeting")
    cat = next(person for person in people if person not in (ann, bo))
    cat.presses("Can’t find a time")
    cat.is_answered("did you meet?")
    cat.types("/coffee leave")
    for person in people:
        person.is_not_told("I’m looking for somebody new")
        person.is_not_told("first in line")


def test_the_last_day_is_a_day_to_meet(town: Town) -> None:
    people = town.people(4)
    town.trial(joined=people, approve="automatic", meet_by=FRIDAY)
    town.comes_to(FRIDAY)
    ann = people[0]
    ann.presses("Can’t find a time")
    ann.presses("Find me somebody new")
    ann.is_told("Nobody you could meet is free just now")


def test_no_answer_yet_promises_nothing_for_which_there_is_no_time(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic", meet_by=FRIDAY)
    town.comes_to(date(2026, 11, 26))
    ann.presses("No answer yet")
    ann.is_answered("There’s time to meet until Friday 27 November: too little for me to find you somebody new")
    bo.is_told("Are you still in? There’s time to meet until Friday 27 November.")
    bo.presses("I’m still in")
    ann.is_told(f"{bo.name} is still in")
    town.comes_to(date(2026, 12, 1))
    ann.is_not_told("I haven’t heard from")


def test_pairs_are_not_sent_when_there_is_no_time_left_to_meet(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], meet_by=date(2026, 11, 11))
    town.comes_to(at(11, 10))
    town.lee.is_told("have not been sent, and people were to meet by Wednesday 11 November")
    town.lee.presses("Send", near="Nothing has been sent yet")
    town.lee.is_answered("Please give them a later date, then send the pairs.")
    ann.is_not_told("Hello")
    town.lee.presses("Change the date")
    town.lee.fills("trial", meet_by=date(2026, 12, 4))
    town.lee.presses("See the pairs")
    town.lee.presses("Send", near="Nothing has been sent yet")
    ann.is_told("suggest a time by Friday 4 December")


def test_a_bot_that_was_away_too_long_introduces_nobody_without_asking(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo], approve="automatic", meet_by=date(2026, 11, 12))
    town.sleeps_until(at(13, 10))
    ann.is_not_told("Hello")
    town.lee.is_told("Nothing has been sent yet")


def test_a_bot_that_was_away_does_not_promise_what_has_passed(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.sleeps_until(at(10, 10))
    town.lee.is_told("2 people joined. Now I’ll show you the pairs.")
    town.lee.is_told("1 pair. Nothing has been sent yet")


@pytest.mark.parametrize("meet_by", [date(2026, 11, 7), date(2026, 11, 9)])
def test_the_time_to_meet_cannot_end_before_people_are_matched(town: Town, meet_by: date) -> None:
    town.trial(joined=town.people(2))
    town.comes_to(at(6, 18))
    town.lee.types("/coffee change")
    town.lee.fills("trial", meet_by=meet_by)
    town.lee.is_shown_errors(meet_by="Pairs go out on Monday 9 November")


def test_closing_again_with_too_few_says_what_can_be_done(town: Town) -> None:
    (ann,) = town.people(1)
    town.trial(joined=[ann])
    town.comes_to(at(6, 18))
    town.lee.types("/coffee close")
    town.lee.is_answered("1 person signed up for KNOWvember, too few to match. You can keep sign-ups open longer")
    town.lee.button("Keep sign-ups open longer")


def test_a_reminder_where_nobody_can_be_matched_speaks_of_no_pairs(town: Town) -> None:
    town.trial(joined=town.people(1))
    town.comes_to(at(10, 10))
    town.lee.is_told("Nobody can be matched in KNOWvember so far. Will you keep sign-ups open longer")
    town.lee.is_not_told("are waiting for your word")


def test_a_cancelled_trial_has_nobody_in_it(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    leave = ann.button("Leave")
    town.lee.types("/coffee cancel")
    town.lee.presses("Cancel the trial")
    ann.presses_old(leave)
    ann.is_answered("KNOWvember: it has been cancelled.")


def test_saving_without_a_later_date_does_not_pretend_to_open_sign_ups(town: Town) -> None:
    town.trial(joined=town.people(1))
    town.comes_to(at(9, 10))
    town.lee.presses("Keep sign-ups open longer", near="Nobody can be matched")
    town.lee.fills("trial")
    town.lee.is_answered("Saved. In KNOWvember sign-ups stay closed, and people meet by Monday 30 November.")


def test_a_form_opened_before_the_staff_list_came_can_be_opened_again(town: Town) -> None:
    ann = town.person("Ann", staff=False)
    town.trial(sites="Northgate")
    ann.types("/coffee join")
    town.person("Bo", department="Finance")
    ann.fills("signup", department="Radiology", role_group="clinical", job_title="Radiographer")
    ann.is_shown_errors(department="The list of departments has changed")
    ann.types("/coffee join")
    ann.fills("signup", department="Finance", role_group="clinical", job_title="Radiographer")
    ann.is_answered("you’re in for KNOWvember!")
