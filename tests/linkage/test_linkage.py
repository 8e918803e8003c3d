"""Nobody who has all that is kept can name the author of a text without a name better than by drawing lots.

All that is kept: the database, many copies from before, its files, a backup, and the log. What is tied by a key until
it is shown counts from then on: the forms say so.
"""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot.faults.lines import JsonLines
from tests.linkage.guesses import GUESSES, Guess, guessed, too_good
from tests.linkage.joins import JOINS
from tests.linkage.kept import SEALED, Kept, backup_of, bytes_of_files
from tests.linkage.life import Life
from tests.linkage.living import Living

TEN, ALL = range(10), range(200)


def live(seed: int, folder: Path) -> Life:
    """A town's three weeks, from a seed."""
    folder.mkdir()
    return Living(seed, folder).lives()


@pytest.fixture(scope="module")
def logged() -> Iterator[StringIO]:
    """All that the towns log, as text and as JSON with its ids."""
    log, text = logging.getLogger("knowhow"), StringIO()
    handlers = [logging.StreamHandler(text), logging.StreamHandler(text)]
    handlers[1].setFormatter(JsonLines())
    for handler in handlers:
        log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    log.info("The towns begin to live")
    yield text
    for handler in handlers:
        log.removeHandler(handler)


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory, logged: StringIO) -> Iterator[list[Life]]:
    """The first ten towns, as they are after three weeks. What they log is in `logged`."""
    folder = tmp_path_factory.mktemp("towns")
    lives = [live(seed, folder / str(seed)) for seed in TEN]
    yield lives
    for life in lives:
        life.town.close()


def named(life: Life, now: Kept) -> list[str]:
    """Every text whose author a join has named, and how."""
    author = {one.text: one.author for one in life.said}
    return [f"{join.__name__}: {text}" for join in JOINS for text, person in join(life, now) if author[text] == person]


def test_the_towns_are_lively(ten: list[Life]) -> None:
    kinds = [one.kind for life in ten for one in life.said]
    assert all(kinds.count(kind) > 9 for kind in ("answer", "suggestion", "takes away", "will do"))
    assert all(one.author in one.among for life in ten for one in life.said)


def test_an_act_without_a_name_writes_nothing_that_names_whoever_does_it(ten: list[Life]) -> None:
    assert {row.table for life in ten for row in life.beside} == set()


def test_no_exact_join_names_an_author(ten: list[Life]) -> None:
    assert [found for life in ten for found in named(life, life.now)] == []


def test_neither_files_nor_backup_keep_what_tied_texts_to_people(ten: list[Life], tmp_path: Path) -> None:
    for life in ten:
        ties = {tie for copy in life.copies for tie in ties_in(copy)} - ties_in(life.now)
        assert ties
        on_disk, backup = bytes_of_files(life.town), backup_of(life.town, tmp_path)
        assert not [tie for tie in ties if tie.encode() in on_disk or tie in backup]


def ties_in(copy: Kept) -> set[str]:
    """The digests of authors while their texts are sealed, and of what they were told of them."""
    authors = {str(row.says["author"]) for table in SEALED for row in copy.of(table)}
    told = [row for row in copy.of("messages") if str(row.says["key"]).startswith("yours:")]
    return authors | {str(row.says["digest"]) for row in told}


def test_guesses_are_no_better_than_lots(ten: list[Life]) -> None:
    assert too_many([guessed(life, life.now) for life in ten]) == []


def test_the_log_has_neither_texts_nor_people(ten: list[Life], logged: StringIO) -> None:
    assert "The towns begin to live" in logged.getvalue()
    for life in ten:
        assert not [one.text for one in life.said if one.text in logged.getvalue()]
        assert not [one for one in life.people if one.name in logged.getvalue()]


@pytest.mark.slow
def test_over_two_hundred_towns_nothing_names_an_author_and_no_guess_beats_lots(tmp_path: Path) -> None:
    found: list[str] = []
    guesses: list[dict[str, list[Guess]]] = []
    for seed in ALL:
        life = live(seed, tmp_path / str(seed))
        now = life.now
        found += named(life, now) + [row.table for row in life.beside]
        guesses.append(guessed(life, now))
        life.town.close()
    assert found == []
    assert too_many(guesses) == []


def too_many(towns: list[dict[str, list[Guess]]]) -> list[str]:
    """The ways of guessing that are right too often, over all towns."""
    return [name for name in GUESSES if too_good([guess for town in towns for guess in town[name]])]
