"""Against every matching there is, in pools small enough to look at them all."""

from random import Random

import pytest

from activities.coffee.matching import match
from activities.coffee.matching.problem import Matching, Pool
from tests.coffee.matching import oracle
from tests.coffee.matching.hospitals import hospital
from tests.coffee.matching.oracle import Slot

QUICK = range(60)
ALL = range(100, 700)


def pool_of(seed: int) -> Pool:
    """A small pool, of at most ten slots, in which everything is drawn."""
    random = Random(seed)
    each_site = random.choice((0.0, 0.8))
    while True:
        pool = hospital(
            random.randrange(1 << 30),
            random.randrange(11),
            sites=random.choice((1, 2, 3)),
            departments=random.choice((2, 3, 5)),
            dominant=random.choice((0.0, 0.5)),
            several_sites=random.choice((0.2, 0.6)),
            each_site=each_site,
            virtual=0.0 if each_site else random.choice((0.0, 0.3)),
            owed=random.choice((0.0, 0.5)),
            rounds=random.randrange(6),
            apart=random.choice((0, 2, 6)),
        )
        if len(oracle.slots_of(pool)) <= 10:
            return pool


def slots_used(pool: Pool, matching: Matching) -> tuple[oracle.Pairing, dict[Slot, int], list[Slot]]:
    """The slots in pairs, the thirds with the position of the pair they joined, and the slots left out."""
    slots = oracle.slots_of(pool)

    def slot(person_id: str, site: str) -> Slot:
        own = [slot for slot in slots if slot.person.id == person_id]
        return own[0] if len(own) == 1 else next(slot for slot in own if site in slot.sites)

    pairs, thirds = [], {}
    for position, group in enumerate(matching.groups):
        a, b = (slot(member, group.site) for member in group.members if member != group.third)
        pairs.append((a, b))
        if group.third:
            thirds[slot(group.third, group.site)] = position
    return tuple(pairs), thirds, [slot(one.id, one.site) for one in matching.left_out]


def check(seed: int) -> None:
    pool = pool_of(seed)
    matching = match(pool, seed)
    oracle.check_lawful(pool, matching)
    pairs, thirds, alone = slots_used(pool, matching)
    met = oracle.departments_met(pool)
    assert oracle.tiers_of(pool, pairs) == max(
        oracle.tiers_of(pool, pairing) for pairing in oracle.every_pairing(pool, oracle.slots_of(pool))
    )
    joined = []
    for third, position in thirds.items():
        assert oracle.may_join(pool, third, pairs[position])
        both = oracle.total([oracle.worth(pool, met, third, member) for member in pairs[position]])
        joined.append((1, third.person.owed, *both[2:]))
    assert oracle.total(joined) == oracle.best_thirds(pool, pairs, [*thirds, *alone])


@pytest.mark.parametrize("seed", QUICK)
def test_the_best_of_all_matchings(seed: int) -> None:
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_the_best_of_all_matchings_in_every_small_pool(seed: int) -> None:
    check(seed)
