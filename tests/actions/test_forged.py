"""Buttons and forms of actions prove only that somebody sent them."""

import pytest

from activities.actions import ACTIONS
from activities.kit.events import Account, Profile, Submitted, Value
from activities.kit.views import Button, FieldErrors
from tests.actions.opening import has_to, the_action
from tests.coffee.test_forged import NO_SUBJECT
from tests.front import Page
from tests.town import Town


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_breaks_anything(town: Town, subject: str) -> None:
    for action in ACTIONS.buttons:
        town.lee.presses_old(Button("Forged", f"actions.{action}", subject))
        town.lee.is_answered("Nothing is open")
    for form in ACTIONS.forms:
        answer = town.engine.take(Submitted(f"{form} sent", town.lee.profile, "actions", form, subject, {}))
        assert not isinstance(answer, FieldErrors)


def test_answers_of_another_kind_are_shown_on_their_fields(town: Town) -> None:
    has_to(town, town.lee)
    subject = str(the_action(town).id)
    wrong: dict[str, Value] = {"due": "tomorrow", "person": "Ann", "outcome": ("a list",)}
    for form, fields in (("later", {"due"}), ("give", {"due", "person"}), ("not_applicable", {"outcome"})):
        answer = town.engine.take(Submitted(f"{form} sent", town.lee.profile, "actions", form, subject, wrong))
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
