"""Twenty-four rounds in a row: who meets again, and who is left out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from activities.coffee.matching import match
from activities.coffee.matching.problem import Pool
from tests.coffee.matching import oracle, rivals
from tests.coffee.matching.hospitals import hospital

Pairs = set[frozenset[str]]
Draw = Callable[[Pool, int], Pairs]


def ours(pool: Pool, seed: int) -> Pairs:
    """Pairs only, without the thirds who joined them, so that both ways are compared on the same terms."""
    matching = match(pool, seed)
    oracle.check_lawful(pool, matching)
    return {frozenset(set(group.members) - {group.third}) for group in matching.groups}


def greedy(pool: Pool, seed: int) -> Pairs:
    pairing = rivals.best_of_twenty(pool, Random(seed))
    return {frozenset((a.person.id, b.person.id)) for a, b in pairing}


def play(pool: Pool, rounds: int, draw: Draw) -> tuple[int, Counter[str]]:
    """How many pairs were repeats, and how often each person was in no pair."""
    met: dict[frozenset[str], int] = {}
    repeats, left_out = 0, Counter({candidate.id: 0 for candidate in pool.candidates})
    for seed in range(rounds):
        present = Pool(
            tuple(replace(candidate, owed=left_out[candidate.id]) for candidate in pool.candidates),
            met,
            pool.apart,
        )
        pairs = draw(present, seed)
        repeats += sum(pair in met for pair in pairs)
        left_out.update(left_out.keys() - set[str]().union(*pairs))
        met = {pair: ago + 1 for pair, ago in met.items()} | dict.fromkeys(pairs, 1)
    return repeats, left_out


def roomy(people: int) -> list[Pool]:
    """Pools with pairs enough for 24 rounds, or with a department so large that repeats cannot be helped."""
    return [
        hospital(people, people, sites=sites, departments=departments, dominant=dominant, each_site=0, owed=0)
        for sites, departments, dominant in ((1, 8, 0.0), (2, 12, 0.0), (2, 5, 0.5))
    ]


def compare(pool: Pool, rounds: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """People in no pair, and repeats, over all rounds: ours, and those of the best of twenty greedy tries."""
    results = [play(pool, rounds, draw) for draw in (ours, greedy)]
    mine, rival = [(left_out.total(), repeats) for repeats, left_out in results]
    return mine, rival


def test_no_worse_than_greedy_for_a_few_rounds() -> None:
    for pool in roomy(24):
        mine, rival = compare(pool, 6)
        assert mine[0] <= rival[0]
        assert mine[1] <= rival[1]


@pytest.mark.slow
@pytest.mark.parametrize("people", [52, 53, 200])
def test_no_worse_than_greedy_for_two_years(people: int) -> None:
    for pool in roomy(people):
        mine, rival = compare(pool, 24)
        assert mine[0] <= rival[0]
        assert mine[1] <= rival[1]


@pytest.mark.slow
def test_nobody_is_left_out_to_avoid_a_repeat() -> None:
    """Three sites, one of them so small that all have met: everybody is matched, where greedy leaves people out."""
    mine, rival = compare(hospital(52, 52, sites=3, departments=12, each_site=0, owed=0), 24)
    assert mine[0] == 0 < rival[0]
    assert mine < rival


@pytest.mark.parametrize(("people", "departments"), [(53, 8), (21, 4)])
def test_nobody_is_left_out_twice_before_all_others_once(people: int, departments: int) -> None:
    """At one site, with an odd number of people and no large department, anybody can be the one who is over."""
    pool = hospital(7, people, sites=1, departments=departments, each_site=0, owed=0)
    _, left_out = play(pool, 24, ours)
    assert left_out.total() == 24
    assert set(left_out.values()) <= {24 // people, 24 // people + 1}


def test_turns_are_taken_within_a_department_that_is_too_large() -> None:
    """With thirty of forty in one department, twenty of them are over each round, though all have a lawful partner."""
    pool = hospital(3, 40, sites=1, departments=5, each_site=0, owed=0)
    many = replace(
        pool,
        candidates=tuple(
            replace(candidate, department="Theatres" if number < 30 else f"D{number % 4}")
            for number, candidate in enumerate(pool.candidates)
        ),
    )
    _, left_out = play(many, 6, ours)
    theatres = [left_out[candidate.id] for candidate in many.candidates if candidate.department == "Theatres"]
    assert sum(theatres) == left_out.total() == 120
    assert set(theatres) == {4}
