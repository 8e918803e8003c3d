"""Events that an earlier version called by whose chat they came from are known no more: some were without a name."""

from sqlalchemy import text

from storage import schema, traces
from storage.database import Database
from tests.upgrades.filling import fill

KEYS = {"19:ann@unq 1763388000123": False, "offer 17": True, "12466734323.1395872398.8aa": True}


def test_what_names_a_chat_goes_and_what_was_offered_stays(empty: Database) -> None:
    fill(empty)
    with empty.writing() as session:
        put = text("INSERT INTO inbox (organisation_id, key, taken_at) VALUES (1, :key, '2026-11-17 12:00:00')")
        session.connection().execute(put, [{"key": key} for key in KEYS])
    schema.upgrade(empty)
    with empty.reading() as session:
        left = set(session.connection().execute(text("SELECT key FROM inbox")).scalars())
        assert traces.are_noted(session)
    assert left & KEYS.keys() == {key for key, stays in KEYS.items() if stays}
