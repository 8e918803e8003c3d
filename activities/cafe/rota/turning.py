"""Rotas without repeats for a few numbers of people for whom columns do not do: one round, which is turned.

Of the people some stand in circles of as many as there are rounds, and the rest stay where they are. Whoever sits
together in the first round says who sits together in the next: everybody's place is taken by the next one in their
circle. Each first round below was found by a search for one in which no two people stand as far apart in their circles
as two others; Kirkman's fifteen schoolgirls are the oldest of them.
"""

from collections.abc import Mapping

import numpy as np

from activities.cafe.rota.meetings import Round

FIRST_ROUNDS: Mapping[tuple[int, int], tuple[int, str]] = {
    (15, 3): (7, "14,13,1 5,3,2 12,4,10 7,0,11 8,6,9"),
    (24, 3): (11, "7,12,18 22,11,1 16,17,19 0,13,20 3,8,15 4,21,2 6,5,9 10,14,23"),
    (30, 3): (14, "6,21,12 8,9,19 7,3,25 26,22,5 16,27,18 17,1,28 0,14,20 15,29,10 13,2,4 24,23,11"),
    (24, 4): (7, "3,19,18,16 9,2,14,21 23,4,15,8 6,20,12,22 7,17,11,13 0,5,10,1"),
    (28, 4): (9, "5,16,12,9 10,11,2,20 23,22,25,17 27,0,19,15 21,14,26,4 8,1,13,24 7,6,3,18"),
    (36, 4): (
        11,
        "14,5,27,35 34,19,25,0 22,17,3,24 11,9,16,1 26,15,30,29 8,28,10,23 4,33,21,31 6,18,2,7 12,13,32,20",
    ),
    (30, 5): (6, "3,25,9,7,26 15,28,4,2,16 11,17,21,6,13 27,29,18,19,12 14,10,5,24,23 0,20,1,8,22"),
}
"""By people and size of a table: how many rounds there are, and who sits together in the first of them."""


def turned(sizes: list[int]) -> list[Round]:
    """Every round that is known for tables of these sizes; none for most numbers of people.

    Tables that are one short lack those who stay where they are, no two of whom ever meet.
    """
    seats = max(sizes)
    full = len(sizes) * seats
    if (full, seats) not in FIRST_ROUNDS:
        return []
    rounds, written = FIRST_ROUNDS[full, seats]
    stay = full % rounds
    if full - sum(sizes) > stay:
        return []
    first = np.empty(full, np.int64)
    for table, sitting in enumerate(written.split()):
        first[[int(person) for person in sitting.split(",")]] = table
    circles = np.arange(full - stay).reshape(-1, rounds)
    return [
        np.concatenate([first[np.roll(circles, turn, axis=1)].ravel(), first[full - stay :]])[: sum(sizes)]
        for turn in range(rounds)
    ]
