"""What a pair is worth in each tier, and one number for all tiers in their order."""

from itertools import accumulate
from operator import mul

import numpy as np

from activities.coffee.matching.slots import LONGEST_AGO, Bools, Ints, Slots, is_in


def lawful(slots: Slots, i: Ints, j: Ints) -> Bools:
    """Say whether slots i and j may be paired, element by element (any shape).

    Two slots of one person never may, since they are of one department.
    """
    together = slots.near(i, j)
    together &= slots.department[i] != slots.department[j]
    if len(slots.apart):
        together &= ~is_in(slots.key(i, j), slots.apart)
    return together


def worth(slots: Slots, i: Ints, j: Ints) -> Ints:
    """Work out what pairing i with j adds to each of problem.TIERS: shape (6, *i.shape)."""
    a, b = slots.who[i], slots.who[j]
    values = np.empty((6, *i.shape), dtype=np.int64)
    values[0] = 1
    values[1] = slots.owed[i] + slots.owed[j]
    values[2] = 1
    values[3] = slots.clinical[i] != slots.clinical[j]
    values[4] = 2
    values[5] = 0
    if len(slots.met):
        values[4] = 2 - slots.knows[a, slots.department[j]] - slots.knows[b, slots.department[i]].astype(np.int64)
        keys = slots.key(i, j)
        at = np.minimum(np.searchsorted(slots.met, keys), len(slots.met) - 1)
        met = slots.met[at] == keys
        values[2] -= met
        values[5] = np.where(met, slots.ago[at] - LONGEST_AGO, 0)
    return values


def total(slots: Slots, pairs: Ints) -> tuple[int, ...]:
    """Add up what pairs (k, 2) reach in each tier."""
    return tuple(int(value) for value in worth(slots, pairs[:, 0], pairs[:, 1]).sum(axis=1))


def one_number(values: Ints, at_most: int, bits: int) -> Ints:
    """Make weights whose sums order matchings of at most `at_most` pairs as the tiers do: shape values.shape[1:].

    Each tier is measured from its own least value, which shifts all matchings of equally many pairs alike. The first
    tier always counts, so that a weight is positive. A tier that would need more than `bits` bits is left out with all
    after it: a search then simply does not see it. Beyond 62 bits the numbers are Python's own, of any size.
    """
    weights: Ints = np.zeros(values.shape[1:], dtype=np.int64)
    if not weights.size:
        return weights
    flat = values.reshape(len(values), -1)
    least = flat.min(axis=1)
    least[0] = 0
    spans = [int(most) * at_most + 1 for most in flat.max(axis=1) - least]
    needed = list(accumulate(spans, mul))
    kept = sum(product.bit_length() <= bits for product in needed)
    if needed[kept - 1].bit_length() > 62:
        weights = weights.astype(object)
    for tier in range(kept):
        weights = weights * spans[tier] + (values[tier] - least[tier])
    return weights
