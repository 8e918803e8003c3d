"""Two people of the same two sites, drawn for each other at both: parted where nothing is lost by it."""

from collections import Counter
from random import Random

import pytest

from activities.coffee.matching import match
from activities.coffee.matching.problem import Candidate, Pool
from tests.coffee.matching import oracle


def two_sites(seed: int) -> Pool:
    """Two to four people at both sites, who want to meet at each, and a few at one."""
    random = Random(seed)
    both = [
        Candidate(f"b{n}", ("East", "West"), f"D{random.randrange(3)}", random.random() < 0.5, each_site=True)
        for n in range(random.randrange(2, 5))
    ]
    one = [
        Candidate(f"o{n}", (random.choice(("East", "West")),), f"D{random.randrange(3)}", random.random() < 0.5)
        for n in range(random.randrange(5))
    ]
    return Pool((*both, *one))


def times_twice(pairing: oracle.Pairing) -> int:
    times = Counter(frozenset((a.person.id, b.person.id)) for a, b in pairing)
    return sum(count > 1 for count in times.values())


@pytest.mark.parametrize("seed", range(60))
def test_parted_if_any_best_matching_parts_them(seed: int) -> None:
    pool = two_sites(seed)
    matching = match(pool, seed)
    pairings = list(oracle.every_pairing(pool, oracle.slots_of(pool)))
    best = max(oracle.tiers_of(pool, pairing) for pairing in pairings)
    fewest = min(times_twice(pairing) for pairing in pairings if oracle.tiers_of(pool, pairing) == best)
    pairs = Counter(frozenset(set(group.members) - {group.third}) for group in matching.groups)
    assert sum(times > 1 for times in pairs.values()) == fewest


def test_reported_where_it_cannot_be_helped() -> None:
    ann = Candidate("ann", ("East", "West"), "Library", clinical=False, each_site=True)
    bo = Candidate("bo", ("East", "West"), "Theatres", clinical=True, each_site=True)
    matching = match(Pool((ann, bo)), 1)
    assert [group.site for group in matching.groups] == ["East", "West"]
    assert matching.quality.twice == (("ann", "bo"),)
