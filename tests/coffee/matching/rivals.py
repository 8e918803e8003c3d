"""What people use instead: drawing lots, and the best of twenty greedy tries. Slower to lose than one would think."""

from random import Random

from activities.coffee.matching.problem import Pool
from tests.coffee.matching.oracle import Pairing, Slot, departments_met, lawful, slots_of, tiers_of, worth


def shuffled(pool: Pool, random: Random) -> Pairing:
    """Neighbours in a random order, without a look at any rule but the site: what most bots do."""
    slots = slots_of(pool)
    random.shuffle(slots)
    slots.sort(key=lambda slot: sorted(slot.sites))
    return tuple(zip(slots[::2], slots[1::2], strict=False))


def greedy(pool: Pool, random: Random) -> Pairing:
    """One after the other, in random order, those owed first, gets the best partner who is still free."""
    met = departments_met(pool)
    free = slots_of(pool)
    random.shuffle(free)
    free.sort(key=lambda slot: -slot.person.owed)
    pairs: list[tuple[Slot, Slot]] = []
    while free:
        first = free.pop(0)
        options = [mate for mate in free if lawful(pool, first, mate)]
        if options:
            mate = max(options, key=lambda mate: worth(pool, met, first, mate))
            free.remove(mate)
            pairs.append((first, mate))
    return tuple(pairs)


def best_of_twenty(pool: Pool, random: Random) -> Pairing:
    """The best, tier by tier, of twenty greedy tries."""
    return max((greedy(pool, random) for _ in range(20)), key=lambda pairing: tiers_of(pool, pairing))
