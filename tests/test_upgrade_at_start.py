"""What a SQLite database was before an upgrade: said on the command line, gone back to, and gone after a week."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import FAILED, WRONG_USE, knowhow
from storage import copies, schema, upgrade_copies
from storage.copies import Row
from storage.database import Database
from tests.town import Town
from tests.upgrades.filling import fill

URL = "sqlite:///here.sqlite3"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", URL)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, arguments)


def rows() -> list[Row]:
    database = Database(URL)
    try:
        with database.reading() as session:
            return list(copies.rows(session))
    finally:
        database.close()


def filled(schema_of_it: str = "0001") -> Path:
    """A filled database, and the copy that is kept of it."""
    database = Database(URL)
    fill(database)
    if schema_of_it != "0001":
        schema.upgrade(database)
        (first,) = upgrade_copies.beside(Path("here.sqlite3"))
        first.path.unlink()
    kept = upgrade_copies.keep(Path("here.sqlite3"), schema_of_it, datetime.now(UTC)).path
    database.close()
    return kept


def test_an_upgrade_says_where_the_database_is_kept_as_it_was() -> None:
    kept = filled()
    said = call("db", "upgrade")
    assert said.exit_code == 0
    assert said.stdout.startswith(
        "The database is up to date.\nAs it was before, it is kept for a week: here.schema-0001"
    )
    kept.unlink(missing_ok=True)
    assert call("db", "upgrade").stdout == "The database is up to date.\n"


def test_with_too_little_room_the_command_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    filled()
    monkeypatch.setattr(upgrade_copies, "ROOM", 10**12)
    said = call("db", "upgrade")
    assert said.exit_code == FAILED
    assert "there is too little room for that" in said.stderr
    database = Database(URL)
    assert schema.revision(database) == "0001"
    database.close()


def test_the_version_that_it_is_of_goes_back_to_it() -> None:
    kept = filled(schema.newest())
    before = rows()
    database = Database(URL)
    with database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM record_uses")
    database.close()
    said = call("restore", str(kept), "--replace", "--moved", "--without-forgotten")
    assert said.stdout.startswith(f"Restored {len(before)} rows, as they were on")
    assert [name for name, _ in rows()] == [name for name, _ in before]


def test_another_version_says_to_install_that_one() -> None:
    kept = filled()
    said = call("restore", str(kept), "--replace", "--moved", "--without-forgotten")
    assert said.exit_code == FAILED
    assert said.stderr.startswith(
        "Nothing was changed. This backup was made by an earlier version of Knowhow. Install that version,"
    )


def test_under_another_name_or_with_another_content_it_is_refused() -> None:
    kept = filled(schema.newest())
    elsewhere = kept.rename("renamed.sqlite3")
    said = call("restore", str(elsewhere), "--replace", "--moved", "--without-forgotten")
    assert said.exit_code == WRONG_USE
    assert "give it the name that it had" in said.stderr
    wrong = elsewhere.rename("here.schema-0003-until-2026-11-30-063000Z.sqlite3")
    said = call("restore", str(wrong), "--replace", "--moved", "--without-forgotten")
    assert said.exit_code == WRONG_USE
    assert "damaged or incomplete" in said.stderr, "it is not of the schema that its name says"
    broken = wrong.rename(kept)
    broken.write_bytes(broken.read_bytes()[:5000] + b"rubbish" * 1000)
    said = call("restore", str(broken), "--replace", "--moved", "--without-forgotten")
    assert said.exit_code == WRONG_USE
    assert "damaged or incomplete" in said.stderr


def test_a_night_removes_it_after_a_week(town: Town) -> None:
    file = town.database.file
    assert file is not None
    old, new = (upgrade_copies.keep(file, "0021", town.now - timedelta(days=days)).path for days in (8, 5))
    assert (old.exists(), new.exists()) == (False, True), "they are alike"
    old.write_bytes(b"another")
    town.passes(timedelta(days=1))
    assert (old.exists(), new.exists()) == (False, True)
    town.passes(timedelta(days=2))
    assert not new.exists()
    assert file.exists()
