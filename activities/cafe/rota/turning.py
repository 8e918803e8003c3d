"""Rotas without repeats for a few numbers of people for whom columns do not do: a round or two, which are turned.

Some of the people stand in circles, all of the same length, and the rest stay where they are. Whoever sits together in
a first round says who sits together in the next: everybody's place is taken by the next one in their circle, and so on
all the way round. Each first round below was found by a search for those in which no two people stand as far apart in
their circles as two others; Kirkman's fifteen schoolgirls are the oldest of them. Rounds that turning would not change
may stand beside them.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from activities.cafe.rota.meetings import Round


class Turning(NamedTuple):
    """How many stand in a circle, the first rounds, and those that stand: tables as people with commas between."""

    circle: int
    firsts: tuple[str, ...]
    standing: tuple[str, ...] = ()


KNOWN: Mapping[tuple[int, int], Turning] = {
    (15, 3): Turning(7, ("14,13,1 5,3,2 12,4,10 7,0,11 8,6,9",)),
    (18, 3): Turning(
        4,
        (
            "10,15,16 0,1,8 2,6,12 3,5,17 4,9,13 7,11,14",
            "3,6,16 0,9,10 4,5,11 2,7,15 1,12,13 8,14,17",
        ),
    ),
    (21, 3): Turning(
        7,
        ("3,4,6 2,12,17 0,11,20 5,10,16 1,7,18 8,9,13 14,15,19",),
        (
            "0,7,14 1,8,15 2,9,16 3,10,17 4,11,18 5,12,19 6,13,20",
            "0,8,16 1,9,17 2,10,18 3,11,19 4,12,20 5,13,14 6,7,15",
            "0,9,19 1,10,20 2,11,14 3,12,15 4,13,16 5,7,17 6,8,18",
        ),
    ),
    (24, 3): Turning(11, ("7,12,18 22,11,1 16,17,19 0,13,20 3,8,15 4,21,2 6,5,9 10,14,23",)),
    (30, 3): Turning(14, ("6,21,12 8,9,19 7,3,25 26,22,5 16,27,18 17,1,28 0,14,20 15,29,10 13,2,4 24,23,11",)),
    (24, 4): Turning(7, ("3,19,18,16 9,2,14,21 23,4,15,8 6,20,12,22 7,17,11,13 0,5,10,1",)),
    (28, 4): Turning(9, ("5,16,12,9 10,11,2,20 23,22,25,17 27,0,19,15 21,14,26,4 8,1,13,24 7,6,3,18",)),
    (36, 4): Turning(
        11,
        ("14,5,27,35 34,19,25,0 22,17,3,24 11,9,16,1 26,15,30,29 8,28,10,23 4,33,21,31 6,18,2,7 12,13,32,20",),
    ),
    (30, 5): Turning(6, ("3,25,9,7,26 15,28,4,2,16 11,17,21,6,13 27,29,18,19,12 14,10,5,24,23 0,20,1,8,22",)),
}
"""By people and size of a table."""


def turned(sizes: list[int]) -> list[Round]:
    """Every round that is known for tables of these sizes; none for most numbers of people.

    Tables that are one short lack those who stay where they are, no two of whom ever meet.
    """
    people, seats = sum(sizes), max(sizes)
    full = len(sizes) * seats
    if (full, seats) not in KNOWN:
        return []
    circle, firsts, standing = KNOWN[full, seats]
    stay = full % circle
    if full - people > stay:
        return []
    circles = np.arange(full - stay).reshape(-1, circle)
    rounds = [_written(first, full)[_next(circles, turn, full)] for first in firsts for turn in range(circle)]
    return [tables[:people] for tables in (*rounds, *(_written(round_, full) for round_ in standing))]


def _next(circles: Round, turn: int, full: int) -> Round:
    """Whose place everybody takes when the circles have turned so often; the rest stay in their own."""
    return np.concatenate([np.roll(circles, turn, axis=1).ravel(), np.arange(circles.size, full)])


def _written(tables: str, people: int) -> Round:
    seats = np.empty(people, np.int64)
    for table, sitting in enumerate(tables.split()):
        seats[[int(person) for person in sitting.split(",")]] = table
    return seats
