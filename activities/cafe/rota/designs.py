"""Rotas without repeats that can be written down: from finite fields, and from offsets around a circle.

Think of the tables as standing in a circle, and of the people as standing in as many columns as a table has seats, one
of each column at each table. From round to round every column moves on by a step of its own, and two people of
different columns meet again only when their columns have moved by the same amount. In a finite field steps can be
chosen so that this never happens (a transversal design); and when all have met whom they can, each column is a smaller
rota of its own. Where there is no field, steps are looked for.

First comes arithmetic in finite fields, from which rotas without repeats are made.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

import numpy as np
import numpy.typing as npt

from activities.cafe.rota.meetings import Round

Table = npt.NDArray[np.int64]

TRIES = 20_000
"""How many steps are tried at most where there is no field."""


def prime_power(number: int) -> tuple[int, int] | None:
    """Return `(p, k)` where the number is a prime p to the power of k, else `None`."""
    for prime in range(2, number + 1):
        if number % prime == 0:
            power = 0
            while number % prime == 0:
                number, power = number // prime, power + 1
            return (prime, power) if number == 1 else None
    return None


@cache
def field(order: int) -> tuple[Table, Table]:
    """Build the tables of sums and of products in the field of this order, which must be a prime power.

    Raises `ValueError` where it is none.
    """
    found = prime_power(order)
    if found is None:
        raise ValueError("there is no field of this order")
    prime, power = found
    elements = [tuple(reversed(digits)) for digits in product(range(prime), repeat=power)]
    place = {element: number for number, element in enumerate(elements)}
    modulus = _irreducible(prime, power)

    def sum_of(a: Sequence[int], b: Sequence[int]) -> int:
        return place[tuple((x + y) % prime for x, y in zip(a, b, strict=True))]

    def product_of(a: Sequence[int], b: Sequence[int]) -> int:
        return place[tuple(_remainder(_times(a, b, prime), modulus, prime))]

    sums = [[sum_of(a, b) for b in elements] for a in elements]
    products = [[product_of(a, b) for b in elements] for a in elements]
    return np.array(sums), np.array(products)


def _irreducible(prime: int, power: int) -> list[int]:
    """Find the coefficients, lowest first, of a polynomial of this degree that no two smaller ones multiply to."""
    reducible = {
        tuple(_times(a, b, prime))
        for degree in range(1, power // 2 + 1)
        for a in _monic(prime, degree)
        for b in _monic(prime, power - degree)
    }
    return next(list(one) for one in _monic(prime, power) if tuple(one) not in reducible)


def _monic(prime: int, degree: int) -> list[list[int]]:
    return [[*lower, 1] for lower in product(range(prime), repeat=degree)]


def _times(a: Sequence[int], b: Sequence[int], prime: int) -> list[int]:
    result = [0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            result[i + j] = (result[i + j] + x * y) % prime
    return result


def _remainder(polynomial: list[int], modulus: Sequence[int], prime: int) -> list[int]:
    rest, degree = list(polynomial), len(modulus) - 1
    for top in range(len(rest) - 1, degree - 1, -1):
        times = rest[top]
        for place, coefficient in enumerate(modulus):
            rest[top - degree + place] = (rest[top - degree + place] - times * coefficient) % prime
    return (rest + [0] * degree)[:degree]


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
