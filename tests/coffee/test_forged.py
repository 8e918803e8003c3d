"""Buttons and forms prove only that somebody sent them: what they carry is held against the rows every time."""

from datetime import date

import pytest

from activities.coffee import COFFEE as ACTIVITY
from activities.kit.cards import Button
from activities.kit.events import Account, Profile, Submitted, Value
from activities.kit.forms import FieldErrors
from tests.coffee.test_meetings import FIFTH_DAY
from tests.front import Page, just_shown
from tests.town import Town

pytestmark = pytest.mark.engine_alone("sends what no client would")

NO_SUBJECT = ["99999999999999999999", "9" * 5000, "-1", "0", "", "abc", "1.5", "1:99999999999999999999", "new"]


def is_refused(shown: object) -> bool:
    """Nothing was done, and it was said kindly."""
    return isinstance(shown, Page) and any(
        words in shown.text for words in ("moved on since", "Only a facilitator", "don’t know that any more")
    )


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_of_a_button_breaks_anything(town: Town, subject: str) -> None:
    for action in ACTIVITY.buttons:
        town.lee.presses_old(Button("Forged", f"coffee.{action}", subject))
        assert is_refused(town.lee.shown), action


@pytest.mark.parametrize("subject", [one for one in NO_SUBJECT if one != "new"], ids=lambda subject: subject[:8])
@pytest.mark.parametrize("form", ACTIVITY.forms)
def test_no_subject_of_a_form_breaks_anything(town: Town, form: str, subject: str) -> None:
    values: dict[str, Value] = {"title": ("a list",), "meet_by": "no date", "sites": "no list", "met": date(2026, 1, 1)}
    answer = town.engine.take(
        Submitted("a key", town.lee.profile, "coffee", form, subject, values, just_shown(town.engine))
    )
    assert not isinstance(answer, FieldErrors)


def test_answers_of_another_kind_are_shown_on_their_fields(town: Town) -> None:
    values: dict[str, Value] = {"title": ("a list",), "channel": "C1", "meet_by": "no date", "approve": "perhaps"}
    answer = town.engine.take(
        Submitted("a key", town.lee.profile, "coffee", "trial", "new", values, just_shown(town.engine))
    )
    assert isinstance(answer, FieldErrors)
    assert answer.sentences.keys() == {"title", "channel", "signups_close", "meet_by", "sites", "approve"}


def test_what_belongs_to_another_organisation_is_not_there(town: Town) -> None:
    ann, bo = town.people(2)
    trial = town.introduced(ann, bo)
    stranger = Profile(Account("slack", "T0OTHER", "U0LEE"), "Lee of the other hospital")  # facilitates there
    for action in ACTIVITY.buttons:
        page = town.front.presses(stranger, Button("Forged", f"coffee.{action}", str(trial.id)))
        assert is_refused(page), action
        assert isinstance(page, Page)
        assert "KNOWvember" not in page.text
        assert ann.name not in page.text


def test_an_option_that_was_not_offered_is_not_taken(town: Town) -> None:
    (ann,) = town.people(1)
    town.trial()
    ann.types("/coffee join")
    ann.fills("signup", sites=("Elsewhere",), meetups="seven", department="Made up", role_group="both")
    ann.is_shown_errors(sites="at least one", meetups="choose", department="department", role_group="choose")


def test_who_facilitates_no_more_may_press_nothing_of_it(town: Town) -> None:
    max_ = town.person("Max", facilitates=True)
    town.trial(joined=town.people(2))
    max_.types("/coffee change")
    town.comes_to(FIFTH_DAY)
    send = town.lee.button("Send")
    with town.database.writing() as session:
        max_.row(session).facilitates = False
    max_.fills("trial", note="Beer is free.")
    max_.is_answered("Nothing is saved yet")  # it has lain open for two weeks
    max_.fills("trial")
    max_.is_answered("Only a facilitator can do that. Please ask Lee Librarian.")
    max_.presses_old(send)
    max_.is_answered("Only a facilitator can do that")
    assert town.the_trial().note == ""
    assert town.the_trial().phase == "waiting_for_approval"


# ---- buttons in a conversation that somebody is no longer part of ----------------------------------------------------


def test_who_stepped_out_of_a_three_cannot_ask_for_an_answer(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat)
    town.comes_to(FIFTH_DAY)
    button = ann.button("No answer yet")
    ann.presses("Can’t find a time")
    ann.presses_old(button)
    ann.is_answered("moved on")
    for person in (bo, cat):
        person.is_not_told("Are you still in?")


def test_who_fell_silent_in_a_three_cannot_answer_for_it(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat)
    town.comes_to(FIFTH_DAY)
    button = cat.button("No answer yet")
    ann.presses("No answer yet")
    bo.presses("I’m still in")
    town.comes_to(date(2026, 11, 19))
    cat.presses_old(button)
    cat.is_answered("would you still like to meet somebody?")
    ann.is_not_told("Cat Northgate is still in")


def test_an_answer_after_they_met_asks_nobody_to_meet(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    town.comes_to(FIFTH_DAY)
    ann.presses("No answer yet")
    still_in = bo.button("I’m still in")
    bo.presses("We’ve met")
    bo.presses_old(still_in)
    bo.is_answered("you’ve met")
    ann.is_not_told("would like to meet you")
