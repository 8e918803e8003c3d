"""Transactions: whole or not at all, one writer at a time where it matters, and no value in an exception's text."""

import gc
import os
import sqlite3
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session, delete, select, update

from storage import schema
from storage.database import Database, writes
from storage.refused import is_damaged, is_full, should_run_again
from storage.sqlite import BUSY_MS
from storage.tables import Organisation, Person
from tests.databases import Outage


def organisation(session: Session, name: str = "") -> Organisation:
    made = Organisation(name=name)
    session.add(made)
    session.flush()
    return made


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(Organisation.name)).all())


def test_an_exception_takes_everything_back(database: Database) -> None:
    def break_off() -> None:
        with database.writing() as session:
            organisation(session, "gone")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert names(database) == []


def test_what_is_read_only_is_not_kept(database: Database) -> None:
    with database.reading() as session:
        organisation(session, "gone")
    assert names(database) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda session: organisation(session, "gone"),
        lambda session: session.exec(update(Organisation).values(name="gone")),
        lambda session: session.exec(delete(Organisation)),
        lambda session: session.execute(text("  update organisations set name = 'gone'")),
    ],
)
def test_a_first_write_is_found_out_however_it_is_made(database: Database, write: Callable[[Session], object]) -> None:
    with database.writing() as session:
        organisation(session, "stays")
    runs: list[Session] = []

    def work(session: Session) -> None:
        runs.append(session)
        if len(runs) == 1:
            session.exec(select(Organisation.name)).all()
            somebody_writes(database)
        write(session)
        if len(runs) == 1:
            raise AssertionError("a reader has written over what it has not seen")

    database.transact(work)
    assert len(runs) == 2


def somebody_writes(database: Database) -> None:
    """From another thread, while something goes on in ours."""

    def write() -> None:
        with database.writing() as session:
            organisation(session, "other")

    with ThreadPoolExecutor(1) as threads:
        threads.submit(write).result()


def test_what_turns_out_to_write_is_done_again_where_it_cannot_write_yet(database: Database) -> None:
    """On SQLite that is where somebody has written since; on PostgreSQL what was read may have to be locked."""
    seen: list[list[str]] = []

    def work(session: Session) -> str:
        seen.append(sorted(session.exec(select(Organisation.name)).all()))
        if len(seen) == 1 and database.is_sqlite:
            somebody_writes(database)
        session.add(Organisation(name="made"))  # which nothing has flushed yet
        return "done"

    assert database.transact(work) == "done"
    assert seen == ([[], ["other"]] if database.is_sqlite else [[], []])
    assert names(database) == ["made", *seen[-1]]


