"""Whoever sends what is not theirs to send gets a sentence, and nothing changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import SQLModel, select

from activities.kit.cards import Button, Card
from activities.kit.events import Account, Submitted
from activities.kit.forms import FieldErrors, Form
from storage import people
from storage.tables import (
    Draw,
    Feedback,
    Meeting,
    MeetingMember,
    Message,
    Person,
    Record,
    Signup,
    Trial,
    Wake,
)
from tests.front import Page, just_shown, page_of
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("sends what no client would")

KEPT: tuple[type[SQLModel], ...] = (Trial, Signup, Draw, Meeting, MeetingMember, Feedback, Record, Message, Wake)
TRIAL_BUTTONS = (
    *("join", "leave", "change", "close", "pairs", "cancel", "cancel_trial", "announce", "hold", "put_on_hold"),
    *("release", "report", "spreadsheet", "feedback", "file", "give_feedback"),
)
MEETING_BUTTONS = ("met", "no_time", "know_each_other", "no_answer", "still_in", "another", "leave_trial", "send_again")
DRAW_BUTTONS = ("send", "shuffle", "cancel_draw", "page")


@contextmanager
def nothing_changes(town: Town) -> Iterator[None]:
    """Every row that matters is afterwards as it was before."""
    before = _rows(town)
    yield
    assert _rows(town) == before


def _rows(town: Town) -> list[dict[str, object]]:
    with town.database.reading() as session:
        facilitators = session.exec(select(Person.id).where(Person.facilitates)).all()
        kept = [row.model_dump() for table in KEPT for row in session.exec(select(table)).all()]
        return [{"facilitators": facilitators}, *kept]


def gets_a_sentence(somebody: Townsperson) -> None:
    assert isinstance(somebody.shown, Page)
    assert somebody.shown.text


@pytest.fixture
def pair(town: Town) -> tuple[Townsperson, Townsperson]:
    """Ann and Bo, who have been introduced."""
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    town.introduced(ann, bo)
    return ann, bo


@pytest.mark.parametrize("action", MEETING_BUTTONS)
def test_anothers_meeting(town: Town, pair: tuple[Townsperson, Townsperson], action: str) -> None:
    cat = town.person("Cat")
    with nothing_changes(town):
        cat.presses_old(Button("x", f"coffee.{action}", "1"))
    gets_a_sentence(cat)
    cat.does_not_see("Ann")
    cat.does_not_see("Bo")


@pytest.mark.parametrize("action", [*TRIAL_BUTTONS, *MEETING_BUTTONS, *DRAW_BUTTONS, "take_out", "put_back"])
def test_another_organisations_trial(town: Town, pair: tuple[Townsperson, Townsperson], action: str) -> None:
    olive = _elsewhere(town)
    with nothing_changes(town):
        olive.presses_old(Button("x", f"coffee.{action}", "1"))
    gets_a_sentence(olive)
    olive.is_answered("This has moved on since.")
    olive.does_not_see("KNOWvember")


def test_another_organisations_forms(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    olive = _elsewhere(town)
    for name in ("trial", "signup", "feedback"):
        with nothing_changes(town):
            answer = town.engine.take(
                Submitted(f"forged {name}", olive.profile, "coffee", name, "1", {"title": "x"}, just_shown(town.engine))
            )
        assert isinstance(answer, Card)
        assert "This has moved on since." in page_of(answer).text


@pytest.mark.parametrize("action", ["add", "hand_over", "remove"])
def test_who_facilitates_is_not_for_others_to_change(town: Town, action: str) -> None:
    ann = town.person("Ann")
    town.trial(joined=[ann])
    with nothing_changes(town):
        ann.presses_old(Button("x", f"knowhow.{action}", str(town.lee.id)))
    ann.is_answered("Only a facilitator can do that.")


@pytest.mark.parametrize("form", ["appoint", "hand_over"])
def test_nobody_appoints_themselves(town: Town, form: str) -> None:
    ann = town.person("Ann")
    town.trial(joined=[ann])
    with nothing_changes(town):
        answer = town.engine.take(
            Submitted("forged", ann.profile, "knowhow", form, "x", {"people": ("U0001",)}, just_shown(town.engine))
        )
    assert isinstance(answer, Card)
    assert "Only a facilitator can do that." in page_of(answer).text


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("coffee.signup", {"sites": ("The moon",), "meetups": "all", "department": "x" * 9999, "role_group": "royal"}),
        ("coffee.feedback", {"met": "perhaps", "knew_each_other": "", "would_again": None, "quote_consent": "always"}),
        ("knowhow.details", {"department": "Astrology", "role_group": "royal", "job_title": "x" * 999}),
        ("knowhow.appoint", {"people": ("U0LEE",)}),
        ("knowhow.appoint", {"people": "everybody"}),
        ("coffee.trial", {"title": "", "channel": "C0COFFEE", "signups_close": "tomorrow", "approve": "always"}),
    ],
)
def test_forged_fields(
    town: Town, pair: tuple[Townsperson, Townsperson], form: str, values: dict[str, str | tuple[str, ...] | None]
) -> None:
    ann, _ = pair
    trial = town.trial("Winter", signups_close=date(2026, 12, 4), meet_by=date(2026, 12, 30))
    activity, _, name = form.partition(".")
    by = town.lee if name in ("trial", "appoint") else ann
    subject = {"signup": str(trial.id), "feedback": "1", "trial": "new"}.get(name, "x")
    with nothing_changes(town):
        answer = town.engine.take(
            Submitted("forged", by.profile, activity, name, subject, values, just_shown(town.engine))
        )
    assert isinstance(answer, FieldErrors)
    assert all(answer.sentences.values())


@pytest.mark.parametrize("subject", ["", "0", "-1", "999999", "9" * 40, "1; DROP TABLE people", "1:2:3", "\x00"])
def test_subjects_that_no_button_of_ours_has_carried(
    town: Town, pair: tuple[Townsperson, Townsperson], subject: str
) -> None:
    for action in (*TRIAL_BUTTONS, *MEETING_BUTTONS, *DRAW_BUTTONS, "take_out", "report_page"):
        with nothing_changes(town):
            town.lee.presses_old(Button("x", f"coffee.{action}", subject))
        gets_a_sentence(town.lee)
    for action in ("remove", "forget"):
        with nothing_changes(town):
            town.lee.presses_old(Button("x", f"knowhow.{action}", subject))
        gets_a_sentence(town.lee)


def test_buttons_and_forms_that_are_none(town: Town, pair: tuple[Townsperson, Townsperson]) -> None:
    ann, _ = pair
    with nothing_changes(town):
        ann.presses_old(Button("x", "knowhow.become_admin", "1"))
        answer = town.engine.take(Submitted("forged", ann.profile, "coffee", "sudo", "1", {}, just_shown(town.engine)))
    assert isinstance(answer, Card | Form)


def _elsewhere(town: Town) -> Townsperson:
    """A facilitator of another organisation in the same database."""
    olive = Townsperson(town, "U0OTHER", "Olive Other")
    olive.profile = replace(
        olive.profile, account=Account("slack", "T9OTHER", "U0OTHER"), email="olive@elsewhere.example"
    )
    with town.turn() as turn:
        at = people.workspace(turn.session, "slack", "T9OTHER", "Europe/London")
        turn.workspace = at.id
        turn.meet(olive.profile).facilitates = True
    return olive
