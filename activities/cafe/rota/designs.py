"""Rotas without repeats that can be written down: from finite fields, and from offsets around a circle.

Think of the tables as standing in a circle, and of the people as standing in as many columns as a table has seats, one
of each column at each table. From round to round every column moves on by a step of its own, and two people of
different columns meet again only when their columns have moved by the same amount. In a finite field steps can be
chosen so that this never happens (a transversal design); and when all have met whom they can, each column is a smaller
rota of its own. Where there is no field, steps are looked for.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from activities.cafe.rota.fields import field, prime_power
from activities.cafe.rota.meetings import Round

TRIES = 20_000
"""How many steps are tried at most where there is no field."""


def design(sizes: list[int], rounds: int) -> list[Round]:
    """Build rounds in which nobody meets anybody twice, as many as are known up to `rounds`.

    Whoever lacks at the smaller tables lacks in the last column, so that no table is two short. Where there are fewer
    tables than seats at them, columns move in pairs: two people stay together all the time, and all others meet once.
    """
    tables, seats, people = len(sizes), max(sizes), sum(sizes)
    found = [np.concatenate(moved)[:people] for moved in islice(_moves(tables, seats, rounds), rounds)]
    if len(found) == rounds:
        return found
    if people == tables * seats and tables % seats == 0:
        smaller = tables // seats
        for within in design([seats] * smaller, rounds - len(found)):
            found += [np.concatenate([within + column * smaller for column in range(seats)])]
    return found


def _moves(tables: int, seats: int, rounds: int) -> Iterator[list[Round]]:
    """Yield for each round the table of each person of each column."""
    if prime_power(tables):
        plus, times = field(tables)
        for turn in range(tables):
            yield [plus[times[column % tables, turn]] for column in range(seats)]
        return
    for offsets in zip(*_offsets(tables, seats, rounds), strict=True):
        yield [(np.arange(tables) + offset) % tables for offset in offsets]


def _offsets(tables: int, seats: int, rounds: int) -> list[list[int]]:
    """Return for each column how far it has moved in each round, for as many rounds as can be found up to `rounds`."""
    for fewer in range(min(rounds, tables), 1, -1):
        columns = _columns(tables, seats, fewer)
        if columns:
            return columns
    return [[0]] * seats


def _columns(tables: int, seats: int, rounds: int) -> list[list[int]]:
    """Find columns of offsets any two of which never differ by the same amount twice; none where none were found."""
    columns: list[list[int]] = [[0] * rounds]
    tries = 0

    def extend(column: list[int]) -> bool:
        nonlocal tries
        if len(column) == rounds:
            columns.append(column)
            if len(columns) == seats or extend([0]):
                return True
            columns.pop()
            return False
        turn = len(column)
        for offset in range(tables):
            tries += 1
            if tries > TRIES:
                return False
            is_new = all(_is_new(offset - other[turn], column, other, tables) for other in columns)
            if is_new and extend([*column, offset]):
                return True
        return False

    return columns if extend([0]) else []


def _is_new(difference: int, column: list[int], other: list[int], tables: int) -> bool:
    return all((mine - theirs - difference) % tables for mine, theirs in zip(column, other, strict=False))
