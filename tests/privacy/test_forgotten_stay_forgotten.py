"""Whoever was forgotten stays so, whatever backup is restored: the list that is in no backup sees to it."""

import logging
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import select

from bot.backup.backup import back_up
from bot.backup.restore import CannotRestore, Restored, restore
from bot.engine.listing import write_down
from bot.settings.forgotten_list import ForgottenList, today
from bot.settings.keys import Keys
from bot.settings.settings import read_settings
from storage import organisations, people, schema, staff_list, unlisted, upgrade_copies
from storage.database import Database
from storage.here import Here
from storage.joining import know
from storage.tables import Person
from tests.databases import Postgres
from tests.library.shelf import files
from tests.privacy.everything import SAID, takes_part_in_everything
from tests.privacy.test_anywhere import everything
from tests.town import Town, Townsperson

NAME = "Wilhelmina Vexworthy"
KEY, FORMER = "a-key-of-at-least-32-characters-0001", "a-key-of-at-least-32-characters-0002"


def listed(folder: Path, *keys: str) -> ForgottenList:
    return ForgottenList(Keys(tuple(map(SecretStr, keys or (KEY,)))), folder / "forgotten.list", timedelta(days=30))


def hospital(folder: Path) -> Town:
    """A town whose database the migrations made, with a list of the forgotten."""
    database = Database(f"sqlite:///{(folder / 'here.sqlite3').as_posix()}")
    schema.upgrade(database)
    write_down(database, listed(folder))
    return Town(folder, database, forgotten=listed(folder))


