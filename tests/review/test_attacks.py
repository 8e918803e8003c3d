"""Buttons and forms prove only that somebody sent them: what they carry is held against the rows every time."""

import pytest
from sqlmodel import select

from activities import ACTIVITIES
from activities.kit.cards import Button, Card
from activities.kit.events import Account, Pressed, Profile, Submitted, Value
from activities.kit.forms import FieldErrors
from activities.review.template.files import BUILT_IN
from storage.tables import Review, SealedAnswer
from tests.coffee.test_forged import NO_SUBJECT, is_refused
from tests.front import Page, just_shown
from tests.lived_once import lived_once
from tests.review.looking_back import answers, fills, starts, the_review
from tests.town import Town, Townsperson

pytestmark = pytest.mark.engine_alone("sends what no client would")

REVIEW = next(activity for activity in ACTIVITIES if activity.name == "review")
STARTS = {"new", "about", "prompt_form"}
"""Buttons that are about no review, and so open a form whatever they carry."""


@lived_once
def one_has_answered(town: Town, people: list[Townsperson]) -> None:
    starts(town, people)
    answers(people[0], "A secret.")


@pytest.fixture
def five(town: Town) -> list[Townsperson]:
    people = town.people(5)
    one_has_answered(town, people)
    return people


def stands_as_before(town: Town) -> bool:
    with town.database.reading() as session:
        return the_review(town).phase == "waiting_for_answers" and len(session.exec(select(SealedAnswer)).all()) == 1


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_of_a_button_breaks_anything(town: Town, five: list[Townsperson], subject: str) -> None:
    for action in REVIEW.buttons.keys() - {"new", "prompt_form"}:
        town.lee.presses_old(Button("Forged", f"review.{action}", subject))
        assert is_refused(town.lee.shown), action
    assert stands_as_before(town)


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_of_a_form_breaks_anything(town: Town, five: list[Townsperson], subject: str) -> None:
    values: dict[str, Value] = {"title": ("a list",), "due": "no date", "expected": ("a", "b"), "hosts": "x"}
    for form in REVIEW.forms:
        nonce = just_shown(town.engine)
        answer = town.engine.take(Submitted(f"key {form}", town.lee.profile, "review", form, subject, values, nonce))
        assert isinstance(answer, Card | FieldErrors), form
        assert stands_as_before(town), form


def test_somebody_who_is_not_asked_can_neither_answer_nor_read(town: Town, five: list[Townsperson]) -> None:
    stranger, review = town.person("Zoe"), the_review(town)
    for action, subject in (("answer", f"{review.id}"), ("read", f"{review.id}:1"), ("agree", f"{review.id}:1")):
        stranger.presses_old(Button("Forged", f"review.{action}", subject))
        stranger.is_answered("This has moved on since.")
        stranger.does_not_see("Ward 7")
    form = Submitted(
        "a key",
        stranger.profile,
        "review",
        "answer",
        f"{review.id}:0",
        {"expected": "Mine too."},
        just_shown(town.engine),
    )
    town.engine.take(form)
    assert stands_as_before(town)


def test_somebody_who_is_no_facilitator_can_do_nothing_of_theirs(town: Town, five: list[Townsperson]) -> None:
    for action in (
        "about",
        "close",
        "cancel",
        "close_unseen",
        "ask_consent",
        "circulate",
        "file",
        "take_over",
        "put_on_hold",
    ):
        five[1].presses_old(Button("Forged", f"review.{action}", str(the_review(town).id)))
        five[1].is_answered("Only a facilitator can do that")
    assert stands_as_before(town)


def test_a_facilitator_who_does_not_run_it_reads_nothing_of_it(town: Town, five: list[Townsperson]) -> None:
    other = town.person("Max", facilitates=True)
    review = the_review(town)
    town.lee.presses("Close answers now")
    town.lee.presses("Ask those who answered")
    five[0].presses("Show mine too")
    for action in ("desk", "summary_form", "circulate"):
        other.presses_old(Button("Forged", f"review.{action}", str(review.id)))
        other.is_answered("Only whoever runs this review can do that.")
    other.presses_old(Button("Forged", "review.read", f"{review.id}:1"))
    other.does_not_see("A secret.")
    other.types("/aar list")
    other.does_not_see("Ward 7")


def test_what_belongs_to_another_organisation_is_not_there(town: Town, five: list[Townsperson]) -> None:
    stranger = Profile(Account("slack", "T0OTHER", "U0LEE"), "Lee of the other hospital")  # facilitates there
    review = the_review(town)
    for action in REVIEW.buttons.keys() - STARTS:
        page = town.front.presses(stranger, Button("Forged", f"review.{action}", f"{review.id}:1"))
        assert is_refused(page), action
        assert isinstance(page, Page)
        assert "Ward 7" not in page.text
    for form in REVIEW.forms:
        answer = town.engine.take(
            Submitted(
                f"key {form}", stranger, "review", form, f"{review.id}:1", {"happened": "x"}, just_shown(town.engine)
            )
        )
        assert "Ward 7" not in str(answer)
    assert stands_as_before(town)


def test_only_what_is_on_offer_can_be_chosen(town: Town, five: list[Townsperson]) -> None:
    values: dict[str, Value] = {
        "template": "made_up",
        "title": "x" * 101,
        "silence_days": "-3",
        "attribution": "everybody",
        "visibility": "the world",
    }
    answer = town.engine.take(
        Submitted("a key", town.lee.profile, "review", "review", "new", values, just_shown(town.engine))
    )
    assert isinstance(answer, FieldErrors)
    assert answer.sentences.keys() == {*values, "happened_on", "due", "participants"}


def test_a_page_of_an_earlier_round_or_of_somebody_elses_question_is_not_taken(town: Town) -> None:
    people = town.people(6)
    town.lee.types("/review new")
    fills(town, people, template="peer_assist", title="Discharge")
    town.lee.fills("review.hosts", hosts=(str(people[0].id),))
    review = the_review(town, "Discharge")
    typed = {question.id: "x" for question in BUILT_IN["peer_assist"].questions}
    for person, place in ((people[1], 0), (people[0], 2), (people[0], 99)):
        subject = f"{review.id}:{place}"
        town.engine.take(
            Submitted(f"{person} {place}", person.profile, "review", "answer", subject, typed, just_shown(town.engine))
        )
    with town.database.reading() as session:
        assert session.exec(select(SealedAnswer)).all() == []


def test_a_late_click_on_any_button_shows_how_things_stand(town: Town, five: list[Townsperson]) -> None:
    late = [five[1].button("Answer"), five[1].button("I’d rather not")]
    town.lee.presses("Cancel it")
    for button in late:
        five[1].presses_old(button)
        five[1].is_answered("This has moved on since.")
        five[1].is_answered("it was cancelled")
    with town.database.reading() as session:
        assert session.exec(select(Review.phase)).one() == "cancelled"


def test_a_button_pressed_on_behalf_of_the_other_command_does_the_same(town: Town, five: list[Townsperson]) -> None:
    answer = town.engine.take(Pressed("a key", five[1].profile, "review", "answer", str(the_review(town).id)))
    assert not isinstance(answer, Card)
