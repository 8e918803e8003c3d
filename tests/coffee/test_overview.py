"""What people see of their trials on the home page and in `/coffee status`, and what follows when a message is lost."""

import pytest

from activities.coffee import COFFEE as ACTIVITY
from activities.kit.cards import Button
from activities.kit.events import Undelivered, Why
from tests.coffee.test_dates import at
from tests.fronts.differences import NEVER_MADE
from tests.town import Town


def test_home_shows_what_concerns_me(town: Town) -> None:
    ann, bo = town.people(2)
    ann.goes_home()
    ann.is_answered("before you start, look there")
    ann.does_not_see("KNOWvember")
    town.trial(joined=[bo])
    ann.goes_home()
    ann.is_answered("KNOWvember: sign-ups are open until Friday 6 November at 17:00.")
    ann.presses("Join")
    ann.fills("signup")
    ann.goes_home()
    ann.is_answered("KNOWvember: you’re in; sign-ups close on Friday 6 November at 17:00.")
    ann.does_not_see("Trials you look after")


def test_home_shows_facilitators_every_trial_with_counts(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.trial("First", joined=[ann, bo, cat])
    town.trial("Second", joined=[ann])
    town.lee.goes_home()
    town.lee.is_answered("First: 3 people; sign-ups close on Friday 6 November at 17:00.")
    town.lee.is_answered("Second: 1 person;")
    town.comes_to(at(9, 9))
    town.lee.types("/coffee status")
    town.lee.is_answered("First: 3 people; people are matched, and a facilitator is looking at the pairs.")
    town.lee.presses("See the pairs")
    town.lee.is_answered("Nothing has been sent yet")


def test_status_leads_through_a_trial(town: Town) -> None:
    ann, bo = town.people(2)
    ann.types("/coffee status")
    ann.is_answered("You are in no coffee trial")
    town.trial(joined=[ann, bo])
    town.comes_to(at(7, 12))
    ann.types("/coffee status")
    ann.is_answered("you’re in; sign-ups have closed, people are matched on Monday 9 November at 09:00.")
    town.comes_to(at(9, 9))
    town.lee.presses("Send")
    ann.types("/coffee status")
    ann.is_answered("Bo Northgate")


@pytest.mark.quick_through("slack", "teams")
def test_several_trials_are_a_card_to_choose_from_for_facilitators_too(town: Town) -> None:
    joined = town.people(2)
    town.trial("First", joined=joined)
    town.trial("Second", joined=joined)
    town.lee.types("/coffee close")
    town.lee.is_answered("Which trial shall I close sign-ups for")
    town.lee.presses("Second")
    town.lee.is_answered("Sign-ups for Second have closed")
    town.lee.types("/coffee pairs")
    town.lee.is_answered("The pairs of Second")


def test_an_announcement_that_was_cut_off_can_be_sent_again(town: Town) -> None:
    trial = town.trial()
    with town.turn() as turn:
        ACTIVITY.undelivered(turn, Undelivered(f"announcement:{trial.id}", (), Why.UNCERTAIN))
    town.lee.is_told("was cut off: it may or may not be there.")
    town.lee.presses("Send again")
    town.lee.is_answered("I’m announcing KNOWvember in coffee again.")


def test_an_announcement_that_cannot_be_posted_says_what_to_do(town: Town) -> None:
    trial = town.trial()
    with town.turn() as turn:
        ACTIVITY.undelivered(turn, Undelivered(f"announcement:{trial.id}", (), Why.GAVE_UP))
    town.lee.is_told("Press Send again to have it tried once more, or choose another channel.")


@pytest.mark.not_through("slack", "teams", reason=NEVER_MADE)
def test_a_button_with_a_subject_of_no_trial_does_nothing(town: Town) -> None:
    town.trial(joined=town.people(2))
    town.comes_to(at(9, 9))
    for action in ("join", "leave", "send", "shuffle", "page", "cancel_draw", "cancel_trial", "pairs", "announce"):
        for subject in ("", "new", "0", "999", "1; drop", "1:x"):
            town.lee.presses_old(Button("Whatever", f"coffee.{action}", subject))
            town.lee.is_answered("This has moved on since.")
    assert town.the_trial().phase == "waiting_for_approval"
