"""The inbox: a key is taken once."""

from datetime import UTC, datetime, timedelta

from storage import inbox, organisations
from storage.database import Database
from storage.here import Here

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_key_taken_stays_taken_in_its_organisation_alone(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        elsewhere = organisations.new(session, "Europe/London").id
        inbox.take(Here(session, here), "event 1", NOON)
    with database.reading() as session:
        assert inbox.is_taken(Here(session, here), "event 1")
        assert not inbox.is_taken(Here(session, here), "event 2")
        assert not inbox.is_taken(Here(session, elsewhere), "event 1")


def test_old_keys_are_forgotten(database: Database) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London").id
        inbox.take(Here(session, here), "old", NOON - timedelta(days=3))
        inbox.take(Here(session, here), "new", NOON)
        inbox.forget_before(session, NOON - timedelta(days=1))
    with database.reading() as session:
        assert [inbox.is_taken(Here(session, here), key) for key in ("old", "new")] == [False, True]