def test_sqlite_writes_at_once_where_nobody_has_since_it_began_to_read(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    seen: list[list[str]] = []

    def work(session: Session) -> int:
        seen.append(sorted(session.exec(select(Organisation.name)).all()))
        organisation(session, "first")
        before = writes(session)
        organisation(session, "second")
        return writes(session) - before

    assert database.transact(work) == 1
    assert seen == [[]]
    assert names(database) == ["first", "second"]
    somebody_writes(database)  # the next in the queue is let in
    database.close()


def test_what_sqlite_began_to_write_is_taken_back_whole(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    def work(session: Session) -> None:
        organisation(session, "gone")
        session.rollback()
        organisation(session, "gone, too")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.transact(work)
    assert names(database) == []
    somebody_writes(database)
    assert names(database) == ["other"]
    database.close()


def test_whoever_is_to_write_goes_behind_those_who_wait(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    begun, ends = Event(), Event()

    def write_long() -> None:
        with database.writing() as session:
            organisation(session, "long")
            begun.set()
            ends.wait()

    seen: list[list[str]] = []

    def work(session: Session) -> None:
        seen.append(sorted(session.exec(select(Organisation.name)).all()))
        organisation(session, "short")

    with ThreadPoolExecutor(2) as threads:
        long = threads.submit(write_long)
        begun.wait()
        short = threads.submit(database.transact, work)
        while not seen:
            pass
        ends.set()
        long.result()
        short.result()
    assert seen == [[], ["long"]]
    database.close()


def test_what_only_looks_is_done_once_and_needs_no_lock(database: Database, outage: Outage) -> None:
    runs: list[int] = []

    def work(session: Session) -> int:
        runs.append(len(session.exec(select(Organisation).with_for_update()).all()))
        return runs[-1]

    if database.is_sqlite:
        outage.begin()
        assert database.transact(work) == 0
        outage.end()
    else:
        with database.writing() as session:
            organisation(session)
        with database.writing() as session:
            session.exec(select(Organisation).with_for_update()).all()
            assert database.transact(work) == 1  # nor does it wait for whoever has locked a row
    assert len(runs) == 1


def test_a_writer_whom_another_thread_keeps_waiting_may_be_run_again(sqlite_url: str) -> None:
    database = Database(sqlite_url, queues_for=0.01)
    connections: list[object] = []
    event.listen(database.engine, "checkout", lambda connection, *_: connections.append(connection))

    def write() -> None:
        with database.writing() as session:
            organisation(session, "too early")

    with ThreadPoolExecutor(1) as threads, database.writing() as session:
        organisation(session, "first")
        with pytest.raises(OperationalError) as refused:
            threads.submit(write).result()
        assert len(connections) == 1, "whoever waits holds none"
    assert should_run_again(refused.value)
    assert names(database) == ["first"]
    database.close()


def test_no_value_is_quoted_when_the_database_refuses(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session).id
        session.add(Person(organisation_id=here, staff_id="1"))
        session.flush()
        session.add(Person(organisation_id=here, staff_id="1", name="Ann typed this"))
        with pytest.raises(IntegrityError) as refused:
            session.flush()
        session.rollback()
    assert "Ann" not in str(refused.value)


def test_two_who_count_the_same_row_at_once_are_both_counted(database: Database) -> None:
    with database.writing() as session:
        organisation(session, "0")

    def count(_: int) -> None:
        with database.writing() as session:
            row = session.exec(select(Organisation).with_for_update()).one()
            row.name = str(int(row.name) + 1)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(12)))
    assert names(database) == ["12"]


def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    with database.writing() as session:
        organisation(session, "not yet")
        assert names(database) == []
    assert names(database) == ["not yet"]


def test_deleting_an_organisation_takes_its_people_along(database: Database) -> None:
    with database.writing() as session:
        session.add(Person(organisation_id=organisation(session).id))
        session.flush()
        session.connection().execute(text("DELETE FROM organisations"))
    with database.reading() as session:
        assert session.exec(select(Person)).all() == []


def test_writes_are_counted_and_looking_is_not(database: Database) -> None:
    with database.writing() as session:
        here = organisation(session)
        before = writes(session)
        session.exec(select(Organisation).with_for_update()).all()
        assert writes(session) == before
        here.name = "changed"
        assert writes(session) == before + 1


def test_lost_races_are_told_from_other_faults(database: Database) -> None:
    with database.reading() as session, pytest.raises(DBAPIError) as refused:
        session.connection().execute(text("SELECT nothing_here"))
    assert not should_run_again(refused.value)


def test_a_sqlite_turn_holds_the_lock_from_its_start(sqlite_url: str) -> None:
    database, holding, done = Database(sqlite_url), Event(), Event()

    def hold() -> None:
        with database.writing() as session:
            session.exec(select(Organisation)).all()  # only looks so far, and may yet write
            holding.set()
            done.wait()
            organisation(session, "first")

    def follow() -> None:
        holding.wait()
        with database.writing() as session:
            organisation(session, f"after {len(session.exec(select(Organisation)).all())}")

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(hold), threads.submit(follow)]
        holding.wait()
        done.set()
        for one in both:
            one.result()
    assert names(database) == ["after 1", "first"]
    database.close()


