"""Buttons and forms of cafés prove only that somebody sent them: old ones, forged ones, and those of others."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from activities.cafe import CAFES
from activities.kit.activity import FacilitatorsOnly
from activities.kit.cards import Button, Card
from activities.kit.events import Account, Profile, Submitted
from activities.kit.forms import FieldErrors, Form
from storage.tables import Cafe, CafeGuest, Message, ShownTakeaway, Takeaway
from tests.cafe.round_the_tables import QUESTION, plan, under_way
from tests.coffee.test_forged import NO_SUBJECT
from tests.front import Page, just_shown
from tests.town import COFFEE, Town, Townsperson

pytestmark = pytest.mark.engine_alone("sends what no client would")

FOR_FACILITATORS = sorted(name for name, answer in CAFES.buttons.items() if isinstance(answer, FacilitatorsOnly))


@pytest.fixture
def five(town: Town) -> list[Townsperson]:
    """Five people in a café that is under way."""
    people = town.people(5)
    under_way(town, *people)
    return people


def rows(town: Town) -> list[dict[str, object]]:
    with town.database.reading() as session:
        return [
            row.model_dump()
            for table in (Cafe, CafeGuest, Takeaway, ShownTakeaway)
            for row in session.exec(select(table)).all()
        ]


@pytest.mark.parametrize("subject", NO_SUBJECT, ids=lambda subject: subject[:8])
def test_no_subject_breaks_anything(town: Town, five: list[Townsperson], subject: str) -> None:
    before = rows(town)
    for action in CAFES.buttons:
        town.lee.presses_old(Button("Forged", f"cafe.{action}", subject))
        assert town.lee.shown is not None
    for form in CAFES.forms:
        answer = town.engine.take(
            Submitted(
                f"{form} sent", town.lee.profile, "cafe", form, subject, {"question": ("x",)}, just_shown(town.engine)
            )
        )
        assert isinstance(answer, Card | Form | FieldErrors)
    assert rows(town) == before


def test_what_belongs_to_another_organisation_is_not_there(town: Town, five: list[Townsperson]) -> None:
    stranger, before = Profile(Account("slack", "T0OTHER", "U0LEE"), "Lee of the other hospital"), rows(town)
    for action in CAFES.buttons.keys() - {"prompt_form"}:
        page = town.front.presses(stranger, Button("Forged", f"cafe.{action}", "1"))
        assert isinstance(page, Page), action
        assert QUESTION not in page.text
    assert rows(town) == before


def test_a_former_facilitator_does_nothing_of_theirs(town: Town, five: list[Townsperson]) -> None:
    max_ = town.person("Max", facilitates=True)
    town.lee.types("/knowhow facilitators")
    town.lee.presses_old(Button("Remove", "knowhow.remove", str(max_.id)))
    before = rows(town)
    for action in FOR_FACILITATORS:
        max_.presses_old(Button("Forged", f"cafe.{action}", "1"))
        max_.is_answered("Only a facilitator can do that")
    assert rows(town) == before


def test_who_did_not_join_takes_nothing_away(town: Town, five: list[Townsperson]) -> None:
    town.lee.presses("Stop")
    zoe, before = town.person("Zoe"), rows(town)
    zoe.presses_old(Button("Forged", "cafe.take_away", "1"))
    zoe.is_answered("moved on since")
    zoe.does_not_see("you’re in")
    values = {"takes_away": "Mine too", "will_do": "", "share": "by_name", "remind": "no"}
    town.engine.take(Submitted("forged", zoe.profile, "cafe", "takeaway", "1", values, just_shown(town.engine)))
    assert rows(town) == before


def test_no_cafe_is_planned_in_a_year_long_gone(town: Town) -> None:
    town.lee.types("/cafe new")
    town.lee.fills(
        "cafe.cafe",
        question="Who was there?",
        starts_at=datetime(1969, 7, 20, 12, tzinfo=UTC),
        channel=COFFEE,
        place="The moon",
    )
    town.lee.is_shown_errors(starts_at="still to come")


def test_a_cafe_that_begins_this_very_moment_is_too_late_to_plan(town: Town) -> None:
    town.lee.types("/cafe new")
    town.lee.fills("cafe.cafe", question="Who is here?", starts_at=town.now, channel=COFFEE, place="Here")
    town.lee.is_shown_errors(starts_at="still to come")


def test_what_was_never_announced_is_not_announced_again(town: Town) -> None:
    cafe = plan(town)
    with town.database.writing() as session:
        for message in session.exec(select(Message)).all():
            session.delete(message)
    town.lee.presses_old(Button("Send again", "cafe.announce", str(cafe.id)))
    town.lee.is_answered("moved on")
