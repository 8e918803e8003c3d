"""Wakes: one of each name, claimed by one transaction at a time."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from storage import calendar, organisations
from storage.database import Database
from storage.here import Here
from storage.tables import Wake

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def here(session: Session) -> int:
    return organisations.new(session, "Europe/London").id


def put(session: Session, organisation: int, at: datetime, subject: str = "1") -> None:
    calendar.set_wake(Here(session, organisation), "coffee", "remind", subject, at, prompted=False)


def test_the_earliest_that_is_due_comes_first(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        for subject, hours in (("late", 2), ("early", -2), ("soon", -1)):
            put(session, at, NOON + hours * HOUR, subject)
        assert calendar.next_due(session) == NOON - 2 * HOUR
        to_come = calendar.earliest_after(session, NOON)
        assert to_come
        assert to_come.subject == "late"
        due = calendar.due_wake(session, NOON, NOON, [1])
        assert due
        assert due.subject == "early"
        calendar.cancel_wake(Here(session, at), "coffee", "remind", "early")
        calendar.cancel_wake(Here(session, at), "coffee", "remind", "soon")
        assert calendar.due_wake(session, NOON, NOON, [1]) is None


def test_waking_again_moves_the_one_there_is_and_starts_it_afresh(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        put(session, at, NOON)
        assert not calendar.wake_failed(session.exec(select(Wake)).one(), NOON)
        put(session, at, NOON + HOUR)
        wake = session.exec(select(Wake)).one()
        assert (wake.due_at, wake.attempts, wake.retry_at) == (NOON + HOUR, 0, None)
        assert calendar.due_of(Here(session, at), "coffee", "remind", "1") == NOON + HOUR


def test_whether_a_person_waits_for_it_is_known_until_it_has_come(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        assert not calendar.is_prompted(Here(session, at), "coffee", "remind", "1")
        calendar.set_wake(Here(session, at), "coffee", "remind", "1", NOON, prompted=True)
        assert calendar.is_prompted(Here(session, at), "coffee", "remind", "1")
        calendar.cancel_wake(Here(session, at), "coffee", "remind", "1")
        assert not calendar.is_prompted(Here(session, at), "coffee", "remind", "1")


def test_a_wake_that_moved_or_went_cannot_be_claimed(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        put(session, at, NOON)
        seen = Wake.model_validate(session.exec(select(Wake)).one())
        assert calendar.claim_wake(session, seen)
        put(session, at, NOON + HOUR)
        assert calendar.claim_wake(session, seen) is None
        calendar.cancel_wake(Here(session, at), "coffee", "remind", "1")
        assert calendar.claim_wake(session, seen) is None


def test_what_another_process_has_claimed_is_passed_over(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        put(session, here(session), NOON)
    with database.writing() as mine, database.writing() as theirs:
        wake = calendar.due_wake(mine, NOON, NOON, [1])
        assert wake
        assert calendar.claim_wake(mine, wake)
        assert calendar.claim_wake(theirs, wake) is None
    database.close()


def test_a_retry_written_down_by_a_clock_that_was_ahead_holds_nothing_up(database: Database) -> None:
    with database.writing() as session:
        put(session, here(session), NOON)
        wake = session.exec(select(Wake)).one()
        assert not calendar.wake_failed(wake, NOON + 48 * HOUR)
        assert calendar.due_wake(session, NOON, NOON, [1]) == wake
        assert not calendar.wake_failed(wake, NOON)
        assert wake.failing_since == NOON
        assert calendar.due_wake(session, NOON, NOON, [1]) is None


def test_a_calendar_of_ones_own_is_kept_in_utc(database: Database) -> None:
    with database.writing() as session:
        assert calendar.own(session) is None
        calendar.keep(session, NOON, pace=60.0)
    with database.reading() as session:
        own = calendar.own(session)
        assert own
        assert (own.stands_at, own.bound_for, own.pace) == (NOON, NOON, 60.0)
        assert own.stands_at.tzinfo is UTC
