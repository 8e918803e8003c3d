"""Against networkx: every tier of every random hospital, exactly."""

from random import Random

import numpy as np
import pytest

from activities.coffee.matching import match
from activities.coffee.matching.exact import thirds
from activities.coffee.matching.problem import Candidate, Pool
from activities.coffee.matching.slots import slots_of
from tests.coffee.matching import oracle
from tests.coffee.matching.hospitals import hospital

QUICK = [(seed, 52) for seed in range(8)]
ALL = [(seed, Random(seed).choice((52, 53, 60, 97, 120, 161, 200))) for seed in range(100, 290)]
LARGE = [(seed, Random(seed).choice((250, 300, 331, 400))) for seed in range(300, 320)]


def pool_of(seed: int, people: int) -> Pool:
    """A hospital of that many people in which everything else is drawn too."""
    random = Random(seed)
    return hospital(
        seed,
        people,
        sites=random.choice((1, 2, 3, 6)),
        departments=random.choice((3, 8, 12, 30)),
        dominant=random.choice((0.0, 0.0, 0.3, 0.6)),
        several_sites=random.choice((0.0, 0.1, 0.4)),
        virtual=random.choice((0.0, 0.0, 0.3)),
        owed=random.choice((0.0, 0.2, 0.8)),
        rounds=random.randrange(25),
        apart=random.choice((0, 5, 40)),
    )


def check(seed: int, people: int) -> None:
    pool = pool_of(seed, people)
    matching = match(pool, seed)
    oracle.check_lawful(pool, matching)
    pairs, owed, fresh, *others = matching.quality.reached
    assert (pairs, owed, fresh - pairs, *others) == oracle.best_by_networkx(pool)
    assert matching.quality.proven


@pytest.mark.parametrize(("seed", "people"), QUICK)
def test_as_good_as_networkx(seed: int, people: int) -> None:
    check(seed, people)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "people"), ALL + LARGE)
def test_as_good_as_networkx_in_every_hospital(seed: int, people: int) -> None:
    check(seed, people)


def test_what_a_pair_is_owed_draws_no_third_to_it() -> None:
    owed = (5, 5, 0, 0, 0)
    people = (Candidate(f"p{n}", ("Northgate",), f"D{n}", clinical=True, owed=owed[n]) for n in range(5))
    slots = slots_of(Pool(tuple(people), met={frozenset(("p0", "p4")): 3}))
    joined = thirds(slots, np.array([[0, 1], [2, 3]]), np.array([4]), np.random.default_rng(1))
    assert joined.tolist() == [[4, 1]], "where nobody has met before"


def test_everybody_at_the_same_sites_is_paired_at_one_of_them() -> None:
    people = (Candidate(f"p{n}", ("North", "South", "West"), f"D{n}", clinical=True) for n in range(4))
    matching = match(Pool(tuple(people)), 1)
    assert sorted(len(group.members) for group in matching.groups) == [2, 2]
    assert not matching.left_out
