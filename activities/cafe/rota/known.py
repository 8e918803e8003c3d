"""Rotas that are written down in files: with the fewest repeats that are known, and without any.

For numbers of people for which a moment's search finds more, the fewest that are known stand in known.txt, each on a
line: people, tables, rounds, and for each round a word, in which each person has a letter and all with the same letter
sit together. How they were found is told in docs/rota.md.

Without repeats are those for a few numbers of people for whom columns do not do: a round or two, which are turned. Some
of the people stand in circles, all of the same length, and the rest stay where they are. Whoever sits together in a
first round says who sits together in the next: everybody's place is taken by the next one in their circle, and so on
all the way round. Each first round was found by a search for those in which no two people stand as far apart in their
circles as two others; Kirkman's fifteen schoolgirls are the oldest of them. Beside them may stand rounds that turning
does not change: their tables are those into which it turns a single one.

They stand in turning.txt, a line for each number of people and size of a table: people, size, how many stand in a
circle; after a colon the first rounds, with semicolons between; and after a bar one table of each round that stands.
People are numbers from nought, with commas between those at one table.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from activities.cafe.rota.meetings import Round


def known(sizes: Sequence[int], rounds: int) -> list[Round]:
    """Return rounds for tables of these sizes, the largest first; none where none are written down."""
    words = _words().get((sum(sizes), len(sizes), rounds), [])
    return [_tables(word) for word in words]


@cache
def _words() -> dict[tuple[int, int, int], list[str]]:
    written = files(__package__).joinpath("known.txt").read_text(encoding="ascii")
    lines = [line.split() for line in written.splitlines()]
    return {(int(people), int(tables), int(rounds)): words for people, tables, rounds, *words in lines}


def _tables(word: str) -> Round:
    letters = np.frombuffer(word.encode("ascii"), np.uint8)
    return (letters - ord("a")).astype(np.int64)


class Turning(NamedTuple):
    """How many stand in a circle, the first rounds, and one table of each round that stands."""

    circle: int
    firsts: list[str]
    standing: list[str]


def turned(sizes: list[int]) -> list[Round]:
    """Return every round that is known for tables of these sizes; none for most numbers of people.

    Tables that are one short lack those who stay where they are, no two of whom ever meet.
    """
    people, seats = sum(sizes), max(sizes)
    full = len(sizes) * seats
    known = _known().get((full, seats))
    if known is None or full - people > full % known.circle:
        return []
    circle, firsts, standing = known
    turns = _turns(full, circle)
    moved = [_sits_at(first, full)[places] for first in firsts for places in turns]
    stood = [np.argmax([_sits_at(table, full)[places] == 0 for places in turns], axis=0) for table in standing]
    return [tables[:people] for tables in (*moved, *stood)]


@cache
def _known() -> Mapping[tuple[int, int], Turning]:
    """Return all that are known, by people and size of a table."""
    known = {}
    for line in files(__package__).joinpath("turning.txt").read_text(encoding="ascii").splitlines():
        numbers, _, rounds = line.partition(":")
        people, size, circle = map(int, numbers.split())
        firsts, _, standing = rounds.partition("|")
        known[people, size] = Turning(circle, firsts.split(";"), standing.split(";") if standing else [])
    return known


def _turns(full: int, circle: int) -> list[Round]:
    """Return whose place everybody takes when the circles have turned no, one, two … times.

    The rest stay in their own.
    """
    stay = full % circle
    circles, rest = np.arange(full - stay).reshape(-1, circle), np.arange(full - stay, full)
    return [np.concatenate([np.roll(circles, turn, axis=1).ravel(), rest]) for turn in range(circle)]


def _sits_at(written: str, people: int) -> Round:
    """Return at which of the written tables each of so many people sits; below nought for who sits at none."""
    seats = np.full(people, -1, np.int64)
    for number, table in enumerate(written.split()):
        seats[[int(person) for person in table.split(",")]] = number
    return seats
