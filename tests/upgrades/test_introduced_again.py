"""The step by which introduced means that it has arrived: it is taken back from whoever the outbox knows it did not."""

from sqlalchemy import text

from storage.database import Database
from tests.upgrades.filling import bring_to, filled_by_then


def test_who_has_it_alone_keeps_it_and_the_other_was_never_introduced(empty: Database) -> None:
    filled_by_then(empty, "0014")
    with empty.reading() as session:
        introduced = session.connection().execute(text("SELECT count(*) FROM meetings WHERE introduced_at IS NOT NULL"))
        assert introduced.scalar_one() == 1
    bring_to(empty, "0015")
    with empty.reading() as session:
        meeting = session.connection().execute(text("SELECT introduced_at FROM meetings")).one()
        members = session.connection().execute(text("SELECT person_id, reached FROM meeting_members")).all()
    assert meeting.introduced_at is None
    assert {person: bool(reached) for person, reached in members} == {2: True, 3: False}
