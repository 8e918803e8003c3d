"""The list of the forgotten as a file: whole, for its owner alone, never longer than it is needed, and brought back."""

import logging
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.examining import examine
from bot.cli.program import FAILED, WRONG_USE, knowhow
from bot.engine.appointing import CANNOT_BE_RECOGNISED, are_recognised, key_those_without, unused, use
from bot.settings.forgotten_list import ForgottenList, WrongList, read_list, today
from bot.settings.keys import Keys
from bot.settings.rules import Rules
from storage import organisations, schema
from storage.database import Database
from storage.tables import Organisation

KEY, FORMER = "a-key-of-at-least-32-characters-0001", "a-key-of-at-least-32-characters-0002"
NAMED = frozenset({"ann@x.uk", "u0bo"})


def keys(*secrets: str) -> Keys:
    return Keys(tuple(map(SecretStr, secrets)))


@pytest.fixture
def listed(tmp_path: Path) -> ForgottenList:
    return ForgottenList(keys(KEY), tmp_path / "forgotten.list", timedelta(days=30))


def test_what_several_write_at_once_is_all_on_it(listed: ForgottenList) -> None:
    def write(who: int) -> None:
        for number in range(10):
            listed.add([(today(), f"digest {who} {number}")])

    writing = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for one in writing:
        one.start()
    for one in writing:
        one.join()
    found = listed.read()
    assert {entry.digest for entry in found.entries} == {f"digest {who} {n}" for who in range(4) for n in range(10)}
    assert (found.newest, found.since) == (40, today())
    assert stat.S_IMODE(listed.file.stat().st_mode) == 0o600


def test_an_entry_goes_when_no_backup_can_be_older_and_the_list_says_how_far_it_goes_back(
    listed: ForgottenList,
) -> None:
    listed.begin()
    listed.add([(today() - timedelta(days=31), "old"), (today() - timedelta(days=30), "new")])
    assert [entry.digest for entry in listed.read().entries] == ["new"]
    longer = ForgottenList(listed.keys, listed.file, timedelta(days=1))
    longer.add([])
    assert longer.read().entries == ()
    assert longer.read().since == today()


@pytest.mark.parametrize(
    "spoilt", [b"", b"\xff\xfe", b"[]\n", b"{}\n", b'{"format": "knowhow forgotten 1"}\n', b"x" * 99]
)
def test_a_file_that_is_no_list_is_never_written_over(listed: ForgottenList, spoilt: bytes) -> None:
    listed.file.write_bytes(spoilt)
    with pytest.raises(WrongList):
        listed.add([(today(), "digest")])
    assert listed.file.read_bytes() == spoilt


def test_a_digest_tells_by_which_key_it_was_made_and_nothing_else() -> None:
    made = keys(KEY).digest("email 1 ann@x.uk")
    assert made in keys(FORMER, KEY).digests("email 1 ann@x.uk")
    assert (keys(FORMER, KEY).made(made), keys(FORMER).made(made)) == (True, False)
    assert "ann" not in made
    assert KEY not in repr(keys(KEY))


# ---- who is appointed by the settings --------------------------------------------------------------------------------


def an_organisation(database: Database, keys_then: Keys) -> None:
    with database.writing() as session:
        here = organisations.new(session, "Europe/London")
        use(session, here, unused(here, ["ann@x.uk"], keys_then))


def test_digests_of_earlier_versions_are_keyed_and_appoint_nobody_again(database: Database) -> None:
    an_organisation(database, Keys())
    with database.writing() as session:
        here = session.exec(select(Organisation)).one()
        plain = list(here.appointed)
        key_those_without(session, NAMED, keys(KEY))
        assert not set(plain) & set(here.appointed)
        assert unused(here, Rules("1", facilitators=NAMED).named(["Ann@X.uk"]), keys(KEY)) == []
        assert len(unused(here, ["U0BO"], keys(KEY))) == 1
        key_those_without(session, NAMED, keys(FORMER, KEY))
        assert unused(here, ["ann@x.uk"], keys(FORMER)) == [], "a new key takes over whoever is still named"
        assert are_recognised(here, keys(FORMER))


