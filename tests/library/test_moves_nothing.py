"""What somebody may not read moves nothing: no count, no rank, no guess and no wording, in any library."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from typer.testing import CliRunner

from activities import ACTIVITIES
from bot.cli.program import knowhow
from bot.engine.engine import Engine
from bot.settings.rules import Rules
from storage import schema
from storage.database import Database
from tests.library.random_libraries import (
    MISSPELT,
    QUERIES,
    Kept,
    everything_shown,
    fill,
    libraries,
    readable,
    readers,
)

OPEN = Kept("falls", ["handover"], "organisation", 1, None, set(), [], ["falls"], None, None, False, False)
CONFIDENTIAL = replace(OPEN, title="okafor zebrawood", visibility="participants", took_part={2}, topics=["zebrawood"])


def moves_nothing(database: Database, library: dict[int, Kept], reader: int) -> None:
    """What the reader is shown is the same without whatever they may not read, to the last letter."""
    engine = Engine(database, ACTIVITIES, Rules(seed="library"))
    ids = sorted({*library, 99})
    with database.writing() as session:
        fill(session, library)
        theirs = readable(session, reader)
        whole = dict(everything_shown(engine, session, reader, ids))
        session.rollback()
    with database.writing() as session:
        fill(session, {number: one for number, one in library.items() if number in theirs})
        alone = dict(everything_shown(engine, session, reader, ids))
        session.rollback()
    assert whole.keys() == alone.keys()
    for asked, answer in whole.items():
        assert answer == alone[asked], asked


@settings(max_examples=4)
@given(libraries, readers)
@example({1: OPEN, 2: CONFIDENTIAL}, 3)
@example({1: OPEN, 2: replace(CONFIDENTIAL, opened=True)}, 3)
def test_what_one_may_not_read_moves_nothing(database: Database, library: dict[int, Kept], reader: int) -> None:
    moves_nothing(database, library, reader)


@pytest.mark.slow
@settings(max_examples=300)
@given(libraries, readers)
def test_nor_does_it_in_many_more_libraries(database: Database, library: dict[int, Kept], reader: int) -> None:
    moves_nothing(database, library, reader)


@pytest.mark.parametrize("by", [(), ("--as", "lee@hospital.example")], ids=["everybody", "a facilitator"])
def test_nor_does_it_move_what_the_command_line_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...]
) -> None:
    said: list[list[str]] = []
    for name, library in (("whole", {1: OPEN, 2: CONFIDENTIAL}), ("alone", {1: OPEN})):
        url = f"sqlite:///{(tmp_path / name).as_posix()}.sqlite3"
        database = Database(url)
        schema.upgrade(database)
        with database.writing() as session:
            fill(session, library)
        database.close()
        monkeypatch.setenv("DATABASE_URL", url)
        searched = [CliRunner().invoke(knowhow, ["library", "search", query, *by]) for query in QUERIES + MISSPELT]
        assert {one.exit_code for one in searched} == {0}
        said.append([one.output for one in searched])
    assert said[0] == said[1]
