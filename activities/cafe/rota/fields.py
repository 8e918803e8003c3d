"""Arithmetic in finite fields, from which rotas without repeats are made."""

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.int64]


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
