"""Moving time in a rehearsal: wake by wake, and never past anything that has still to happen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from activities.kit.cards import CARD, say
from activities.kit.working import WorkingDays
from bot.clock.time_travel import is_still, travel_on
from storage import calendar, organisations, outbox, parcels
from storage.database import Database
from storage.here import Here
from storage.tables import Calendar, Message, Wake

DAYS = WorkingDays()
FRIDAY_SIX = datetime(2026, 11, 13, 18, tzinfo=UTC)


@pytest.fixture
def organisation(database: Database) -> int:
    with database.writing() as session:
        calendar.keep(session, FRIDAY_SIX, pace=1.0)
        return organisations.new(session, "Europe/London").id


def bound_for(database: Database, when: datetime) -> None:
    with database.writing() as session:
        session.get_one(Calendar, 1).bound_for = when


def stands_at(database: Database) -> datetime:
    with database.reading() as session:
        return session.get_one(Calendar, 1).stands_at


def test_time_stands_still_unless_it_is_bound_somewhere(database: Database, organisation: int) -> None:
    assert is_still(database, DAYS)
    assert not travel_on(database, DAYS)


def test_time_goes_wake_by_wake_and_waits_for_each(database: Database, organisation: int) -> None:
    saturday = FRIDAY_SIX + timedelta(days=1)
    with database.writing() as session:
        calendar.set_wake(Here(session, organisation), "notes", "ring", "1", saturday, prompted=False)
    bound_for(database, FRIDAY_SIX + timedelta(days=9))
    assert travel_on(database, DAYS)
    assert stands_at(database) == saturday
    assert not travel_on(database, DAYS), "the wake has not been run yet"
    with database.writing() as session:
        calendar.cancel_wake(Here(session, organisation), "notes", "ring", "1")
    assert travel_on(database, DAYS)
    assert stands_at(database) == FRIDAY_SIX + timedelta(days=9)
    assert is_still(database, DAYS)


def test_time_waits_for_what_may_leave_now(database: Database, organisation: int) -> None:
    _tell(database, organisation, office_hours=False)
    bound_for(database, FRIDAY_SIX + timedelta(days=1))
    assert not travel_on(database, DAYS)
    assert not is_still(database, DAYS)


def test_time_stops_at_the_office_opening_for_what_waits_there(database: Database, organisation: int) -> None:
    _tell(database, organisation, office_hours=True)
    bound_for(database, FRIDAY_SIX + timedelta(days=9))
    assert travel_on(database, DAYS)
    assert stands_at(database) == datetime(2026, 11, 16, 8, tzinfo=UTC), "Monday, eight o'clock"
    assert not travel_on(database, DAYS), "and now it may leave"


def test_time_stops_where_hours_of_somebodys_own_begin(database: Database, organisation: int) -> None:
    _tell(database, organisation, office_hours=True, not_before=FRIDAY_SIX + timedelta(hours=3))
    bound_for(database, FRIDAY_SIX + timedelta(days=9))
    assert not is_still(database, DAYS)
    assert travel_on(database, DAYS)
    assert stands_at(database) == FRIDAY_SIX + timedelta(hours=3)
    assert not travel_on(database, DAYS), "and now it may leave"


def test_time_waits_for_what_is_not_sorted_yet(database: Database, organisation: int) -> None:
    with database.writing() as session:
        message = Message(organisation_id=organisation, activity="notes", key="k", people=[1], office_hours=True)
        outbox.put(session, message, CARD.dump_json(say("hello")).decode())
    bound_for(database, FRIDAY_SIX + timedelta(days=9))
    assert not travel_on(database, DAYS)


def test_a_holiday_is_no_opening(database: Database, organisation: int) -> None:
    _tell(database, organisation, office_hours=True)
    bound_for(database, FRIDAY_SIX + timedelta(days=9))
    assert travel_on(database, WorkingDays(own=frozenset({date(2026, 11, 16)})))
    assert stands_at(database) == datetime(2026, 11, 17, 8, tzinfo=UTC), "Tuesday"


def test_the_worlds_own_time_cannot_be_moved(database: Database) -> None:
    assert not travel_on(database, DAYS)
    with database.reading() as session:
        assert session.get(Wake, 1) is None


def _tell(database: Database, organisation: int, office_hours: bool, not_before: datetime | None = None) -> None:
    with database.writing() as session:
        message = Message(
            organisation_id=organisation, activity="notes", key="k", people=[1], office_hours=office_hours, sorted=True
        )
        outbox.put(session, message, CARD.dump_json(say("hello")).decode())
        parcels.make(session, message, parcels.alone(1), None, [1], not_before)
