"""The rota: who sits where in every round still to come. A pure function: the same seed gives the same rota.

First come those who are to be seated, and how alike any two of them are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from activities.cafe.rota import Tables, sizes
from activities.cafe.rota.designs import design
from activities.cafe.rota.known import known, turned
from activities.cafe.rota.meetings import Counts, Round, counted, fewest_repeats, repeats
from activities.cafe.rota.search import Search, seated

DEPARTMENT, ROLE_GROUP = 2, 1
"""What it costs when two of one department, or of one kind of work, sit together; never as much as a repeat."""

RUNS, STEPS = 6, 1500
"""How often the search begins, and how long it looks each time, for up to `SMALL` people."""

SMALL = 60

MET_BEFORE = 1_000_000.0
"""What it costs to seat people together who have met, while mixing: more than everything else."""


@dataclass(frozen=True)
class Guest:
    """Somebody in a café. `department` and `role_group` are empty where they are not known."""

    id: str
    department: str = ""
    role_group: str = ""


def alike(guests: Sequence[Guest]) -> npt.NDArray[np.float64]:
    """Work out what it costs when any two of these sit together once."""
    cost = DEPARTMENT * _same([one.department for one in guests]) + ROLE_GROUP * _same(
        [one.role_group for one in guests]
    )
    np.fill_diagonal(cost, 0)
    return cost


def in_columns(guests: Sequence[Guest], chance: np.random.Generator) -> list[Guest]:
    """Order the guests so that those who are alike stand next to each other, and all else is by chance.

    A design seats its first people in one column, who never meet, the next in another, and so on.
    """
    drawn = [guests[place] for place in chance.permutation(len(guests))]
    first_seen = {one.department: place for place, one in reversed(list(enumerate(drawn)))}
    return sorted(drawn, key=lambda one: (one.role_group, first_seen[one.department]))


def _same(labels: Sequence[str]) -> npt.NDArray[np.float64]:
    found = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    numbers = np.array([found[label] for label in labels])
    known = np.array([bool(label) for label in labels])
    same: npt.NDArray[np.float64] = ((numbers[:, None] == numbers[None, :]) & known[:, None] & known[None, :]).astype(
        np.float64
    )
    return same


def rota(guests: Sequence[Guest], rounds: int, size: int, seed: int, held: Sequence[Tables] = ()) -> list[Tables]:
    """Seat people at tables of about `size` for so many rounds; `held`: rounds already over, whoever sat there.

    First people meet as few as possible a second time; then, among such rotas, as few as possible of their own
    department (which counts twice) and of their own kind of work. Sizes differ by one at most (see `sizes`).
    """
    if not guests or rounds < 1:
        return [[] for _ in range(rounds)]
    chance = np.random.default_rng(seed)
    placed = in_columns(guests, chance)
    before = _met(placed, held)
    table_sizes = sizes(len(placed), size)
    best = known(table_sizes, rounds)
    seats = best or _filled(_written_down(table_sizes, rounds), table_sizes, rounds, chance)
    if held:
        taken = seated(counted(seats, len(placed)), MET_BEFORE * (before > 0) + alike(placed))
        placed = [placed[person] for person in taken]
        before = before[np.ix_(taken, taken)]
    if held or not best:
        seats = _searched(seats, before, chance)
    if not held:
        taken = seated(counted(seats, len(placed)), alike(placed))
        placed = [placed[person] for person in taken]
    return [_tables(seats[turn], placed, chance) for turn in chance.permutation(rounds)]


def _met(guests: Sequence[Guest], held: Sequence[Tables]) -> Counts:
    number = {guest.id: place for place, guest in enumerate(guests)}
    met = np.zeros((len(guests), len(guests)), np.int64)
    for tables in held:
        for table in tables:
            here = [number[one] for one in table if one in number]
            met[np.ix_(here, here)] += 1
    np.fill_diagonal(met, 0)
    return met


def _written_down(table_sizes: list[int], rounds: int) -> list[Round]:
    """Return as many rounds as are known, up to `rounds`, with as few repeats as are known of so many."""
    designed, turning = design(table_sizes, rounds), turned(table_sizes)[:rounds]
    if not turning:  # nothing to choose from, and counting takes its time where people are many
        return designed
    return max(designed, turning, key=lambda way: (len(way), -repeats(counted(way, sum(table_sizes)))))


def _filled(seats: list[Round], table_sizes: list[int], rounds: int, chance: np.random.Generator) -> list[Round]:
    """Add further rounds by chance to these, up to `rounds`."""
    any_round = np.repeat(np.arange(len(table_sizes)), table_sizes)
    return [*seats, *(chance.permutation(any_round) for _ in range(rounds - len(seats)))]


def _searched(seats: list[Round], before: Counts, chance: np.random.Generator) -> list[Round]:
    """Return the best of several searches: from these rounds, and from rounds with everybody's place by chance."""
    people = len(before)
    table_sizes = [sorted(np.bincount(tables).tolist()) for tables in seats]
    unmet = (people * (people - 1) - int(np.count_nonzero(before))) // 2
    fewest = repeats(before) + fewest_repeats(table_sizes, people, unmet)
    steps = max(50, int(STEPS * min(1.0, (SMALL / people) ** 2)))
    best, least = seats, repeats(before + counted(seats, people))
    for run in range(RUNS):
        if least <= fewest:
            break
        begin = seats if run % 2 == 0 else [chance.permutation(tables) for tables in seats]
        found = Search(begin, before, chance).run(fewest, steps)
        reached = repeats(before + counted(found, people))
        if reached < least:
            best, least = found, reached
    return best


def _tables(tables: Round, guests: Sequence[Guest], chance: np.random.Generator) -> Tables:
    """Return the round with its tables in any order, and the people of a table in any order too."""
    at = [[guests[int(place)].id for place in np.flatnonzero(tables == table)] for table in range(tables.max() + 1)]
    shuffled = [[people[place] for place in chance.permutation(len(people))] for people in at]
    return [shuffled[table] for table in chance.permutation(len(shuffled))]
