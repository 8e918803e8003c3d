"""One form, taken by the engine: it takes effect once, and nothing that is kept says whose it was."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event
from sqlmodel import select

from activities.kit.events import Profile, Submitted
from activities.kit.forms import FieldErrors, OpensAnew
from activities.kit.views import Answer
from bot.engine.event_keys import new_nonce
from storage import calendar
from storage.database import Database
from storage.tables import Claim, Person, Taken
from tests.front import just_shown
from tests.tally import text_of
from tests.test_engine import ANN, LEE, Desk, at_once


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def sends(desk: Desk, nonce: str, number: str = "7", by: Profile = ANN) -> Answer:
    """Send the form that was shown with this nonce, by a press of its own."""
    return desk.engine.take(Submitted(desk.key(), by, "tally", "set", "1", {"number": number}, nonce))


def test_a_form_takes_effect_once_whoever_presses_how_often(desk: Desk) -> None:
    nonce = just_shown(desk.engine)
    said = [text_of(sends(desk, nonce)) for _ in range(3)]
    assert said == ["The count is 7.", *["That’s already done. The count is 7."] * 2]
    assert text_of(sends(desk, just_shown(desk.engine))) == "The count is 14.", "another opening is another form"


def test_a_form_that_is_sent_is_looked_at_once(desk: Desk) -> None:
    desk.types("show")
    nonce, transactions = just_shown(desk.engine), list[Connection]()
    event.listen(desk.database.engine, "begin", transactions.append)
    assert text_of(sends(desk, nonce)) == "The count is 7."
    assert len(transactions) == 1


def test_a_form_sent_by_two_threads_at_once_takes_effect_once(desk: Desk) -> None:
    desk.types("show")
    nonce = just_shown(desk.engine)
    said = at_once(*[lambda: sends(desk, nonce)] * 4)
    assert sorted(map(text_of, said)) == [*["That’s already done. The count is 7."] * 3, "The count is 7."]


def test_a_form_that_is_corrected_is_the_same_form(desk: Desk) -> None:
    nonce = just_shown(desk.engine)
    assert sends(desk, nonce, number=" ") == FieldErrors({"number": "Please type a number."})
    assert text_of(sends(desk, nonce)) == "The count is 7."
    assert text_of(sends(desk, nonce, number=" ")) == "That’s already done. The count is 7."


def test_a_form_that_stood_for_more_than_a_week_opens_anew(desk: Desk) -> None:
    with desk.database.writing() as session:
        calendar.keep(session, datetime(2026, 11, 9, 12, tzinfo=UTC), pace=1.0)
    assert isinstance(sends(desk, new_nonce(date(2026, 11, 10))), OpensAnew), "it has yet to be shown"
    anew = sends(desk, new_nonce(date(2026, 11, 1)))
    assert isinstance(anew, OpensAnew)
    assert desk.rows(Taken, Claim, Person) == [0, 0, 0]
    assert text_of(sends(desk, anew.nonce)) == "The count is 7."
    assert text_of(sends(desk, new_nonce(date(2026, 11, 2)))) == "The count is 14."


@pytest.mark.parametrize("forged", ["", "1", "2026-11-09", "a typed word", "2026-11-09.Mrs Miggins, ward 7, bed"])
def test_a_form_without_a_nonce_of_ours_opens_anew(desk: Desk, forged: str) -> None:
    assert isinstance(sends(desk, forged), OpensAnew)
    assert desk.rows(Taken, Claim) == [0, 0]


def test_nobody_stands_in_anothers_way_by_their_nonce(desk: Desk) -> None:
    nonce = just_shown(desk.engine)
    assert text_of(sends(desk, nonce, by=LEE)) == "The count is 7."
    assert text_of(sends(desk, nonce)) == "The count is 14."


def test_what_is_kept_of_a_form_says_neither_who_nor_which_nor_when(desk: Desk) -> None:
    nonce = just_shown(desk.engine)
    sends(desk, nonce)
    with desk.database.reading() as session:
        claim = session.exec(select(Claim)).one()
        today = desk.engine.now(session).astimezone(ZoneInfo(desk.engine.rules.timezone)).date()
    kept = claim.model_dump()
    assert kept.pop("day") == today
    assert len(kept.pop("digest")) == 64
    assert kept == {"organisation_id": 1, "review_id": None, "cafe_id": None}
