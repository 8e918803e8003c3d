"""Who was being asked whether they may be shown among few, before that was a question of a number."""

from pathlib import Path

from alembic import command
from sqlalchemy import text

from storage import schema
from storage.database import Database
from tests.town import Town
from tests.upgrades.filling import fill


def test_a_review_that_was_asking_the_few_is_closed_once_more(empty: Database, tmp_path: Path) -> None:
    fill(empty)
    with empty.changing_tables() as connection:
        command.upgrade(schema.alembic(connection), "0001")
        review = connection.execute(text("SELECT id FROM reviews WHERE key <> '' ORDER BY id")).scalars().first()
        assert review is not None
        asking = "UPDATE reviews SET phase = 'waiting_for_consent', due = '2020-01-01' WHERE id = :id"
        connection.execute(text(asking), {"id": review})
        connection.execute(text("UPDATE review_members SET may_show = true WHERE review_id = :id"), {"id": review})
    schema.upgrade(empty)
    town = Town(tmp_path, empty)
    town.sleeps_until(town.now)
    with town.database.reading() as session:
        said = (
            session.connection().execute(text("SELECT phase, gone FROM reviews WHERE id = :id"), {"id": review}).one()
        )
        agreed = session.connection().execute(text("SELECT count(*) FROM review_members WHERE may_show")).scalar_one()
    assert said.phase in ("waiting_for_decision", "waiting_for_summary")
    assert agreed == 0
    town.close()
