"""How often any two people have met, and what it costs when they meet once more.

Here is also said how good a rota is, how often people meet again, and how few repeats any could have: once the search
has come down to that, it is done.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import ceil

import numpy as np
import numpy.typing as npt

from activities.cafe.rota import Tables

Counts = npt.NDArray[np.int64]
"""People by people: how often these two have sat at one table. Nobody meets themselves."""

Round = npt.NDArray[np.int64]
"""The number of each person's table, by person."""


def together(tables: Round) -> Counts:
    """Work out who sits with whom in one round."""
    same: Counts = (tables[:, None] == tables[None, :]).astype(np.int64)
    np.fill_diagonal(same, 0)
    return same


def counted(rounds: Iterable[Round], people: int) -> Counts:
    """Count how often any two meet in all of these rounds."""
    return sum((together(tables) for tables in rounds), np.zeros((people, people), np.int64))


def repeats(met: Counts) -> int:
    """Count how often somebody sat with somebody they had met before; each such pair counts once each time."""
    return int(np.maximum(met - 1, 0).sum()) // 2


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


def met_again(rounds: Sequence[Tables]) -> int:
    """Count how often two sit at one table who have sat at one before; each such pair counts once each time."""
    met = Counter(pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2))
    return sum(times - 1 for times in met.values())


def least_possible(rounds: Sequence[Tables]) -> int:
    """Return a number of repeats below which no rota for as many people, with tables of these sizes, can go."""
    people = {one for tables in rounds for table in tables for one in table}
    return fewest_repeats([[len(table) for table in tables] for tables in rounds], len(people))
