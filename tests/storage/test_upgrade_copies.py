"""SQLite's copy of itself before its tables are changed: whole, for its owner alone, and not for ever."""

import os
import shutil
import stat
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema, upgrade_copies
from storage.database import Database
from storage.upgrade_copies import NoCopy
from tests.upgrades.filling import everything, fill

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """A filled database of the first schema."""
    database = Database(f"sqlite:///{(tmp_path / 'here' / 'knowhow.sqlite3').as_posix()}")
    fill(database)
    yield database
    database.close()


def copies_of(database: Database) -> list[upgrade_copies.UpgradeCopy]:
    assert database.file is not None
    return list(upgrade_copies.beside(database.file))


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    database = Database(f"sqlite:///{path.as_posix()}")
    try:
        return everything(database)
    finally:
        database.close()


def test_before_an_upgrade_the_whole_database_is_kept_for_its_owner_alone(old: Database) -> None:
    assert old.file is not None
    with old.writing() as session:
        session.connection().execute(text("UPDATE people SET name = 'Nora Newly' WHERE id = 3"))
    assert Path(f"{old.file}-wal").stat().st_size > 0, "that is not in the file itself"
    before = everything(old)
    kept = schema.prepare(old)
    (copy,) = copies_of(old)
    assert kept == copy.path
    assert copy.path.parent == old.file.parent
    assert copy.path.name.startswith("knowhow.schema-0001-until-20")
    assert copy.schema == "0001"
    assert rows_of(copy.path) == before
    assert os.name != "posix" or stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert schema.is_current(old)


def test_nothing_is_copied_where_nothing_is_upgraded(old: Database, tmp_path: Path) -> None:
    schema.prepare(old)
    before = copies_of(old)
    assert schema.prepare(old) is None
    assert copies_of(old) == before
    new = Database(f"sqlite:///{(tmp_path / 'new' / 'knowhow.sqlite3').as_posix()}")
    assert schema.prepare(new) is None
    assert copies_of(new) == []
    new.close()


def test_no_copy_is_written_over(old: Database) -> None:
    assert old.file is not None
    now = datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    first = upgrade_copies.keep(old.file, "0001", now)
    had = first.path.read_bytes()
    with old.writing() as session:
        session.connection().execute(text("UPDATE people SET name = 'Somebody else'"))
    second = upgrade_copies.keep(old.file, "0001", now)
    assert second.path != first.path
    assert first.path.read_bytes() == had
    assert rows_of(second.path) == everything(old)


def test_with_too_little_room_it_says_so_and_changes_nothing(old: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(old)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 100_000, 100_000))
    with pytest.raises(NoCopy, match=r"too little room.* MB are needed .* Nothing was changed\. Make room"):
        schema.prepare(old)
    assert everything(old) == before
    assert copies_of(old) == []


def test_where_nothing_can_be_written_it_says_so_and_changes_nothing(
    old: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(old)

    def refuses(path: Path, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuses)  # whoever runs the tests as root may write anywhere
        with pytest.raises(NoCopy, match=r"cannot write one into .*: Permission denied\. Nothing was changed\."):
            schema.prepare(old)
    assert everything(old) == before
    assert copies_of(old) == []


KILLED = """
import os, sys
from sqlalchemy import event
from storage import schema
from storage.database import Database

database = Database(sys.argv[1])

@event.listens_for(database.engine, "after_cursor_execute")
def die(_connection, _cursor, statement, *_):
    if sys.argv[2] in statement:
        os._exit(9)  # as a kill: nothing is tidied up, nothing rolled back

schema.upgrade(database)
"""


def dies_after(database: Database, statement: str) -> None:
    url = database.url.render_as_string(hide_password=False)
    assert subprocess.run([sys.executable, "-c", KILLED, url, statement], check=False).returncode == 9  # noqa: S603


def test_an_upgrade_that_is_killed_changes_nothing_and_is_done_by_the_next(empty: Database) -> None:
    fill(empty)
    before = everything(empty)
    for statement in ("CREATE TABLE shared_addresses", "CREATE TABLE processes"):
        dies_after(empty, statement)
        assert everything(empty) == before
        assert schema.state(empty) is schema.Schema.OLD
    kept = schema.upgrade(empty)
    assert schema.is_current(empty)
    if empty.is_sqlite:
        (copy,) = copies_of(empty)
        assert copy.path == kept, "three that are alike are one"
        assert rows_of(copy.path) == before


def test_what_was_left_of_a_copy_that_was_killed_goes(old: Database) -> None:
    assert old.file is not None
    left = old.file.with_name("knowhow.schema-0001-until-2026-11-30-063000Z.sqlite3.part")
    left.write_bytes(b"SQLite format 3")
    schema.prepare(old)
    assert not left.exists()


def test_a_copy_goes_after_a_week_and_nothing_else_does(old: Database) -> None:
    kept = schema.prepare(old)
    assert kept is not None
    assert old.file is not None
    others = [
        old.file.with_name(name) for name in ("knowhow.schema-notes.sqlite3", "knowhow.before-2026-11-22.sqlite3")
    ]
    for other in others:
        other.touch()
    (copy,) = copies_of(old)
    unfinished = Path(f"{kept}.part")
    unfinished.write_bytes(b"SQLite format 3")
    upgrade_copies.remove_old(old.file, copy.until + upgrade_copies.KEPT)
    assert kept.exists()
    assert unfinished.exists(), "somebody may be at it just now"
    upgrade_copies.remove_old(old.file, copy.until + upgrade_copies.KEPT + timedelta(seconds=1))
    assert not kept.exists()
    assert not unfinished.exists()
    assert all(other.exists() for other in others)
    assert schema.is_current(old)
