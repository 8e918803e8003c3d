"""In Teams each press is an activity of its own, and old copies of a card go on standing: a form takes effect once."""

import base64
import zlib
from dataclasses import replace
from datetime import date

import pytest

from activities.kit.forms import FORM, Form, TextField
from activities.kit.wording import OPENED_ANEW
from bot.teams.forms import SENT, carried, sent_form
from tests.front import Page
from tests.fronts.teams import TeamsFront
from tests.library.shelf import FALLS
from tests.review.looking_back import says, starts
from tests.town import COFFEE, Town

SECOND_CLICK = "That’s already done."


@pytest.fixture
def front(teams: Town) -> TeamsFront:
    """The small Teams in which the town is."""
    assert isinstance(teams.front, TeamsFront)
    return teams.front


def test_a_double_click_announces_one_trial_and_leaves_what_stands_there(teams: Town, front: TeamsFront) -> None:
    teams.trial()
    stood = front.own_chat(teams.lee.profile)
    for _ in range(2):
        again = front.sends_a_copy(teams.lee.profile)
        assert isinstance(again, Page)
        assert again.text.startswith(SECOND_CLICK)
    assert front.own_chat(teams.lee.profile)[: len(stood)] == stood
    assert len(front.channel(COFFEE.id)) == 1


def test_a_double_click_on_a_page_leaves_the_next_page_to_be_filled_in(teams: Town, front: TeamsFront) -> None:
    (ann,) = teams.people(1)
    starts(teams, [ann])
    ann.presses("Answer")
    says(ann, "The beds would be ready.")
    second_page = ann.sheet("review.answer")
    front.sends_a_copy(ann.profile)
    ann.shown = second_page
    says(ann, "The lift was out.")
    assert ann.sheet("review.answer").subject != second_page.subject


def test_a_second_click_does_not_say_yes_to_a_warning_that_nobody_has_read(teams: Town, front: TeamsFront) -> None:
    (ann,) = teams.people(1)
    ann.types("/library new")
    ann.fills("library.record", **{**FALLS, "summary": "The patient in bed 17 fell."})
    ann.is_shown_errors(summary="bed")
    ann.shown = front.sends_a_copy(ann.profile)
    ann.is_shown_errors(summary="bed")
    ann.corrects(**{**FALLS, "summary": "The patient in bed 17 fell."})
    ann.is_answered("Saved. Something in it could identify a patient")
    again = front.sends_a_copy(ann.profile)
    assert isinstance(again, Page)
    assert again.text.startswith(SECOND_CLICK)


def test_what_is_delivered_twice_is_answered_once(teams: Town, front: TeamsFront) -> None:
    (ann,) = teams.people(1)
    for typed in ("/coffee help", "/library search beds"):
        ann.types(typed)
        stood = front.own_chat(ann.profile)
        ann.repeats()
        assert front.own_chat(ann.profile) == stood
    teams.trial()
    stood = front.own_chat(teams.lee.profile)
    teams.lee.repeats()
    assert front.own_chat(teams.lee.profile) == stood


def test_a_card_from_before_forms_had_a_nonce_can_still_be_read() -> None:
    form = Form(
        "tea.order", "7", "Tea", "Send", (TextField("what", "What?"),), nonce="2026-11-02.aaaaaaaaaaaaaaaaaaaaaa"
    )
    sent = carried(form)
    packed = zlib.decompress(base64.b85decode(sent[SENT]["sheet"])).decode()
    before = packed.replace(f',"nonce":"{form.nonce}"', "")
    assert before != packed
    sheet = base64.b85encode(zlib.compress(before.encode())).decode()
    read = sent_form({SENT: {"name": "tea.order", "subject": "7", "sheet": sheet}, "what": "Green"})
    assert read is not None
    assert read.form == replace(form, nonce="")
    assert read.typed == {"what": "Green"}
    assert FORM.validate_json(before).nonce == ""


def test_a_form_without_a_nonce_opens_anew_below_with_what_was_typed(teams: Town, front: TeamsFront) -> None:
    (ann,) = teams.people(1)
    teams.trial(signups_close=date(2026, 11, 27), meet_by=date(2026, 12, 30))
    ann.presses("Join")
    ann.shown = front.sends_from_before(ann.profile, job_title="Chief radiographer")
    ann.is_answered(OPENED_ANEW[:40])
    assert ann.sheet("signup").values["job_title"] == "Chief radiographer"
    ann.fills("signup")
    ann.is_answered("you’re in")