@pytest.fixture
def alone() -> Iterator[Postgres]:
    """A PostgreSQL whose files hold what this test has put there, and nothing of the tests before it."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a backup is restored: nothing yet for SQLite, and tables without rows on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'there.sqlite3').as_posix()}"
    server: Postgres = request.getfixturevalue("alone" if request.param == "postgres alone" else "postgres")
    made = Database(server.empty())
    schema.upgrade(made)
    made.close()
    return made.url.render_as_string(hide_password=False)


def backup(town: Town, folder: Path, name: str = "knowhow.backup") -> Path:
    file = folder / name
    back_up(town.database.url.render_as_string(hide_password=False), file, listed(folder))
    return file


def brought_back(file: Path, url: str, *, key: str = KEY, moved: bool = False) -> Restored:
    given = {
        "DATABASE_URL": url,
        "KNOWHOW_FORGOTTEN_KEY": key,
        "KNOWHOW_FORGOTTEN": str(file.parent / "forgotten.list"),
    }
    return restore(file, read_settings(given, file.parent), replaces=False, moved=moved)


def forgets(person: Townsperson) -> None:
    person.types("/knowhow forget me")
    person.presses("Forget me")


def bytes_with(words: list[str], folder: Path) -> list[str]:
    """Those words that stand in any file of a folder."""
    found = [subprocess.run(["grep", "-raliF", one, str(folder)], capture_output=True, check=False) for one in words]  # noqa: S603, S607
    return [one for one, ran in zip(words, found, strict=True) if ran.stdout]


@pytest.mark.parametrize("there", ["sqlite", "postgres alone"], indirect=True)
@pytest.mark.parametrize("moved", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_backup_of_yesterday_brings_nobody_back_down_to_the_bytes(
    there: str, moved: bool, tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    town = hospital(tmp_path)
    person = town.person(NAME, department="Theatres", facilitates=True)
    takes_part_in_everything(town, person)
    known = [*NAME.split(), str(person.profile.email), person.profile.account.user, *SAID]
    file = backup(town, tmp_path)
    forgets(person)
    town.close()
    town.database.close()
    (tmp_path / "here.sqlite3").unlink()

    assert brought_back(file, there, moved=moved).erased == 1
    restored = Database(there)
    town = Town(tmp_path, restored)
    left = everything(town).lower()
    assert [one for one in known if one.lower() in left] == []
    assert "A colleague" in everything(town), "figures still count somebody"
    town.close()
    restored.close()
    if restored.is_sqlite:
        file.unlink()
        assert bytes_with(known, tmp_path) == []
    else:
        server: Postgres = request.getfixturevalue("alone")
        server.checkpoint()
        assert bytes_with(known, server.folder) == []
        assert bytes_with(["A colleague"], server.folder) == ["A colleague"], "the files are those that hold it"
    digests = [entry.digest for entry in listed(tmp_path).read().entries]
    assert len(digests) == 4  # an account as it is called here, and as it was before several apps could be in a tenant
    assert [one for one in [*digests, KEY] if one.partition(":")[2] in caplog.text and one in caplog.text] == []


def test_what_was_kept_before_an_upgrade_brings_nobody_back_either(there: str, tmp_path: Path) -> None:
    town = hospital(tmp_path)
    person, other = town.person(NAME, department="Theatres"), town.person("Bo Before", department="Finance")
    town.trial("Spring", joined=[person, other])
    listed(tmp_path).keep(replace(listed(tmp_path).read(), since=today() - timedelta(days=1)))
    assert town.database.file is not None
    copy = upgrade_copies.keep(town.database.file, schema.newest(), datetime.now(UTC)).path
    forgets(person)
    town.close()

    assert brought_back(copy, there).erased == 1
    restored = Database(there)
    with restored.reading() as session:
        names = set(session.exec(select(Person.name)).all())
    restored.close()
    assert "Bo Before" in names
    assert NAME not in names


def test_whoever_started_afresh_before_the_backup_is_not_lost_and_what_they_were_before_is(
    there: str, tmp_path: Path
) -> None:
    town = hospital(tmp_path)
    bo = town.person("Bo Before", department="Finance")
    bo.types("/coffee help")
    town.trial("Spring", joined=[bo])
    old = backup(town, tmp_path, "old.backup")
    forgets(bo)
    files(bo, title="Crates by colour")
    new = backup(town, tmp_path, "new.backup")
    town.close()

    assert brought_back(new, there).erased == 0, "they had been forgotten before it was taken"
    other = f"sqlite:///{(tmp_path / 'other.sqlite3').as_posix()}"
    assert brought_back(old, other).erased == 1
    with Database(there).reading() as session:
        assert [one.name for one in session.exec(select(Person)).all()].count("Bo Before") == 1


def test_whoever_goes_by_themselves_for_they_were_idle_is_listed_too(tmp_path: Path) -> None:
    town = hospital(tmp_path)
    town.person("Ivy Idle").types("/coffee join")
    file = backup(town, tmp_path)
    with town.database.writing() as session:
        ivy = session.exec(select(Person).where(Person.name == "Ivy Idle")).one()
        turn = town.engine.turn(session, organisations.sole(session, "Europe/London"), "knowhow", "night")
        turn.let_go(ivy)
        town.engine.listing.leave(session, turn.org, turn.known_by)
    town.nights.run_due()
    assert brought_back(file, f"sqlite:///{(tmp_path / 'there.sqlite3').as_posix()}").erased == 1


def test_where_the_list_cannot_be_written_erasure_goes_on_is_said_and_made_good(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    town = hospital(tmp_path)
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    file = backup(town, tmp_path)
    place = tmp_path / "forgotten.list"
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2])
    forgets(bo)
    assert "Bo Before" not in everything(town)
    town.nights.run_due()
    assert caplog.text.count("not on the list of the forgotten yet") == 1
    with town.database.reading() as session:
        assert unlisted.number(session) == 4
    place.write_bytes(whole)
    town.nights.run_due()
    with town.database.reading() as session:
        assert unlisted.number(session) == 0
    assert brought_back(file, f"sqlite:///{(tmp_path / 'there.sqlite3').as_posix()}").erased == 1
    assert "Bo" not in caplog.text


def test_what_waits_in_the_database_that_is_replaced_is_not_lost(tmp_path: Path) -> None:
    town = hospital(tmp_path)
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    file = backup(town, tmp_path)
    place = tmp_path / "forgotten.list"
    whole = place.read_bytes()
    place.write_bytes(b"")
    forgets(bo)
    place.write_bytes(whole)
    town.close()
    town.database.close()
    url = town.database.url.render_as_string(hide_password=False)
    given = {"DATABASE_URL": url, "KNOWHOW_FORGOTTEN_KEY": KEY}
    assert restore(file, read_settings(given, tmp_path), replaces=True, moved=False).erased == 1


def test_without_a_key_erasure_works_and_nothing_is_kept(tmp_path: Path) -> None:
    town = Town(tmp_path)
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    forgets(bo)
    assert "Bo Before" not in everything(town)
    with town.database.reading() as session:
        assert unlisted.number(session) == 0
    assert not (tmp_path / "forgotten.list").exists()


REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no key": (lambda place: None, "", "KNOWHOW_FORGOTTEN_KEY is not set"),
    "no list": (lambda place: place.unlink(), KEY, "is not there"),
    "cut short": (lambda place: place.write_text("\n".join(place.read_text().splitlines()[:-2])), KEY, "damaged"),
    "cut to its head": (lambda place: place.write_text(place.read_text().splitlines()[0]), KEY, "damaged"),
    "foreign": (lambda place: place.write_text("id,name\n1,Ann\n"), KEY, "not a list of the forgotten"),
    "another key": (lambda place: None, FORMER, "made with another key"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_restore_without_a_list_that_will_do_is_refused_and_changes_nothing(
    why: str, there: str, tmp_path: Path
) -> None:
    spoil, key, said = REFUSED[why]
    town = hospital(tmp_path)
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    file = backup(town, tmp_path)
    forgets(bo)
    town.close()
    spoil(tmp_path / "forgotten.list")
    with pytest.raises(CannotRestore, match=said) as refused:
        brought_back(file, there, key=key)
    assert "--without-forgotten" in str(refused.value)
    assert "Bo" not in str(refused.value)
    assert not Path(tmp_path / "there.sqlite3").exists()
    given = {"DATABASE_URL": there, "KNOWHOW_FORGOTTEN_KEY": key}
    restore(file, read_settings(given, tmp_path), replaces=False, moved=False, without_forgotten=True)
    with Database(there).reading() as session:
        assert session.exec(select(Person).where(Person.name == "Bo Before")).one()


def test_a_list_that_does_not_reach_back_or_not_far_enough_is_refused(there: str, tmp_path: Path) -> None:
    town = hospital(tmp_path)
    before = listed(tmp_path).read()
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    forgets(bo)
    file = backup(town, tmp_path)
    town.close()
    kept = listed(tmp_path).read()
    listed(tmp_path).keep(replace(kept, since=today() + timedelta(days=1)))
    with pytest.raises(CannotRestore, match="goes back to"):
        brought_back(file, there)
    listed(tmp_path).keep(before)
    with pytest.raises(CannotRestore, match="older than this backup"):
        brought_back(file, there)
    (tmp_path / "forgotten.list").unlink()
    listed(tmp_path).begin()
    with pytest.raises(CannotRestore, match="goes back to"):
        brought_back(file, there)


def test_a_former_key_behind_the_new_one_is_enough(tmp_path: Path) -> None:
    town = hospital(tmp_path)
    bo = town.person("Bo Before")
    bo.types("/coffee join")
    file = backup(town, tmp_path)
    forgets(bo)
    town.close()
    url = f"sqlite:///{(tmp_path / 'there.sqlite3').as_posix()}"
    assert brought_back(file, url, key=f"{FORMER},{KEY}").erased == 1


def test_somebody_is_recognised_by_accounts_and_address_and_by_a_staff_id_only_where_there_is_nothing_else(
    database: Database,
) -> None:
    with database.writing() as session:
        at = people.workspace(session, "slack", "T1", "Europe/London")
        ann, _ = know(session, at, "U1", name="Ann", email="Ann@x.uk", kind="member", active=True)
        ann.staff_id = "7"
        everything_of_ann = people.known_by(session, ann)
        assert everything_of_ann == [
            f"account {at.organisation_id} slack T1 U1",
            "account slack T1 U1",
            f"email {at.organisation_id} ann@x.uk",
            f"staff {at.organisation_id} 7",
        ]
        assert people.recognised_by(session, ann) == everything_of_ann[:3], "lists renumber"
        staff_list.save(Here(session, at.organisation_id), "8", {"name": "Bo", "email": None})
        bo = staff_list.by_staff_id(Here(session, at.organisation_id), "8")
        assert bo is not None
        assert people.recognised_by(session, bo) == [f"staff {at.organisation_id} 8"]
        assert bo.id != ann.id


def test_where_two_trusts_are_in_one_tenant_an_account_is_known_by_whose_it_is(database: Database) -> None:
    with database.writing() as session:
        ours = people.workspace(session, "teams", "T1", "Europe/London", "ours")
        ann, _ = know(session, ours, "U1", name="Ann", email=None, kind="member", active=True)
        as_before = "account teams T1 U1"
        assert as_before in people.recognised_by(session, ann), "older lists say no more, and mean nobody else"
        theirs = organisations.link(session, organisations.new(session, "Europe/London"), "teams", "T1", "theirs")
        as_theirs, _ = know(session, theirs, "U1", name="Ann", email=None, kind="member", active=True)
        assert people.recognised_by(session, ann) == [f"account {ours.organisation_id} teams T1 U1"]
        assert people.recognised_by(session, as_theirs) == [f"account {theirs.organisation_id} teams T1 U1"]