@pytest.mark.parametrize("now", [Keys(), keys(FORMER)])
def test_a_lost_or_changed_key_appoints_nobody_and_says_so(
    database: Database, now: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    an_organisation(database, keys(KEY))
    with database.writing() as session:
        here = session.exec(select(Organisation)).one()
        assert unused(here, ["ann@x.uk"], now) == []
        assert unused(here, ["u0bo"], now) == []
        caplog.set_level(logging.WARNING)
        key_those_without(session, NAMED, now)
    assert (CANNOT_BE_RECOGNISED in caplog.text) is bool(now)
    assert "ann" not in caplog.text.lower().replace("cannot", "")


# ---- the commands ----------------------------------------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a key, and a database that is up to date."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///knowhow.sqlite3")
    monkeypatch.setenv("KNOWHOW_FORGOTTEN_KEY", KEY)
    database = Database("sqlite:///knowhow.sqlite3")
    schema.upgrade(database)
    database.close()
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(knowhow, ["forgotten", *words])


def said_by_the_doctor() -> list[str]:
    return [str(finding) for finding in examine() if "Forgotten" in finding.words]


def test_a_list_is_exported_lost_and_brought_back(installed: Path, listed: ForgottenList) -> None:
    listed.add([(today(), listed.keys.digest("email 1 ann@x.uk"))])
    assert call("check").exit_code == 0
    assert call("export", "copy.list").exit_code == 0
    assert call("export", "copy.list").exit_code == WRONG_USE
    assert stat.S_IMODE((installed / "copy.list").stat().st_mode) == 0o600
    before = listed.read()
    listed.file.unlink()
    assert call("check").exit_code == FAILED
    assert call("import", "copy.list").exit_code == 0
    assert listed.read() == before
    assert read_list(installed / "copy.list").until == today()


def test_a_copy_is_put_beside_what_there_is_and_a_damaged_list_out_of_the_way(
    installed: Path, listed: ForgottenList
) -> None:
    listed.add([(today(), "ours:1")])
    call("export", "copy.list")
    listed.file.unlink()
    listed.add([(today(), "ours:2")])
    assert call("import", "copy.list").exit_code == 0
    assert {entry.digest for entry in listed.read().entries} == {"ours:1", "ours:2"}
    listed.file.write_bytes(b"half")
    assert "damaged" in call("import", "copy.list").stdout
    assert {entry.digest for entry in listed.read().entries} == {"ours:1"}
    (installed / "copy.list").write_text("no list")
    assert call("import", "copy.list").exit_code == WRONG_USE


def test_the_doctor_says_how_things_stand(
    installed: Path, listed: ForgottenList, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said_by_the_doctor()[0].startswith("! Forgotten: forgotten.list is not there yet")
    listed.add([(today(), keys(FORMER).digest("x"))])
    assert [line[0] for line in said_by_the_doctor()] == ["✓", "!"]
    listed.file.chmod(0o644)
    assert any("others may read forgotten.list" in str(finding) for finding in examine())
    listed.file.write_bytes(b"half")
    assert said_by_the_doctor()[0].startswith("✗ Forgotten: forgotten.list is not a list")
    monkeypatch.delenv("KNOWHOW_FORGOTTEN_KEY")
    assert "an old backup could bring back people" in said_by_the_doctor()[0]
    assert call("check").exit_code == FAILED


def test_a_key_is_made_that_will_do(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = call("key").stdout.strip()
    monkeypatch.setenv("KNOWHOW_FORGOTTEN_KEY", made)
    assert call("check").stderr.startswith("forgotten.list is not there")
    monkeypatch.setenv("KNOWHOW_FORGOTTEN_KEY", "too short".ljust(31, "."))
    ended = call("check")
    assert (ended.exit_code, "too short" in ended.output) == (WRONG_USE, False)
    assert "at least 32 characters" in ended.stderr
