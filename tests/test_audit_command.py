"""`knowhow audit`, as somebody runs it who has to answer for what facilitators did."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.program import FAILED, knowhow
from bot.faults.endings import NO_DATABASE_YET
from storage import audit, joining, people, schema
from storage.database import Database
from storage.here import Here


@pytest.fixture(autouse=True)
def acts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two acts of Lee's, a day apart."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")
    database = Database("sqlite:///knowhow.sqlite3")
    schema.upgrade(database)
    with database.writing() as session:
        at = people.workspace(session, "slack", "T1", "Europe/London")
        lee, _ = joining.know(session, at, "U0LEE", name="Lee", email=None, kind="member", active=True)
        for day, what in ((2, "coffee.trial"), (3, "coffee.cancel")):
            done_at = datetime(2026, 11, day, 9, 30, tzinfo=UTC)
            audit.note(Here(session, at.organisation_id), lee.id, done_at, what, "7")
    database.close()


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, ["audit", *arguments])


def test_each_act_has_a_line() -> None:
    assert call().stdout.splitlines() == [
        "2026-11-02 09:30\tLee (1)\tcoffee.trial\t7",
        "2026-11-03 09:30\tLee (1)\tcoffee.cancel\t7",
    ]


def test_only_from_a_day_on() -> None:
    assert call("--since", "2026-11-03").stdout.splitlines() == ["2026-11-03 09:30\tLee (1)\tcoffee.cancel\t7"]
    assert call("--since", "yesterday").exit_code == 2


def test_where_no_database_is_none_is_made() -> None:
    Path("knowhow.sqlite3").unlink()
    said = call()
    assert (said.exit_code, said.stderr) == (FAILED, f"{NO_DATABASE_YET}\n")
    assert not Path("knowhow.sqlite3").exists()


def test_a_file_that_is_no_database_is_said_to_be_none() -> None:
    Path("knowhow.sqlite3").write_bytes(b"nothing that SQLite knows")
    said = call()
    assert said.exit_code == FAILED
    assert "is no SQLite database, or a damaged one" in said.stderr
    assert Path("knowhow.sqlite3").read_bytes() == b"nothing that SQLite knows"


def test_without_acts_there_is_nothing_to_say() -> None:
    assert call("--since", "2027-01-01").stdout == ""
