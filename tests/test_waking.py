"""Waking: what is due is done once, in order, and a failure is tried again without holding up the rest."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from activities.kit.activity import LongWork
from activities.kit.events import Account, Command, Due, Profile, Why
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from bot.engine.engine import Engine
from bot.engine.waking import UNDELIVERED, Waking
from bot.settings.rules import Rules
from storage import calendar
from storage.database import Database
from storage.here import Here
from storage.tables import Calendar, Message, Organisation, Parcel, Wake
from tests.tally import Tally, add

LEE = Profile(Account("slack", "T1", "U0LEE"), "Lee Librarian")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PACE = datetime(2026, 1, 1, tzinfo=UTC)


class Night:
    """An engine on a calendar of its own, and what wakes it."""

    def __init__(self, database: Database) -> None:
        self.database, self.tally = database, Tally()
        self.engine = Engine(database, [self.tally.activity()], Rules(seed="night", facilitators=frozenset({"u0lee"})))
        self.waking = Waking(self.engine)
        with database.writing() as session:
            calendar.keep(session, MONDAY, pace=1.0)
        self.engine.take(Command("first", LEE, "tally", "show"))

    def wakes_at(self, when: datetime, *subjects: int, what: str = "ring") -> None:
        with self.database.writing() as session:
            turn = self.engine.turn(session, session.exec(select(Organisation)).one(), "tally", "")
            for subject in subjects:
                turn.wake(when, what, subject)

    def comes_to(self, when: datetime) -> None:
        with self.database.writing() as session:
            session.get_one(Calendar, 1).stands_at = when

    def runs_all(self, pace: datetime = PACE) -> int:
        ran = 0
        while self.waking.run_next(pace):
            ran += 1
        return ran

    def does(self, what: Callable[[Turn], None]) -> None:
        """What the activity is to do at its next wakes."""

        def at_wake(turn: Turn, _due: Due) -> None:
            what(turn)

        self.tally.at_wake = at_wake

    def row(self) -> Wake | None:
        with self.database.reading() as session:
            return session.exec(select(Wake)).one_or_none()

    def count(self) -> str:
        with self.database.reading() as session:
            return session.exec(select(Organisation.name)).one()

    def told(self) -> list[str]:
        with self.database.reading() as session:
            return [body or "" for body in session.exec(select(Message.body)).all()]


@pytest.fixture
def night(database: Database) -> Night:
    return Night(database)


def counts(turn: Turn, number: int) -> None:
    add(turn, number)


def fail(_turn: Turn) -> None:
    raise ValueError("what Ann typed")


def test_wakes_run_when_they_are_due_earliest_first_and_once(night: Night) -> None:
    night.wakes_at(MONDAY + timedelta(hours=2), 2)
    night.wakes_at(MONDAY + timedelta(hours=1), 1, 3)
    assert night.runs_all() == 0
    night.comes_to(MONDAY + timedelta(hours=3))
    assert night.runs_all() == 3
    assert [subject for subject, _ in night.tally.woken] == ["1", "3", "2"]
    assert night.row() is None


def test_waking_again_moves_the_moment(night: Night) -> None:
    night.wakes_at(MONDAY, 1)
    night.wakes_at(MONDAY + timedelta(hours=1), 1)
    assert night.runs_all() == 0
    row = night.row()
    assert row
    assert row.due_at == MONDAY + timedelta(hours=1)


def test_a_wake_may_set_itself_again(night: Night) -> None:
    night.does(lambda turn: turn.wake(turn.now + timedelta(days=1), "ring", 1))
    night.wakes_at(MONDAY, 1)
    assert night.runs_all() == 1
    row = night.row()
    assert row
    assert row.due_at == MONDAY + timedelta(days=1)


def test_wakes_on_threads_at_once_each_run_once(night: Night) -> None:
    night.does(lambda turn: counts(turn, 1))
    night.wakes_at(MONDAY, *range(2, 10))
    gate = Barrier(3)

    def run() -> None:
        gate.wait()
        night.runs_all()

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert night.count() == "8"


def test_a_wake_that_fails_leaves_nothing_and_holds_up_nobody(night: Night, caplog: pytest.LogCaptureFixture) -> None:
    def second_only(turn: Turn, due: Due) -> None:
        add(turn, 1)
        if due.subject == "2":
            fail(turn)

    night.tally.at_wake = second_only
    night.wakes_at(MONDAY, 2, 3)
    with caplog.at_level(logging.DEBUG):
        assert night.runs_all() == 2
    with night.database.reading() as session:
        assert {wake.subject: wake.attempts for wake in session.exec(select(Wake)).all()} == {"1": 0, "2": 1}
    assert night.count() == "1"
    assert "typed" not in caplog.text


def test_a_failing_wake_backs_off_longer_each_time_and_runs_when_it_can(night: Night) -> None:
    night.does(fail)
    night.wakes_at(MONDAY, 1)
    pace, waits = PACE, []
    for _ in range(12):
        assert night.runs_all(pace) == 1
        row = night.row()
        assert row
        assert row.retry_at
        waits.append((row.retry_at - pace).total_seconds())
        assert night.runs_all(row.retry_at - timedelta(seconds=1)) == 0
        pace = row.retry_at
    assert waits == [min(5.0 * 2**attempt, 3600.0) for attempt in range(12)]
    night.does(lambda _turn: None)
    assert night.runs_all(pace) == 1
    assert night.row() is None


def test_facilitators_are_told_once_after_an_hour_of_failing(night: Night) -> None:
    night.does(fail)
    night.wakes_at(MONDAY, 1)
    for minutes in (0, 30, 59):
        night.runs_all(PACE + timedelta(minutes=minutes))
    assert night.told() == []
    for minutes in (61, 150, 240):
        night.runs_all(PACE + timedelta(minutes=minutes))
    (told,) = night.told()
    assert "failing for an hour (ring, reference" in told
    assert "typed" not in told


def test_what_the_clock_sends_waits_for_office_hours_and_what_a_person_asked_for_does_not(night: Night) -> None:
    def tell(turn: Turn) -> None:
        turn.tell(turn.facilitators()[0], add(turn, 1), ("rung", turn.waited_for))

    night.does(tell)
    night.wakes_at(MONDAY, 1)
    night.runs_all()
    with night.database.writing() as session:
        turn = night.engine.turn(session, session.exec(select(Organisation)).one(), "tally", "")
        turn.soon("ring", 2)
    night.runs_all()
    with night.database.reading() as session:
        assert list(session.exec(select(Message.office_hours).order_by("id")).all()) == [True, False]


# ---- long work -------------------------------------------------------------------------------------------------------


def long_work(night: Night, compute: Callable[[], object]) -> None:
    def ponders(_turn: Turn, _due: Due) -> LongWork:
        return LongWork(compute, lambda turn, result: counts(turn, int(result)))

    night.tally.ponders = ponders
    night.wakes_at(MONDAY, 5, what="ponder")


def test_long_work_is_computed_while_others_write(night: Night) -> None:
    def compute() -> int:
        night.engine.take(Command("meanwhile", LEE, "tally", "count"))
        return 10

    long_work(night, compute)
    night.waking.run_next(PACE)
    assert night.count() == "11"


def test_others_write_while_long_work_reads_what_it_needs(night: Night) -> None:
    def ponders(_turn: Turn, _due: Due) -> None:
        night.engine.take(Command("meanwhile", LEE, "tally", "count"))

    night.tally.ponders = ponders
    night.wakes_at(MONDAY, 5, what="ponder")
    night.waking.run_next(PACE)
    assert night.count() == "1"
    with night.database.reading() as session:
        assert [wake.what for wake in session.exec(select(Wake)).all()] == ["ring"], "there was nothing to work out"


def test_long_work_whose_wake_has_moved_meanwhile_is_dropped(night: Night) -> None:
    def compute() -> int:
        night.wakes_at(MONDAY + timedelta(hours=1), 5, what="ponder")
        return 10

    long_work(night, compute)
    night.waking.run_next(PACE)
    row = night.row()
    assert night.count() == ""
    assert row
    assert row.due_at == MONDAY + timedelta(hours=1)


def test_long_work_that_fails_is_tried_again(night: Night) -> None:
    results = iter([0, 10])

    def compute() -> float:
        return 10 / next(results)

    long_work(night, compute)
    night.waking.run_next(PACE)
    assert night.count() == ""
    night.waking.run_next(PACE + timedelta(minutes=1))
    assert night.count() == "1"


def test_long_work_done_by_two_at_once_counts_once(night: Night) -> None:
    others = iter([Waking(night.engine)])

    def compute() -> int:
        for other in others:
            other.run_next(PACE)
        return 10

    long_work(night, compute)
    night.waking.run_next(PACE)
    assert night.count() == "10"


# ---- what has moved on, and what did not arrive ----------------------------------------------------------------------


def test_a_wake_for_what_has_moved_on_is_let_go(night: Night) -> None:
    def moved_on(turn: Turn) -> None:
        add(turn, 1)
        raise MovedOn

    night.does(moved_on)
    night.wakes_at(MONDAY, 5)
    assert night.runs_all() == 1
    assert (night.row(), night.count()) == (None, "")


def test_an_activity_hears_what_did_not_arrive(night: Night) -> None:
    with night.database.writing() as session:
        turn = night.engine.turn(session, session.exec(select(Organisation)).one(), "tally", "")
        lee = turn.facilitators()[0]
        turn.tell(lee, add(turn, 1), ("lost",))
        calendar.cancel_wake(Here(session, turn.org), "tally", "ring", "1")
        message = session.exec(select(Message)).one()
        parcel = Parcel(
            organisation_id=turn.org,
            message_id=message.id,
            addressee="somebody",
            people=message.people,
            state="undelivered",
            why=Why.UNREACHABLE,
        )
        session.add(parcel)
        session.flush()
        calendar.set_wake(Here(session, turn.org), "tally", UNDELIVERED, str(parcel.id), MONDAY, prompted=False)
    assert night.runs_all() == 1
    (lost,) = night.tally.lost
    assert (lost.key, lost.people, lost.why) == (message.key, (lee.id,), Why.UNREACHABLE)