def test_sqlite_is_set_up_as_decided(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.reading() as session:
        asked = ("journal_mode", "foreign_keys", "busy_timeout")
        assert [session.connection().execute(text(f"PRAGMA {one}")).scalar_one() for one in asked] == [
            "wal",
            1,
            BUSY_MS,
        ]
    assert BUSY_MS < 2_000
    database.close()


def test_a_url_without_a_driver_means_psycopg(postgres_url: str) -> None:
    database = Database(postgres_url.replace("postgresql://", "postgres://"))
    with database.reading() as session:
        assert session.connection().execute(text("SELECT 1")).scalar_one() == 1
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a file its folder’s rights")
def test_a_new_file_and_its_log_are_for_whoever_runs_the_bot_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'knowhow.sqlite3'}")
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE things (id INTEGER)"))
        rights = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "new").iterdir()}
    assert rights == {f"knowhow.sqlite3{ending}": 0o600 for ending in ("", "-wal", "-shm")}
    database.close()


def test_a_full_disk_is_known_for_what_it_is(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'small.sqlite3'}")
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE things (words TEXT)"))
        connection.execute(text("PRAGMA max_page_count = 3"))
        with pytest.raises(DBAPIError) as refused:
            connection.execute(text("INSERT INTO things VALUES (:words)"), {"words": "x" * 100_000})
    assert is_full(refused.value)
    database.close()


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("SQLITE_NOTADB", True), ("SQLITE_CORRUPT", True), ("SQLITE_CORRUPT_INDEX", True), ("SQLITE_FULL", False)],
)
def test_a_damaged_file_is_known_by_the_name_that_sqlite_gives(name: str, is_so: bool) -> None:
    error = sqlite3.DatabaseError()
    error.sqlite_errorname = name
    assert is_damaged(DBAPIError("SELECT 1", None, error)) is is_so


def test_nothing_remembers_a_database_that_was_closed(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.writing() as session:
        session.add(Organisation(timezone="Europe/London"))
    gone = weakref.ref(database.engine)
    database.close()
    del database, session
    gc.collect()
    assert gone() is None


def test_sqlite_counts_what_there_is_and_goes_by_it(sqlite_url: str) -> None:
    """Without that it looks for what is one person's among everything that is the organisation's."""
    database = Database(sqlite_url)
    theirs = text(
        "EXPLAIN QUERY PLAN SELECT meetings.id FROM meetings JOIN meeting_members ON meeting_id = meetings.id "
        "JOIN trials ON trials.id = meetings.trial_id WHERE meetings.organisation_id = 1 AND person_id = 7 "
        "AND trials.phase IN ('closed', 'filed') ORDER BY meetings.id"
    )

    def begins_with() -> str:
        with database.reading() as session:
            return str(session.connection().execute(theirs).first())

    assert "meeting_members" not in begins_with()
    many = "WITH RECURSIVE n(one) AS (SELECT 1 UNION ALL SELECT one + 1 FROM n LIMIT 300) INSERT INTO"
    assert database.file is not None
    with closing(sqlite3.connect(database.file)) as there:  # which lets rows name what is not there
        for rows in (
            "meetings (organisation_id, trial_id, phase, site, first_writer_id) SELECT 1, 1, '', '', one FROM n",
            "meeting_members (organisation_id, meeting_id, person_id, phase, reached) SELECT 1, one, one, '', 1 FROM n",
        ):
            there.execute(f"{many} {rows}")
        there.commit()
    database.count_up()
    assert "meeting_members" in begins_with()
    database.close()


def test_sqlite_counts_nothing_of_the_full_text_index(tmp_path: Path) -> None:
    """It would read all of it for each record that comes, where there were few when they were counted."""
    database = Database(f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}")
    schema.upgrade(database)
    with database.writing() as session:
        session.add(Organisation())
    database.count_up()
    with database.reading() as session:
        counted = set(session.connection().execute(text("SELECT tbl FROM sqlite_stat1")).scalars())
    assert "organisations" in counted
    assert not [one for one in counted if one.startswith("record_words")]
    database.close()
