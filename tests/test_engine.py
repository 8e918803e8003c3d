"""The engine: one event, one transaction, once."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlmodel import func, select

from activities.kit.cards import Card
from activities.kit.events import Account, Command, Event, HomeOpened, Kind, Pressed, Profile, Submitted, Value
from activities.kit.forms import FieldErrors
from activities.kit.views import Answer
from bot.engine.engine import Engine, TurnFailed
from bot.settings.rules import Rules
from storage import calendar
from storage.database import Database
from storage.tables import AccountRow, Message, Organisation, Person, Taken, Wake, Workspace
from tests.databases import Outage
from tests.front import just_shown
from tests.tally import Tally, text_of

ANN = Profile(Account("slack", "T1", "U0ANN"), "Ann Able", "ann@example.org")
LEE = Profile(Account("slack", "T1", "U0LEE"), "Lee Librarian", "lee@example.org")


class Desk:
    """An engine with one activity that counts, and somebody in front of it."""

    def __init__(self, database: Database) -> None:
        self.tally = Tally()
        self.engine = Engine(database, [self.tally.activity()], Rules(seed="desk", facilitators=frozenset({"u0lee"})))
        self.database = database
        self._numbers = count(1)

    def key(self) -> str:
        return f"event {next(self._numbers)}"

    def types(self, verb: str, by: Profile = ANN) -> str:
        return text_of(self.engine.take(Command(self.key(), by, "tally", verb)))

    def presses(self, action: str, subject: str = "1", by: Profile = ANN) -> str:
        return text_of(self.engine.take(self.press(action, subject, by)))

    def press(self, action: str, subject: str = "1", by: Profile = ANN) -> Event:
        return Pressed(self.key(), by, "tally", action, subject)

    def sends(self, key: str, **values: Value) -> Answer:
        return self.engine.take(Submitted(key, ANN, "tally", "set", "1", values, just_shown(self.engine)))

    def rows(self, *tables: type) -> list[int]:
        with self.database.reading() as session:
            return [session.exec(select(func.count()).select_from(table)).one() for table in tables]

    def organisations(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.exec(select(Organisation.name).order_by("id")).all())


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def at_once(*calls: Callable[[], Answer]) -> list[Answer]:
    """What each call gives back, all begun at the same moment on threads of their own."""
    gate = Barrier(len(calls))

    def call(what: Callable[[], Answer]) -> Answer:
        gate.wait()
        return what()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(call, calls))


def test_a_turn_commits_rows_messages_and_wakes_together(desk: Desk) -> None:
    assert desk.types("count") == "The count is 1."
    assert desk.rows(Message, Wake, Taken) == [1, 1, 1]


def test_the_same_event_again_changes_nothing_and_shows_the_present_state(desk: Desk) -> None:
    press = desk.press("add", "5")
    desk.engine.take(press)
    desk.types("count")
    assert text_of(desk.engine.take(press)) == "That’s already done. The count is 6."


def test_the_same_event_on_two_threads_at_once_takes_effect_once(desk: Desk) -> None:
    desk.types("show")
    press = desk.press("add", "5")
    said = at_once(*[lambda: desk.engine.take(press)] * 4)
    assert sorted(map(text_of, said)) == [*["That’s already done. The count is 5."] * 3, "The count is 5."]
    assert desk.organisations() == ["5"]


def test_other_events_on_threads_at_once_all_take_effect(desk: Desk) -> None:
    desk.types("show")
    presses = [desk.press("add") for _ in range(6)]
    at_once(*[lambda press=press: desk.engine.take(press) for press in presses])
    assert desk.organisations() == ["6"]


def test_people_seen_for_the_first_time_at_once_are_one_person_in_one_workspace(desk: Desk) -> None:
    at_once(*[lambda: desk.engine.take(desk.press("add"))] * 4)
    assert desk.rows(Organisation, Workspace, Person, AccountRow) == [1, 1, 1, 1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_only_looks_waits_for_nobody_who_writes(desk: Desk, outage: Outage) -> None:
    desk.types("count")  # which is kept as the day on which Ann has done something
    outage.begin()
    assert desk.types("show") == "The count is 1."
    assert "count one more" in str(desk.engine.take(Command(desk.key(), ANN, "tally", "help")))
    assert "The count is 1." in str(desk.engine.home(HomeOpened(ANN)))
    desk.engine.meet(ANN)
    outage.end()


def test_whoever_only_looks_is_not_remembered_for_it(desk: Desk) -> None:
    desk.engine.home(HomeOpened(ANN))
    desk.types("show")
    desk.presses("late")
    assert desk.rows(Person, AccountRow) == [0, 0]


def test_the_same_key_in_another_organisation_is_another_event(desk: Desk) -> None:
    elsewhere = replace(ANN, account=Account("slack", "T2", "U0ANN"))
    for by in (ANN, elsewhere):
        desk.engine.take(Command("the same", by, "tally", "count"))
    assert desk.organisations() == ["1", "1"]


def test_a_turn_that_only_shows_claims_nothing(desk: Desk) -> None:
    for _ in range(2):
        assert text_of(desk.engine.take(Command("the same", ANN, "tally", "show"))) == "The count is 0."
    assert desk.rows(Taken) == [0]


def test_field_errors_take_everything_back_and_the_form_may_come_again(desk: Desk) -> None:
    assert desk.sends("a form", number=" ") == FieldErrors({"number": "Please type a number."})
    assert desk.rows(Taken, Wake) == [0, 0]
    assert text_of(desk.sends("a form", number="7")) == "The count is 7."


def test_a_step_that_is_no_longer_possible_shows_the_present_state_and_writes_nothing(desk: Desk) -> None:
    desk.types("count")
    assert desk.presses("late") == "This has moved on since. The count is 1."
    assert (desk.organisations(), desk.rows(Taken)) == (["1"], [1])


def test_a_button_of_an_older_version_has_moved_on(desk: Desk) -> None:
    assert desk.presses("gone") == "This has moved on since. The count is 0."


def test_what_no_activity_of_this_version_knows_says_where_to_look(desk: Desk) -> None:
    answers = [
        desk.engine.take(Command("1", ANN, "knitting", "new")),
        desk.engine.take(Pressed("2", ANN, "knitting", "purl", "1")),
    ]
    assert ["Type /tally help" in text_of(answer) for answer in answers] == [True, True]


@pytest.mark.parametrize(("action", "error"), [("break", "ValueError"), ("clash", "IntegrityError")])
def test_a_fault_of_ours_leaves_nothing_behind_and_quotes_nobody(
    desk: Desk, caplog: pytest.LogCaptureFixture, action: str, error: str
) -> None:
    desk.types("show")
    before = desk.rows(Message, Wake, Taken, Person)
    with caplog.at_level(logging.DEBUG), pytest.raises(TurnFailed) as failed:
        desk.presses(action, "what Ann typed")
    assert desk.rows(Message, Wake, Taken, Person) == before
    assert failed.value.reference in caplog.text
    assert error in caplog.text
    assert "typed" not in caplog.text + str(failed.value)
    assert failed.value.__cause__ is None


@contextmanager
def failing_first(database: Database, failures: int) -> Iterator[list[str]]:
    """Breaks the connection below the first commits, as a database that goes away does."""
    broken: list[str] = []

    def commit(connection: object) -> None:
        if len(broken) < failures:
            broken.append("commit")
            raise ConnectionAbortedError("the database went away")

    event.listen(database.engine, "commit", commit)
    yield broken
    event.remove(database.engine, "commit", commit)


def test_a_commit_that_fails_saves_nothing_and_the_next_press_counts(desk: Desk) -> None:
    desk.presses("add", "0")
    press = desk.press("add")
    with failing_first(desk.database, 1), pytest.raises(TurnFailed):
        desk.engine.take(press)
    assert desk.organisations() == ["0"]
    assert text_of(desk.engine.take(press)) == "The count is 1."


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.BOT, Kind.STRANGER])
def test_only_members_take_part(desk: Desk, kind: Kind) -> None:
    guest = replace(ANN, kind=kind)
    assert "for members of this organisation" in desk.types("count", by=guest)
    assert "for members of this organisation" in text_of(desk.engine.home(HomeOpened(guest)))
    assert desk.organisations() == []


def test_somebody_whose_account_is_closed_takes_no_part(desk: Desk) -> None:
    assert "for members of this organisation" in desk.types("count", by=replace(ANN, active=False))


def test_a_facilitators_command_says_whom_to_ask(desk: Desk) -> None:
    desk.types("show", by=LEE)
    assert desk.types("reset") == "Only a facilitator can do that. Please ask Lee Librarian."
    assert desk.types("reset", by=LEE) == "The count is 0."


def test_facilitators_are_known_by_address_too(database: Database) -> None:
    engine = Engine(database, [Tally().activity()], Rules(seed="1", facilitators=frozenset({"ann@example.org"})))
    capitals = replace(ANN, email="Ann@Example.ORG")
    assert text_of(engine.take(Command("1", capitals, "tally", "reset"))) == "The count is 0."


def test_help_lists_every_verb_and_guesses_what_was_meant(desk: Desk) -> None:
    for verb in ("", "help"):
        card = desk.engine.take(Command(desk.key(), ANN, "tally", verb))
        assert isinstance(card, Card)
        assert "/tally count" in str(card)
        assert "/tally reset" not in str(card)
    assert "Did you mean /tally count?" in desk.types("cuont")
    assert "/tally reset" in str(desk.engine.take(Command(desk.key(), LEE, "tally", "help")))


def test_whoever_cannot_be_reached_is_away_once_and_back_once_and_nobody_is_let_go(desk: Desk) -> None:
    desk.types("count")
    for active in (False, False, True, True):
        desk.engine.meet(replace(ANN, active=active))
    assert desk.tally.heard == ["Ann Able is away", "Ann Able is back"]
    assert desk.tally.gone == []


def test_who_is_found_gone_by_what_they_press_is_away_at_once(desk: Desk) -> None:
    desk.types("count")
    gone = replace(ANN, active=False)
    desk.engine.take(Command("late", gone, "tally", "count"))
    desk.engine.meet(gone)
    assert desk.tally.heard == ["Ann Able is away"]


def test_who_becomes_a_guest_is_away_once_and_back_as_soon_as_they_press_something_as_a_member(desk: Desk) -> None:
    desk.types("count")
    for _ in range(2):
        desk.engine.meet(replace(ANN, kind=Kind.GUEST))
    assert desk.tally.heard == ["Ann Able is away"]
    desk.types("count")
    assert desk.tally.heard == ["Ann Able is away", "Ann Able is back"]


def test_people_who_never_dealt_with_the_bot_are_not_kept(desk: Desk) -> None:
    desk.engine.meet(ANN)
    desk.engine.meet(LEE)
    assert desk.rows(Person) == [1]


def test_chance_is_the_same_for_the_same_event_and_seed(database: Database) -> None:
    with database.writing() as session:
        here = Organisation()
        calendar.keep(session, datetime(2026, 11, 9, tzinfo=UTC), pace=1.0)
        first, again = (Engine(database, [], Rules(seed="1")).turn(session, here, "tally", "a key") for _ in range(2))
        other = Engine(database, [], Rules(seed="2")).turn(session, here, "tally", "a key")
        assert first.random.random() == again.random.random() != other.random.random()


def test_whoever_waits_is_told_of_what_was_written_and_only_then(desk: Desk) -> None:
    written: list[list[int]] = []
    desk.engine.when_written = lambda: written.append(desk.rows(Taken))
    desk.types("show")
    desk.types("count")
    assert written == [[1]]
