"""Repeats of a rota against what is known to be possible and against shuffling; and its time, for 6 to 1,000 people."""

import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

from activities.cafe.rota.people import Guest
from activities.cafe.rota.rota import Tables, rota
from activities.cafe.rota.tables import sizes

GOLFERS = [(9, 3, 4), (15, 3, 7), (27, 3, 13), (16, 4, 5), (20, 4, 5), (24, 4, 7), (28, 4, 9), (32, 4, 9), (25, 5, 6)]
"""People, table, rounds: social golfer cases in which nobody need meet anybody twice."""

KNOWN = [
    (6, 4, 3, 5),
    (7, 4, 3, 6),
    (10, 4, 3, 2),
    (11, 4, 3, 4),
    (12, 4, 4, 13),
    (17, 4, 3, 2),
    (20, 5, 5, 25),
    (18, 4, 6, 2),
]
"""The same, and the fewest repeats known: found by simulated annealing for some minutes, or by a bound."""

SHUFFLES = 100


def main() -> None:
    """Print a line a case: repeats of three seeds, the known optimum, the best of many shuffles, and seconds."""
    print("people table rounds   repeats        known   shuffled   seconds")
    for people, size, rounds, known in [*((*case, 0) for case in GOLFERS), *KNOWN]:
        _print(people, size, rounds, known)
    for people in (6, 17, 32, 60, 120, 250, 500, 1000):
        _print(people, 4, 3, None)


def _print(people: int, size: int, rounds: int, known: int | None) -> None:
    guests = [Guest(str(one), f"department {one % 9}", ("clinical", "other")[one % 2]) for one in range(people)]
    began = time.perf_counter()
    found = [repeats(rota(guests, rounds, size, seed)) for seed in (1, 2, 3)]
    seconds = (time.perf_counter() - began) / len(found)
    shuffled = min(repeats(_shuffled(people, size, rounds, Random(seed))) for seed in range(SHUFFLES))
    best = "" if known is None else str(known)
    print(f"{people:6} {size:5} {rounds:6}   {found!s:13} {best:>6} {shuffled:10} {seconds:9.3f}")


def repeats(rounds: Sequence[Tables]) -> int:
    """How often somebody sat with somebody they had met."""
    met = Counter(pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2))
    return sum(times - 1 for times in met.values())


def _shuffled(people: int, size: int, rounds: int, chance: Random) -> list[Tables]:
    """The baseline: everybody is shuffled before each round."""
    made = []
    for _ in range(rounds):
        rest = chance.sample([str(one) for one in range(people)], people)
        made.append([[rest.pop() for _ in range(seats)] for seats in sizes(people, size)])
    return made


if __name__ == "__main__":
    main()
