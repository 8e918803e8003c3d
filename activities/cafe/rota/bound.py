"""How few repeats any rota could have: once the search has come down to that, it is done."""

from collections.abc import Sequence
from itertools import combinations
from math import ceil


def fewest_repeats(sizes: Sequence[Sequence[int]], people: int, unmet: int | None = None) -> int:
    """Return a number of repeats below which no rounds can go whose tables have these sizes.

    `unmet`: how many pairs have not met before; all, where nothing is said. Nobody can meet more people than there are;
    and of the people at one table, two at least sit together again in a round with fewer tables than that table has
    people.
    """
    in_all = sum(size * (size - 1) // 2 for tables in sizes for size in tables)
    by_number = in_all - (people * (people - 1) // 2 if unmet is None else unmet)
    twice = sum(_meet_again(one, len(other)) for one, other in combinations(sizes, 2))
    by_tables = ceil(2 * twice / len(sizes)) if sizes else 0
    return max(0, by_number, by_tables)


def _meet_again(sizes: Sequence[int], tables: int) -> int:
    """Count the pairs of these tables that must sit together again in a round with so many tables."""
    return sum(_pairs_when_spread(size, tables) for size in sizes)


def _pairs_when_spread(size: int, tables: int) -> int:
    each, over = divmod(size, tables)
    return over * (each + 1) * each // 2 + (tables - over) * each * (each - 1) // 2
