"""How good a rota is: how often people meet again, and how seldom they could."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from activities.cafe.rota.bound import fewest_repeats
from activities.cafe.rota.tables import Tables


def met_again(rounds: Sequence[Tables]) -> int:
    """Count how often two sit at one table who have sat at one before; each such pair counts once each time."""
    met = Counter(pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2))
    return sum(times - 1 for times in met.values())


def least_possible(rounds: Sequence[Tables]) -> int:
    """Return a number of repeats below which no rota for as many people, with tables of these sizes, can go."""
    people = {one for tables in rounds for table in tables for one in table}
    return fewest_repeats([[len(table) for table in tables] for tables in rounds], len(people))
