"""What was deleted stays nowhere in SQLite's files: not in its index, not between two rows, not in its log."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlmodel import Session, col, delete, select

from storage import organisations, traces
from storage.database import Database
from storage.tables import Record, RecordText

NOW = datetime(2026, 12, 11, 9, tzinfo=UTC)
FILLING = (0, 10, 100, 900, 5000)
"""Lengths that have rows move about in their pages, where a copy may stay behind."""


@pytest.fixture
def on_a_file(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def in_files(database: Database) -> bytes:
    """Every byte of the database's files."""
    assert database.file is not None
    return b"".join(file.read_bytes() for file in sorted(database.file.parent.glob(f"{database.file.name}*")))


def a_word(chance: Random) -> str:
    return f"{chance.getrandbits(120):030x}"


def writes_and_deletes(database: Database, chance: Random, times: int) -> tuple[list[str], list[str]]:
    """Words that stand in the library, and words that stood there."""
    standing, gone = dict[int, str](), list[str]()
    with database.writing() as session:
        organisation = organisations.new(session, "Europe/London").id
    for _ in range(times):
        with database.writing() as session:
            if standing and chance.random() < 0.5:
                record = chance.choice(list(standing))
                gone.append(standing.pop(record))
                session.exec(delete(RecordText).where(col(RecordText.record_id) == record))
                session.exec(delete(Record).where(col(Record.id) == record))
            else:
                word = a_word(chance)
                standing[_kept(session, organisation, word, chance.choice(FILLING))] = word
    return list(standing.values()), gone


def _kept(session: Session, organisation: int, word: str, filling: int) -> int:
    day = date(2026, 11, 2)
    record = Record(
        organisation_id=organisation,
        activity="library",
        came_from=f"library:{word}",
        title=f"About {word}{'x' * filling}",
        happened_from=day,
        happened_until=day,
        filed_at=NOW,
    )
    session.add(record)
    session.flush()
    number = record.id
    session.add(RecordText(record_id=number, organisation_id=organisation, title=word, rest=f"and {word[::-1]}"))
    return number


def parts_found(content: bytes, words: list[str]) -> int:
    """How many stand there; the index keeps a word without the letters that it shares with the one before."""
    return sum(part[8:].encode() in content for word in words for part in (word, word[::-1]))


def test_nothing_that_was_deleted_stays_in_the_files(on_a_file: Database) -> None:
    standing, gone = writes_and_deletes(on_a_file, Random("traces"), times=400)
    assert parts_found(in_files(on_a_file), gone) > 0, "there is something to be erased"
    assert traces.erase(on_a_file, nobody_waits=False)
    assert parts_found(in_files(on_a_file), gone) == 0
    assert parts_found(in_files(on_a_file), standing) == 2 * len(standing)


def test_the_index_finds_what_stands_after_it_was_merged(on_a_file: Database) -> None:
    standing, gone = writes_and_deletes(on_a_file, Random("index"), times=100)
    traces.erase(on_a_file, nobody_waits=False)
    with on_a_file.reading() as session:
        matching = "SELECT count(*) FROM record_words WHERE record_words MATCH ?"
        found = [session.connection().exec_driver_sql(matching, (word,)).scalar_one() for word in standing + gone]
        assert found == [1] * len(standing) + [0] * len(gone)
        assert len(session.exec(select(RecordText)).all()) == len(standing)


def test_a_large_file_is_written_anew_while_nobody_waits(on_a_file: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    _, gone = writes_and_deletes(on_a_file, Random("large"), times=200)
    monkeypatch.setattr(traces, "BYTES_REWRITTEN_AT_ONCE", 4096)
    assert traces.take_long(on_a_file)
    assert not traces.erase(on_a_file, nobody_waits=False), "a little may be left"
    assert traces.erase(on_a_file, nobody_waits=True)
    assert parts_found(in_files(on_a_file), gone) == 0


def test_whoever_reads_just_then_is_in_the_way(on_a_file: Database) -> None:
    writes_and_deletes(on_a_file, Random("busy"), times=20)
    with on_a_file.reading() as session:
        session.exec(select(Record)).all()
        assert not traces.erase(on_a_file, nobody_waits=True)
    assert traces.erase(on_a_file, nobody_waits=True)


def test_a_server_cleans_up_behind_itself(database: Database) -> None:
    assert database.is_sqlite or traces.erase(database, nobody_waits=False)


def test_a_file_is_small_until_it_is_not(on_a_file: Database) -> None:
    assert not traces.take_long(on_a_file)
    assert not traces.take_long(Database("sqlite://"))


@pytest.mark.parametrize(
    ("hour", "minute", "is_so"), [(2, 59, False), (3, 0, True), (5, 59, True), (6, 0, False), (12, 0, False)]
)
def test_hardly_anybody_waits_from_three_to_six_where_everybody_is(
    on_a_file: Database, hour: int, minute: int, is_so: bool
) -> None:
    then = NOW.replace(hour=hour, minute=minute)
    with on_a_file.writing() as session:
        organisations.new(session, "Europe/London")
        assert traces.in_small_hours(session, then) is is_so
        organisations.new(session, "Asia/Kolkata")
        assert not traces.in_small_hours(session, then)
