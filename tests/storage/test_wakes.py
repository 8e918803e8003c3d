"""Wakes: one of each name, claimed by one transaction at a time."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from storage import calendar, wakes
from storage.database import Database
from storage.here import Here
from storage.people import new_organisation
from storage.tables import Wake

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def here(session: Session) -> int:
    return new_organisation(session, "Europe/London").id


def put(session: Session, organisation: int, at: datetime, subject: str = "1") -> None:
    wakes.set_wake(Here(session, organisation), "coffee", "remind", subject, at, prompted=False)


def test_the_earliest_that_is_due_comes_first(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        for subject, hours in (("late", 2), ("early", -2), ("soon", -1)):
            put(session, at, NOON + hours * HOUR, subject)
        assert wakes.next_due(session) == NOON - 2 * HOUR
        to_come = wakes.earliest_after(session, NOON)
        assert to_come
        assert to_come.subject == "late"
        due = wakes.due(session, NOON, NOON)
        assert due
        assert due.subject == "early"
        wakes.cancel(Here(session, at), "coffee", "remind", "early")
        wakes.cancel(Here(session, at), "coffee", "remind", "soon")
        assert wakes.due(session, NOON, NOON) is None


def test_waking_again_moves_the_one_there_is_and_starts_it_afresh(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        put(session, at, NOON)
        assert not wakes.failed(session.exec(select(Wake)).one(), NOON)
        put(session, at, NOON + HOUR)
        wake = session.exec(select(Wake)).one()
        assert (wake.due_at, wake.attempts, wake.retry_at) == (NOON + HOUR, 0, None)
        assert wakes.due_of(Here(session, at), "coffee", "remind", "1") == NOON + HOUR


def test_whether_a_person_waits_for_it_is_known_until_it_has_come(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        assert not wakes.is_prompted(Here(session, at), "coffee", "remind", "1")
        wakes.set_wake(Here(session, at), "coffee", "remind", "1", NOON, prompted=True)
        assert wakes.is_prompted(Here(session, at), "coffee", "remind", "1")
        wakes.cancel(Here(session, at), "coffee", "remind", "1")
        assert not wakes.is_prompted(Here(session, at), "coffee", "remind", "1")


def test_a_wake_that_moved_or_went_cannot_be_claimed(database: Database) -> None:
    with database.writing() as session:
        at = here(session)
        put(session, at, NOON)
        seen = Wake.model_validate(session.exec(select(Wake)).one())
        assert wakes.claim(session, seen)
        put(session, at, NOON + HOUR)
        assert wakes.claim(session, seen) is None
        wakes.cancel(Here(session, at), "coffee", "remind", "1")
        assert wakes.claim(session, seen) is None


def test_what_another_process_has_claimed_is_passed_over(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        put(session, here(session), NOON)
    with database.writing() as mine, database.writing() as theirs:
        wake = wakes.due(mine, NOON, NOON)
        assert wake
        assert wakes.claim(mine, wake)
        assert wakes.claim(theirs, wake) is None
    database.close()


def test_a_retry_written_down_by_a_clock_that_was_ahead_holds_nothing_up(database: Database) -> None:
    with database.writing() as session:
        put(session, here(session), NOON)
        wake = session.exec(select(Wake)).one()
        assert not wakes.failed(wake, NOON + 48 * HOUR)
        assert wakes.due(session, NOON, NOON) == wake
        assert not wakes.failed(wake, NOON)
        assert wake.failing_since == NOON
        assert wakes.due(session, NOON, NOON) is None


def test_a_calendar_of_ones_own_is_kept_in_utc(database: Database) -> None:
    with database.writing() as session:
        assert calendar.own(session) is None
        calendar.keep(session, NOON, pace=60.0)
    with database.reading() as session:
        own = calendar.own(session)
        assert own
        assert (own.stands_at, own.bound_for, own.pace) == (NOON, NOON, 60.0)
        assert own.stands_at.tzinfo is UTC
