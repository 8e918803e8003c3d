"""Buttons and forms of actions prove only that somebody sent them."""

import pytest

from activities.actions import ACTIONS
from activities.kit.cards import Button
from activities.kit.events import Account, Profile, Submitted, Value
from activities.kit.forms import FieldErrors
from tests.actions.opening import has_to, is_to_be_reminded, the_action, the_reminder
from tests.coffee.test_forged import NO_SUBJECT
from tests.front import Page, just_shown
from tests.town import Town

pytestmark = pytest.mark.engine_alone("sends what no client would")


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_breaks_anything(town: Town, subject: str) -> None:
    for action in ACTIONS.buttons:
        town.lee.presses_old(Button("Forged", f"actions.{action}", subject))
        town.lee.is_answered("Nothing is open")
    for form in ACTIONS.forms:
        answer = town.engine.take(
            Submitted(f"{form} sent", town.lee.profile, "actions", form, subject, {}, just_shown(town.engine))
        )
        assert not isinstance(answer, FieldErrors)


def test_answers_of_another_kind_are_shown_on_their_fields(town: Town) -> None:
    has_to(town, town.lee)
    subject = str(the_action(town).id)
    wrong: dict[str, Value] = {"due": "tomorrow", "person": "Ann", "outcome": ("a list",)}
    for form, fields in (("later", {"due"}), ("give", {"due", "person"}), ("not_applicable", {"outcome"})):
        answer = town.engine.take(
            Submitted(f"{form} sent", town.lee.profile, "actions", form, subject, wrong, just_shown(town.engine))
        )
        assert isinstance(answer, FieldErrors)
        assert answer.sentences.keys() == fields


def test_what_belongs_to_another_organisation_is_not_there(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    stranger = Profile(Account("slack", "T0OTHER", "U0LEE"), "Lee of the other hospital")  # facilitates there
    for action in ACTIONS.buttons:
        page = town.front.presses(stranger, Button("Forged", f"actions.{action}", str(the_action(town).id)))
        assert isinstance(page, Page)
        assert "Order labels" not in page.text
    assert the_action(town).phase == "waiting_to_be_done"


def test_somebody_elses_action_is_out_of_reach(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    for label in ("Done", "Later", "Not applicable here"):
        bo.presses_old(ann.button(label))
        bo.is_answered("moved on since")
        bo.does_not_see("Order labels")
    ann.presses("Done")
    bo.shown = ann.shown
    bo.fills("actions.done", outcome="Not mine")
    bo.is_answered("moved on since")
    town.lee.types("/actions list")
    bo.presses_old(town.lee.button("Close it"))
    bo.is_answered("Only a facilitator can do that")
    assert the_action(town).phase == "waiting_to_be_done"


def test_a_facilitator_has_no_hand_in_anybodys_own_reminder(town: Town) -> None:
    ann = town.person("Ann")
    is_to_be_reminded(town, ann)
    subject = str(the_reminder(town).id)
    for action in ("done", "later", "not_applicable", "give", "close", "hold", "put_on_hold"):
        town.lee.presses_old(Button("Forged", f"actions.{action}", subject))
        town.lee.is_answered("moved on since")
        town.lee.does_not_see("what you wrote after a knowledge café")
    assert the_reminder(town).phase == "waiting_to_be_done"
    assert not the_reminder(town).on_hold


def test_only_facilitators_see_everybodys_whatever_page_is_asked_for(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    for page in ("1:1", "1:2", "2:1", "999999:999999"):
        bo.presses_old(Button("Forged", "actions.page", page))
        bo.is_answered("You have nothing to do")
    town.lee.presses_old(Button("Forged", "actions.page", "7:999999"))
    town.lee.is_answered("Order labels")


def test_nobody_puts_right_what_somebody_else_said(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    ann.presses("Done")
    ann.fills("actions.done", outcome="They came on Monday.")
    bo.presses_old(ann.button("Change what I said"))
    bo.is_answered("moved on since")
    assert the_action(town).outcome == "They came on Monday."
