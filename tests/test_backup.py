"""A backup is whole, private and of one moment; what is no such backup is refused and changes nothing."""

import gzip
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyrage import x25519
from sqlalchemy import JSON, Boolean, Date, Float, Integer, String
from sqlmodel import SQLModel, col, select
from sqlmodel.sql.sqltypes import AutoString
from typer.testing import CliRunner, Result

from bot.backup import backup_file
from bot.backup.backup import back_up
from bot.backup.backup_file import DAMAGED, FORMAT, NOT_OURS, NotABackup, about
from bot.backup.encryption import WrongKey
from bot.backup.restore import restore
from bot.cli.program import FAILED, WRONG_USE, knowhow
from bot.settings.settings import Settings, read_settings
from storage import copies, organisations, schema
from storage.copies import LEAP
from storage.database import Database
from storage.membership import Reader
from storage.search import search
from storage.tables import Message, Organisation, Parcel, Wake
from storage.tables.columns import Utc
from tests.databases import Postgres
from tests.library.shelf import files
from tests.town import Town

FILE = Path("knowhow.backup")


@pytest.fixture(autouse=True)
def _in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here.sqlite3")


@pytest.fixture(scope="module")
def a_trial_runs(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A SQLite file with the tables that the migrations make, in which a trial runs and messages wait."""
    file = tmp_path_factory.mktemp("trial") / "town.sqlite3"
    introduce(f"sqlite:///{file.as_posix()}")
    return file.read_bytes()


@pytest.fixture
def source(request: pytest.FixtureRequest, a_trial_runs: bytes) -> str:
    """A database in which a trial runs and messages wait."""
    if getattr(request, "param", "sqlite") == "sqlite":
        Path("here.sqlite3").write_bytes(a_trial_runs)
        return "sqlite:///here.sqlite3"
    url = with_tables(request.getfixturevalue("postgres").empty())
    introduce(url)
    return url


@pytest.fixture
def target(request: pytest.FixtureRequest) -> str:
    """Where a backup may be restored: nothing yet for SQLite, tables without rows on PostgreSQL."""
    return (
        "sqlite:///there.sqlite3"
        if request.param == "sqlite"
        else with_tables(request.getfixturevalue("postgres").empty())
    )


def with_tables(url: str) -> str:
    """The same, once the migrations have made its tables."""
    database = Database(url)
    schema.upgrade(database)
    database.close()
    return url


def introduce(url: str) -> None:
    town = Town(Path(), Database(with_tables(url)))
    town.introduced(*town.people(4))
    files(town.lee)
    town.close()


def rows(url: str) -> list[copies.Row]:
    database = Database(url)
    with database.snapshot() as session:
        everything = list(copies.rows(session))
    database.close()
    return everything


def last_backup(url: str) -> datetime | None:
    with closing(Database(url)) as database, database.reading() as session:
        return session.exec(select(Organisation.backed_up_at)).one()


def at(url: str) -> Settings:
    return read_settings({"DATABASE_URL": url}, Path())


def call(*arguments: str) -> Result:
    return CliRunner().invoke(knowhow, arguments)


def lines() -> list[str]:
    return gzip.decompress(FILE.read_bytes()).decode().splitlines(keepends=True)


# ---- there and back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize("target", ["sqlite", "postgres"], indirect=True)
def test_every_row_comes_back_on_whichever_database(source: str, target: str) -> None:
    number = back_up(source, FILE)
    restored = restore(FILE, at(target), replaces=False, moved=True, without_forgotten=True)
    assert restored.rows == number == len(rows(source))
    assert rows(target) == rows(source)
    database = Database(target)
    with database.writing() as session:
        assert organisations.new(session, "UTC").id > LEAP
    database.close()


@pytest.mark.parametrize("source", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize("target", ["sqlite", "postgres"], indirect=True)
def test_the_library_that_comes_back_can_be_searched(source: str, target: str) -> None:
    back_up(source, FILE)
    restore(FILE, at(target), replaces=False, moved=True, without_forgotten=True)
    database = Database(target)
    with database.reading() as session:
        [organisation] = session.exec(select(Organisation)).all()
        found = search(session, Reader(organisation.id), "night falls")
    database.close()
    assert ["".join(run.text for run in hit.title) for hit in found.hits] == ["Falls at night on Ward 7"]


@pytest.mark.parametrize("source", ["sqlite", "postgres"], indirect=True)
def test_the_database_remembers_when_the_last_backup_was_taken(source: str) -> None:
    assert last_backup(source) is None
    back_up(source, FILE)
    assert last_backup(source) == datetime.fromisoformat(about(FILE).taken_at)


def test_a_backup_that_the_database_cannot_remember_is_taken_all_the_same(
    source: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect("here.sqlite3", isolation_level=None)) as somebody_else:
        somebody_else.execute("BEGIN IMMEDIATE")
        assert back_up(source, FILE) > 0
    assert "keeping when the backup was taken failed" in caplog.text
    assert about(FILE).taken_at
    assert last_backup(source) is None


@pytest.mark.parametrize("source", ["sqlite", "postgres"], indirect=True)
def test_a_copy_is_of_one_moment_whatever_is_written_meanwhile(source: str) -> None:
    before = rows(source)
    database = Database(source)
    with database.snapshot() as session:
        copied = [next(copying := copies.rows(session))]
        with database.writing() as other:
            other.add(Organisation())
        copied += copying
    database.close()
    assert copied == before != rows(source)


def test_every_kind_of_column_is_one_that_a_backup_can_hold() -> None:
    held = (Utc, Date, JSON, String, AutoString, Integer, Boolean, Float)
    columns = [column for table in SQLModel.metadata.sorted_tables for column in table.columns]
    assert [str(column) for column in columns if not isinstance(column.type, held)] == []


def test_what_waited_is_doubted_what_is_overdue_waits_and_facilitators_are_told(source: str) -> None:
    back_up(source, FILE)
    database = Database(source)
    with database.reading() as session:
        overdue = session.exec(select(Wake).order_by(col(Wake.due_at))).all()[0].due_at + timedelta(days=1)
    database.close()
    text = "".join(lines())
    stands_at = json.loads(next(line for line in lines() if '"calendars"' in line))[1]["stands_at"]
    FILE.write_bytes(gzip.compress(text.replace(stands_at, overdue.isoformat()).encode()))

    restore(FILE, at("sqlite:///there.sqlite3"), replaces=False, moved=False, without_forgotten=True)
    database = Database("sqlite:///there.sqlite3")
    with database.reading() as session:
        waits = session.exec(select(Wake).where(col(Wake.due_at) <= overdue)).all()
        assert waits
        assert all(wake.retry_at for wake in waits)
        assert set(session.exec(select(Parcel.state)).all()) == {"sending"}
        note = session.exec(select(Message).where(col(Message.key).startswith("restored:"))).one()
        assert not note.sorted
        assert "restored from a backup of" in str(note.body)
    database.close()


# ---- on the command line ---------------------------------------------------------------------------------------------


def test_a_backup_is_for_its_owner_and_overwrites_nothing_unasked(source: str) -> None:
    said = call("backup", str(FILE))
    assert (said.exit_code, said.stdout) == (0, f"{FILE} has {len(rows(source))} rows and only you may read it.\n")
    assert os.name == "nt" or FILE.stat().st_mode & 0o777 == 0o600
    assert call("backup", str(FILE)).exit_code == WRONG_USE
    assert call("backup", str(FILE), "--replace").exit_code == 0
    assert sorted(file.name for file in Path().iterdir()) == ["here.sqlite3", FILE.name]


def test_without_a_database_there_is_nothing_to_back_up() -> None:
    said = call("backup", str(FILE))
    assert (said.exit_code, said.stderr) == (
        FAILED,
        "There is no database yet: it is made when the bot first starts.\n",
    )
    assert list(Path().iterdir()) == []


def test_a_database_is_replaced_only_when_asked_and_kept_beside(source: str) -> None:
    call("backup", str(FILE))
    before = rows(source)
    assert call("restore", "--without-forgotten", str(FILE)).exit_code == FAILED
    assert call("restore", "--without-forgotten", str(FILE), "--replace").exit_code == 0
    (kept,) = Path().glob("here.before-*.sqlite3")
    assert rows(f"sqlite:///{kept}") == before != rows(source)


def test_a_database_that_is_damaged_is_replaced_all_the_same(source: str) -> None:
    call("backup", str(FILE))
    Path("here.sqlite3").write_bytes(b"nothing that SQLite knows")
    assert call("restore", "--without-forgotten", str(FILE), "--replace", "--moved").exit_code == 0
    (kept,) = Path().glob("here.before-*.sqlite3")
    assert kept.read_bytes() == b"nothing that SQLite knows"


def test_nothing_is_restored_under_a_bot_that_runs(source: str) -> None:
    call("backup", str(FILE))
    bot = Database(source)
    with bot.reading() as session:
        session.exec(select(Organisation)).all()
    said = call(
        "restore", "--without-forgotten", str(FILE), "--replace"
    )  # its connection waits for the next thing to do
    assert said.exit_code == FAILED
    assert "is in use. Stop the bot" in said.stderr
    bot.close()
    assert sorted(file.name for file in Path().iterdir()) == ["here.sqlite3", FILE.name]


def test_a_server_is_restored_only_where_nothing_is(
    source: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("backup", str(FILE))
    monkeypatch.setenv("DATABASE_URL", postgres.empty())
    said = call("restore", "--without-forgotten", str(FILE))
    assert (said.exit_code, said.stderr) == (FAILED, f"{schema.Schema.EMPTY.value}\n")
    monkeypatch.setenv("DATABASE_URL", url := with_tables(postgres.empty()))
    assert call("restore", "--without-forgotten", str(FILE)).exit_code == 0
    before = rows(url)
    said = call("restore", "--without-forgotten", str(FILE), "--replace")
    assert said.exit_code == FAILED
    assert "The database is not empty." in said.stderr
    assert rows(url) == before


# ---- what is no backup of ours ---------------------------------------------------------------------------------------


def packed(*text: str) -> bytes:
    return gzip.compress("".join(text).encode())


def head(**changes: str) -> str:
    return json.dumps(json.loads(lines()[0]) | changes) + "\n"


DAMAGES: dict[str, Callable[[], bytes]] = {
    "half of it": lambda: FILE.read_bytes()[: FILE.stat().st_size // 2],
    "without its last byte": lambda: FILE.read_bytes()[:-1],
    "a byte changed": lambda: bytes(
        byte ^ (place == FILE.stat().st_size // 2) for place, byte in enumerate(FILE.read_bytes())
    ),
    "without its end": lambda: packed(*lines()[:-1]),
    "a row lost": lambda: packed(*lines()[:-2], lines()[-1]),
    "a row twice": lambda: packed(*lines()[:2], *lines()[1:-1], json.dumps({"rows": len(lines()) - 1})),
    "rows after its end": lambda: packed(*lines(), lines()[1]),
    "a table of nobody’s": lambda: packed(head(), '["secrets",{"id":1}]\n', '{"rows":1}\n'),
    "a column of nobody’s": lambda: packed(head(), '["organisations",{"id":1,"secret":2}]\n', '{"rows":1}\n'),
    "no text": lambda: gzip.compress(lines()[0].encode() + b'["people",{"name":"\xff"}]\n{"rows":1}\n'),
    "no date": lambda: packed(lines()[0], "".join(lines()[1:]).replace("2026-11-30", "Monday")),
    "no JSON": lambda: packed(head(), "organisations\n", '{"rows":1}\n'),
}
FOREIGN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a spreadsheet": lambda: b"id,name\n1,Ann\n",
    "compressed, but not ours": lambda: packed("id,name\n"),
    "a later format": lambda: packed(head(format="knowhow backup 2")),
    "SQLite itself": lambda: Path("here.sqlite3").read_bytes(),
}


@pytest.mark.parametrize("what", [*DAMAGES, *FOREIGN])
def test_a_file_that_is_damaged_or_foreign_changes_nothing(source: str, what: str) -> None:
    back_up(source, FILE)
    FILE.write_bytes((DAMAGES | FOREIGN)[what]())
    with pytest.raises(NotABackup) as refused:
        restore(FILE, at("sqlite:///there.sqlite3"), replaces=False, moved=False, without_forgotten=True)
    assert str(refused.value).startswith(DAMAGED if what in DAMAGES else NOT_OURS)
    assert sorted(file.name for file in Path().iterdir()) == ["here.sqlite3", FILE.name]


def test_a_damaged_file_leaves_a_server_empty(source: str, postgres: Postgres) -> None:
    back_up(source, FILE)
    FILE.write_bytes(DAMAGES["a row twice"]())
    url = with_tables(postgres.empty())
    with pytest.raises(NotABackup, match="damaged"):
        restore(FILE, at(url), replaces=False, moved=False, without_forgotten=True)
    assert rows(url) == []


def test_a_backup_of_a_newer_version_is_refused(source: str) -> None:
    back_up(source, FILE)
    FILE.write_bytes(packed(head(schema="9999", version="9.9"), *lines()[1:]))
    said = call("restore", "--without-forgotten", str(FILE), "--replace")
    assert said.exit_code == FAILED
    assert "made by a newer version of Knowhow (9.9)" in said.stderr
    assert list(Path().glob("here.before-*")) == []


# ---- encrypted -------------------------------------------------------------------------------------------------------


def test_an_encrypted_backup_comes_back_by_its_identity_alone(source: str) -> None:
    mine, other = x25519.Identity.generate(), x25519.Identity.generate()
    Path("mine.key").write_text(f"# made today\n{mine}\n")
    Path("other.key").write_text(f"{other}\n")
    number = back_up(source, FILE, recipients=[str(mine.to_public())])
    assert FILE.read_bytes().startswith(b"age-encryption.org/v1")
    assert os.name == "nt" or FILE.stat().st_mode & 0o777 == 0o600
    there = at("sqlite:///there.sqlite3")
    for wrong in (None, Path("other.key"), FILE):
        with pytest.raises(WrongKey):
            restore(FILE, there, replaces=False, moved=True, without_forgotten=True, identity=wrong)
    assert not Path("there.sqlite3").exists()
    done = restore(FILE, there, replaces=False, moved=True, without_forgotten=True, identity=Path("mine.key"))
    assert done.rows == number
    assert rows("sqlite:///there.sqlite3") == rows(source)


def test_a_key_that_is_none_is_said_and_not_quoted(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setenv("DATABASE_URL", source)
    for key in ("very-secret", "ssh-ed25519 very-secret", "AGE-SECRET-KEY-1VERY-SECRET"):
        said = call("backup", str(FILE), "--recipient", key)
        assert (said.exit_code, "very-secret" in said.output.lower()) == (WRONG_USE, False)
    assert not FILE.exists()


@pytest.mark.parametrize(
    "wrong", [{"schema": []}, {"taken_at": 7}, {"taken_at": "2026-13-45"}, {"version": None}], ids=repr
)
def test_a_head_that_no_backup_of_ours_has_is_refused(wrong: dict[str, object]) -> None:
    head = {"schema": schema.newest(), "version": "1", "taken_at": "2026-11-22T03:00:00+00:00", "format": FORMAT}
    FILE.write_bytes(gzip.compress(json.dumps(head | wrong).encode() + b"\n"))
    with pytest.raises(NotABackup, match=NOT_OURS):
        about(FILE)


def test_what_is_nested_without_end_is_refused() -> None:
    FILE.write_bytes(gzip.compress(b"[" * 100_000))
    with pytest.raises(NotABackup, match=NOT_OURS):
        about(FILE)
    FILE.write_bytes(gzip.compress(b"{}\n" + b"[" * 100_000))
    with pytest.raises(NotABackup, match=DAMAGED):
        list(backup_file.rows(FILE))
