"""Everything is backed up in the middle, restored into the other kind of database, and goes on there."""

from pathlib import Path

import pytest

from bot.backup.backup import back_up
from bot.backup.restore import restore
from bot.settings.settings import read_settings
from storage import schema
from storage.database import Database
from tests.databases import Postgres
from tests.lives import NAME
from tests.privacy.everything import JOB, OUTCOME, SAID, SEALED, takes_part_in_everything
from tests.privacy.test_anywhere import everything
from tests.privacy.test_mine import file_of
from tests.review.looking_back import says
from tests.town import Town


def made(url: str) -> Database:
    """A database with the tables that the migrations make."""
    database = Database(url)
    schema.upgrade(database)
    return database


@pytest.fixture(params=["from SQLite to PostgreSQL", pytest.param("from PostgreSQL to SQLite", marks=pytest.mark.slow)])
def both(request: pytest.FixtureRequest, tmp_path: Path, postgres: Postgres) -> tuple[Database, str]:
    """Where everything happens at first, and where it goes on."""
    here, there = (f"sqlite:///{(tmp_path / name).as_posix()}" for name in ("here.sqlite3", "there.sqlite3"))
    if request.param == "from PostgreSQL to SQLite":
        return made(postgres.empty()), there
    new = made(postgres.empty())
    new.close()
    return made(here), new.url.render_as_string(hide_password=False)


def test_everything_goes_on_where_it_was_restored(both: tuple[Database, str], tmp_path: Path) -> None:
    here, there = both
    town = Town(tmp_path, here)
    annabel = town.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(town, annabel)
    kept = file_of(town, annabel)

    number = back_up(here.url.render_as_string(hide_password=False), tmp_path / "everything.backup")
    restored = restore(
        tmp_path / "everything.backup",
        read_settings({"DATABASE_URL": there}, tmp_path),
        replaces=False,
        moved=True,
        without_forgotten=True,
    )
    assert restored.rows == number
    town.moves_to(Database(there))

    assert file_of(town, annabel) == kept
    annabel.presses("Answer", near="Night moves")
    assert SEALED in annabel.sheet("review.answer").values.values(), "the key came with it, and nobody else’s answer"
    says(annabel, f"{SEALED}, twice")
    town.lee.presses("Send", near="Summer")
    annabel.presses("We’ve met", near="Summer")
    annabel.types("/library search Crates by number")
    annabel.is_answered("Crates by number")
    annabel.presses("Change what I said")
    annabel.fills("actions.reword", outcome=f"{OUTCOME}, mostly")
    assert f"{OUTCOME}, mostly" in file_of(town, annabel)
    annabel.types("/knowhow forget me")
    annabel.presses("Forget me")
    left = everything(town).lower()
    assert [one for one in (*NAME.split(), JOB, *SAID) if one.lower() in left] == []
    town.close()
