"""Repeats of a rota against the fewest that are known and against shuffling; and its time, for 6 to 1,000 people."""

import csv
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from activities.cafe.rota import Tables, sizes
from activities.cafe.rota.meetings import least_possible, met_again
from activities.cafe.rota.rota import Guest, rota

FEWEST_KNOWN = Path(__file__).with_name("rota.csv")
"""The fewest repeats that are known to us, by people, tables and rounds; nought where nothing is written."""

SHUFFLES = 100


class Case(NamedTuple):
    """One café of the grid: ours against the fewest known, and a bound below which nobody can go."""

    people: int
    tables: int
    rounds: int
    ours: int
    known: int
    bound: int
    seconds: float

    @property
    def is_close(self) -> bool:
        """Within two in a hundred; that is no repeat more where fewer than fifty are known."""
        return 50 * (self.ours - self.known) <= self.known


def main() -> None:
    """Print how often the fewest are reached for 6 to 60 people, the worst case, and a line for each of some sizes."""
    cases = grid(range(6, 61), range(2, 9))
    worst = max(cases, key=lambda case: case.ours - case.known)
    slowest = max(cases, key=lambda case: case.seconds)
    print(f"6 to 60 people, tables of 3 to 5, 2 to 8 rounds: {len(cases)} cases")
    print(f"within 2% of the fewest known: {sum(case.is_close for case in cases)}")
    print(f"proven to be the fewest possible: {sum(case.ours == case.bound for case in cases)}")
    print(f"furthest away: {worst.ours} repeats where {worst.known} are known ({_named(worst)})")
    print(f"slowest: {slowest.seconds:.3f} s ({_named(slowest)})\n")
    print("people rounds  repeats  shuffled   seconds")
    for people in (6, 17, 32, 60, 120, 250, 500, 1000):
        _print(people, size=4, rounds=3)


def grid(numbers: Sequence[int], rounds: Sequence[int]) -> list[Case]:
    """Every café with so many people and rounds, once for each way to spread the people over tables."""
    with FEWEST_KNOWN.open() as lines:
        known = {
            (int(row["people"]), int(row["tables"]), int(row["rounds"])): int(row["fewest"])
            for row in csv.DictReader(lines)
        }
    cases = []
    for people in numbers:
        for there, size in {tuple(sizes(people, size)): size for size in (3, 4, 5)}.items():
            for turns in rounds:
                began = time.perf_counter()
                found = rota(guests(people), turns, size, seed=1)
                seconds = time.perf_counter() - began
                fewest = known.get((people, len(there), turns), 0)
                cases.append(Case(people, len(there), turns, met_again(found), fewest, least_possible(found), seconds))
    return cases


def guests(people: int) -> list[Guest]:
    """So many people of nine departments, half of which are clinical."""
    return [Guest(str(one), f"department {one % 9}", ("clinical", "other")[one % 2]) for one in range(people)]


def shuffled(people: int, size: int, rounds: int) -> int:
    """The baseline: everybody is shuffled before each round, and of a hundred such rotas the best is taken."""
    return min(met_again(_shuffled(people, size, rounds, Random(seed))) for seed in range(SHUFFLES))


def _shuffled(people: int, size: int, rounds: int, chance: Random) -> list[Tables]:
    made = []
    for _ in range(rounds):
        rest = chance.sample([str(one) for one in range(people)], people)
        made.append([[rest.pop() for _ in range(seats)] for seats in sizes(people, size)])
    return made


def _named(case: Case) -> str:
    return f"{case.people} people, {case.tables} tables, {case.rounds} rounds"


def _print(people: int, size: int, rounds: int) -> None:
    began = time.perf_counter()
    found = met_again(rota(guests(people), rounds, size, seed=1))
    seconds = time.perf_counter() - began
    print(f"{people:6} {rounds:6} {found:8} {shuffled(people, size, rounds):9} {seconds:9.3f}")


if __name__ == "__main__":
    main()
