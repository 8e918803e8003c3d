"""Whoever is quoted in a record, or said how they used it, takes their own words out of it, and nobody else’s."""

from datetime import date
from pathlib import Path

import pytest

from storage import uses
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import files, newest, record
from tests.privacy.test_forgetting import GOOD, traces
from tests.town import Town, Townsperson

MINE, THEIRS = "Palliative rounds astonished me", "Zebras are stripy"
USED = {"used_in": "Ward 9", "adapted": "Quokka mats", "came_of_it": "No falls in May", "did_not_work": ""}


@pytest.fixture
def quoted(town: Town) -> list[Townsperson]:
    """Two people whose trial has been filed, with words of each."""
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    town.introduced(ann, bo)
    for person, words in ((ann, MINE), (bo, THEIRS)):
        person.presses("We’ve met" if person is ann else "Say how it was")
        person.fills("feedback", **GOOD, what_came_of_it=words, quote_consent="by_role")
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    return [ann, bo]


def test_who_is_quoted_takes_it_back(town: Town, quoted: list[Townsperson], tmp_path: Path) -> None:
    ann, _ = quoted
    number = newest(town)
    town.lee.types(f"/library show {number}")
    town.lee.has_no_button("Take my words out")
    ann.types(f"/library show {number}")
    button = ann.button("Take my words out")
    ann.presses("Take my words out")
    ann.is_answered("none of your words stand here any more")
    ann.has_no_button("Take my words out")
    assert [quote["text"] for quote in record(town, number).quotes] == [THEIRS]
    ann.types("/library search astonished")
    ann.is_answered("Nothing")
    ann.presses_old(button)
    ann.is_answered("This has moved on since.")
    assert [quote["text"] for quote in record(town, number).quotes] == [THEIRS]


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_takes_out_the_words_of_somebody_else(town: Town, quoted: list[Townsperson]) -> None:
    ann, _ = quoted
    number = newest(town)
    ann.types(f"/library show {number}")
    town.lee.presses_old(ann.button("Take my words out"))
    town.lee.is_answered("This has moved on since.")
    assert {quote["text"] for quote in record(town, number).quotes} == {MINE, THEIRS}


def test_who_used_it_takes_back_what_they_said_and_the_use_counts(town: Town, tmp_path: Path) -> None:
    ann, bo = town.people(2)
    number = files(ann, lessons="Ask first.")
    for person in (bo, town.lee):
        person.types(f"/library show {number}")
        person.presses("I used this")
        person.fills("library.used", **{**USED, "came_of_it": MINE if person is bo else THEIRS})
    ann.is_told(MINE)
    bo.types(f"/library show {number}")
    bo.presses("Take my words out")
    bo.is_answered("Reuse: used twice")
    ann.is_not_told(MINE)
    ann.is_told(THEIRS)
    assert traces(town, tmp_path, MINE, THEIRS) == [THEIRS]
    with town.turn() as turn:
        assert len(uses.of_record(turn.here, number)) == 2
