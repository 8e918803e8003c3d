"""What is kept about me: all of it in a file, for me alone, and put right by me."""

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlmodel import select

import activities
from activities import ACTIVITIES
from activities.kit.personal_data import PersonalData
from activities.kit.views import Document
from bot.delivery.routing import sort_messages
from storage import staff_list
from storage.here import Here
from storage.tables import Parcel
from tests.lives import NAME
from tests.privacy.everything import SAID, takes_part_in_everything
from tests.town import Town, Townsperson

BY_OTHERS = (
    "Your account on",
    "What you did as a facilitator",
    "Messages to you that wait",
    "Messages that I have sent",
)
"""What the chat platform says, what nobody may change, and what follows from the rest."""

GOOD = {"met": "yes", "knew_each_other": "no", "would_again": "yes"}


@cache
def may_stand_on_a_button() -> set[str]:
    """Every string of an activity that stands alone."""
    return {
        part.value
        for path in Path(activities.__file__).parent.rglob("*.py")
        for part in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def file_of(town: Town, somebody: Townsperson) -> str:
    """The file that delivery would make for them."""
    knowhow = next(activity for activity in ACTIVITIES if activity.name == "knowhow")
    with town.turn() as turn:
        turn.by = somebody.row(turn.session)
        made: Document = knowhow.documents["mine"](turn, str(turn.by.id))
    return made.content.decode("utf-8-sig")


def test_the_file_says_everything(town: Town) -> None:
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    trial = town.introduced(ann, bo)
    ann.presses("We’ve met")
    ann.fills("feedback", **GOOD, what_came_of_it="A way with forms.", quote_consent="by_role")
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    ann.types("/knowhow mine")
    ann.is_answered("as a file, in our own chat")
    text = file_of(town, ann)
    for fact in (
        "name: Ann",
        "e-mail: u0001@hospital.example",
        "member id: U0001",
        "id on the staff list: staff 1",
        "job title: Radiology lead",
        f"your place in “{trial.title}”",
        "with: Bo",
        "stands: met",
        "what came of it: A way with forms.",
        "may be quoted: by job title",
        "your words in “KNOWvember”",
    ):
        assert fact in text, text
    assert "A way with forms." not in file_of(town, bo)
    assert "you look after “KNOWvember”" in file_of(town, town.lee)
    assert f"coffee.file {trial.id}" in file_of(town, town.lee)


def test_whoever_took_part_in_everything_reads_all_of_it_once_and_others_none_of_it(town: Town) -> None:
    annabel, zoe = town.person(NAME, department="Theatres", facilitates=True), town.person("Zoe")
    takes_part_in_everything(town, annabel)
    text = file_of(town, annabel)
    for fact in (
        *SAID,
        "a meeting in “Spring”",
        "your place in “Summer”",
        "the summary: agrees",
        "shown as: Annabel Quistgaard",
        "every 12 weeks",
        "you sat with: ",
        "“Crates by number”\n  you filed it: on 16 November 2026",
        "“Bleeps at night”\n  you filed it: no\n  you are whom to ask: yes",
        "review.prompt 1",
    ):
        assert fact in text, text
    titles = [paragraph.partition("\n")[0] for paragraph in text.split("\n\n")]
    assert sorted(titles) == sorted(set(titles))
    assert not [word for word in (*NAME.split(), *SAID) if word in file_of(town, zoe)]


def test_everything_that_is_kept_says_how_it_is_put_right_and_the_way_is_there(town: Town) -> None:
    annabel = town.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(town, annabel)
    annabel.types("/library pull")
    annabel.fills("library.pull")
    verbs = {(typed, verb) for activity in ACTIVITIES for typed in activity.typed for verb in activity.commands}
    for text in (file_of(town, annabel), file_of(town, town.lee)):
        *kept, _, _ = text.split("\n\n")[1:]
        for one in kept:
            title, *_, way = one.splitlines()
            assert way.startswith("  To put it right: "), one
            named = re.findall(r"/(\w+) (\w+)", way)
            assert set(named) <= verbs, way
            pressed = re.findall(r"“([^”]+)”", way)
            assert set(pressed) <= may_stand_on_a_button(), way
            assert named or pressed or title.startswith(BY_OTHERS), one


def test_nothing_is_kept_without_a_way_to_put_it_right() -> None:
    with pytest.raises(ValueError, match="put right"):
        PersonalData("Something new", (("said", "words"),), " ")


def test_what_is_wrong_can_be_put_right(town: Town) -> None:
    ann = town.person("Ann", department="Radiology")
    town.person("Bo", "Southfield", department="Finance")
    ann.types("/knowhow mine")
    ann.presses("Put something right")
    ann.fills("knowhow.details", department="Finance", job_title="Sonographer", sites=("Southfield",))
    ann.is_answered("Saved.")
    text = file_of(town, ann)
    for fact in ("department: Finance", "job title: Sonographer", "sites: Southfield", "name: Ann"):
        assert fact in text
    town.trial()
    ann.presses("Join")
    assert ann.sheet("signup").values["department"] == "Finance"


@pytest.mark.quick_through("teams")
@pytest.mark.not_through("slack", reason="Slack's client sends only what a list offers")
def test_only_what_is_on_offer_can_be_said(town: Town) -> None:
    ann = town.person("Ann", department="Radiology")
    ann.types("/knowhow mine")
    ann.presses("Put something right")
    ann.fills("knowhow.details", department="Astrology", role_group="magical", sites=("Elsewhere",))
    ann.is_shown_errors(department="Please choose one.", role_group="Please choose one.")
    with town.database.reading() as session:
        assert ann.row(session).department == "Radiology"
        assert staff_list.departments(Here(session, ann.row(session).organisation_id)) == ["Radiology"]


def test_the_notice_says_what_who_how_long_and_whom_to_ask(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/knowhow privacy")
    for words in (
        "your feedback",
        "Workspace admins see none of this by being admins",
        "1 year after an activity has ended",
        "a facilitator can put one on hold (/coffee hold,",
        "I keep for 1 year to whom and on which day I sent one",
        "Please ask Lee Librarian.",
    ):
        ann.is_answered(words)


@pytest.mark.not_through("slack", "teams", reason="sends for itself what a platform has sent already")
def test_the_file_says_what_stays_of_messages_that_were_sent(town: Town) -> None:
    ann, bo = town.people(2)
    town.introduced(ann, bo)
    assert "kept for 1 year: no messages" in file_of(town, ann)
    with town.database.writing() as session:
        sort_messages(session, [1], frozenset({town.front.platform}))
        parcels = session.exec(select(Parcel)).all()
        for parcel in parcels:
            parcel.state = "sent"
        me = ann.row(session).id
        to_ann = sum(me in parcel.people for parcel in parcels)
    assert to_ann
    assert f"kept for 1 year: {to_ann} message" in file_of(town, ann)
