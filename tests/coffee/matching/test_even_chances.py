"""Every matching that is as good as the best is about equally likely."""

from collections import Counter
from itertools import count

import pytest
from scipy.special import chdtrc

from activities.coffee.matching import match
from activities.coffee.matching.problem import Candidate, Matching, Pool
from tests.coffee.matching import oracle
from tests.coffee.matching.hospitals import hospital


def thirteen_departments() -> Pool:
    """52 people at one site, four in each of thirteen departments, two of the four clinical; nobody has met.

    All are alike: each of the 26 clinical people can meet the 24 non-clinical people of other departments, so 624 pairs
    stand in some optimum, and each is as likely as any other.
    """
    return Pool(
        tuple(Candidate(f"p{number:02}", ("Northgate",), f"D{number % 13}", number < 26) for number in range(52))
    )


def pairs_of(matching: Matching) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(group.members) - {group.third} for group in matching.groups)


def spread(seen: Counter[frozenset[str]], draws: int) -> float:
    """χ² of how often each of the 624 pairs was drawn, over its degrees of freedom.

    A draw is a permutation of 26 that avoids two places in each row. The counts obey 26 + 26 - 1 sums, which leaves
    624 - 51 degrees of freedom; even draws are expected to come out at 598 / 573, the sum of 1 - 1/24 over all pairs.
    """
    expected = draws * 26 / 624
    chi_squared = sum((times - expected) ** 2 / expected for times in seen.values()) + expected * (624 - len(seen))
    return chi_squared / (624 - 51)


def test_everybody_may_meet_everybody() -> None:
    pool = thirteen_departments()
    seen = Counter(pair for seed in range(60) for pair in pairs_of(match(pool, seed)))
    assert spread(seen, 60) < 1.4


def test_anybody_may_be_joined_by_a_third() -> None:
    pool = Pool(tuple(Candidate(f"p{number}", ("Northgate",), f"D{number}", True) for number in range(7)))
    groups = [group for seed in range(60) for group in match(pool, seed).groups if group.third]
    joined = Counter(member for group in groups for member in group.members if member != group.third)
    assert len(groups) == 60
    assert all(5 < joined[one.id] < 35 for one in pool.candidates), joined


@pytest.mark.slow
def test_every_pair_is_as_likely_as_any_other() -> None:
    pool = thirteen_departments()
    seen = Counter(pair for seed in range(1500) for pair in pairs_of(match(pool, seed)))
    assert len(seen) == 624
    assert spread(seen, 1500) <= 1.3


def small_pools() -> list[tuple[Pool, list[frozenset[frozenset[str]]]]]:
    """Thirty pools of 6 to 10 people with 3 to 100 optima each, and the optima."""
    found = []
    for seed in count():
        pool = hospital(
            seed,
            6 + seed % 5,
            sites=1 + seed % 2,
            departments=3 + seed % 3,
            each_site=0,
            rounds=seed % 4,
            owed=0.2,
        )
        pairings = list(oracle.every_pairing(pool, oracle.slots_of(pool)))
        best = max(oracle.tiers_of(pool, pairing) for pairing in pairings)
        optima = [
            frozenset(frozenset((a.person.id, b.person.id)) for a, b in pairing)
            for pairing in pairings
            if oracle.tiers_of(pool, pairing) == best
        ]
        if 3 <= len(optima) <= 100:
            found.append((pool, optima))
        if len(found) == 30:
            return found
    raise AssertionError("unreachable")


def chance_of(pool: Pool, optima: list[frozenset[frozenset[str]]]) -> float:
    """How likely an even draw is to look at least as uneven as ours."""
    draws = max(300, 15 * len(optima))
    seen = Counter(pairs_of(match(pool, seed)) for seed in range(draws))
    assert set(seen) <= set(optima)
    expected = draws / len(optima)
    return float(chdtrc(len(optima) - 1, sum((seen[optimum] - expected) ** 2 / expected for optimum in optima)))


@pytest.mark.slow
def test_every_optimum_of_a_small_pool_is_as_likely_as_any_other() -> None:
    chances = sorted(chance_of(pool, optima) for pool, optima in small_pools())
    assert chances[0] >= 1e-4
    assert sum(chance >= 0.01 for chance in chances) >= 27
