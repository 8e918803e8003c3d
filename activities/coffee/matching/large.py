"""Pools too large to solve exactly: a good start, then block after block of it made as good as it can be.

A block is a few hundred slots that can meet at one site. Each pair of it is split at random into a left and a right
member; the assignment problem, which is solved exactly and fast, then says which left is best with which right. The
present pairs are one of the answers, so a block never gets worse. Chains of changes from site to site run through
people who work at several: blocks across sites, solved exactly, look for those.
"""

from collections.abc import Callable, Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment

from activities.coffee.matching.bound import bounds
from activities.coffee.matching.bridge import bridge
from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots
from activities.coffee.matching.start import first_mates
from activities.coffee.matching.tiers import lawful, one_number, total, worth

BLOCK = 200  # units: the assignment problem grows with the cube
BRIDGES = 500  # one block across sites for so many units, and a few more
FEWEST_BRIDGES = 20
WEIGHT_BITS = 52  # what a float holds exactly
MOST_SWEEPS = 40
PATIENCE = 8  # sweeps without any gain before we stop


def good_pairs(
    slots: Slots, members: Ints, rng: np.random.Generator, progress: Callable[[float], None]
) -> tuple[Ints, tuple[int, ...]]:
    """Pairs (k, 2), and for each tier a bound that no matching of these slots goes beyond.

    progress is told the share done of the most sweeps there may be.
    """
    goal = bounds(slots, members)
    mate = first_mates(slots, members, rng)
    reached: tuple[int, ...] = ()
    short: tuple[int, ...] = (1,) * len(goal)  # the first sweep looks at everything
    idle = 0
    for sweep in range(MOST_SWEEPS):
        before = reached
        for block in _blocks(slots, _units(mate, members), short, rng):
            _improve(slots, mate, block, rng)
        units = _units(mate, members)
        short = _short(goal, total(slots, pairs_in(mate, members)))
        bridge(slots, mate, units, _site_of(slots, units, rng), short, rng, most=FEWEST_BRIDGES + len(units) // BRIDGES)
        reached = total(slots, pairs_in(mate, members))
        short = _short(goal, reached)
        idle = idle + 1 if reached == before else 0
        progress((sweep + 1) / MOST_SWEEPS)
        if max(short) <= 0 or idle == PATIENCE:
            break
    return pairs_in(mate, members), goal


def _short(goal: tuple[int, ...], reached: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(bound - value for bound, value in zip(goal, reached, strict=True))


def pairs_in(mate: Ints, members: Ints) -> Ints:
    """The pairs (k, 2) among members, the lower slot first, rows sorted."""
    first = members[mate[members] > members]
    return np.stack([first, mate[first]], axis=1)


def _units(mate: Ints, members: Ints) -> Ints:
    """Pairs, and singles with NOBODY: (u, 2)."""
    heads = members[(mate[members] > members) | (mate[members] == NOBODY)]
    return np.stack([heads, mate[heads]], axis=1)


def _improve(slots: Slots, mate: Ints, block: Ints, rng: np.random.Generator) -> None:
    """Re-pair a block (k, 2) of units as well as can be with each unit's two on opposite sides."""
    flip = rng.random(len(block)) < 0.5
    left = np.where(flip, block[:, 1], block[:, 0])
    right = rng.permutation(np.where(flip, block[:, 0], block[:, 1]))
    i, j = np.broadcast_arrays(np.maximum(left, 0)[:, None], np.maximum(right, 0)[None, :])
    real = (left != NOBODY)[:, None] & (right != NOBODY)[None, :]
    weights = one_number(worth(slots, i, j), at_most=len(block), bits=WEIGHT_BITS)
    matrix = np.where(real & lawful(slots, i, j), weights, 0).astype(np.float64)
    row, column = linear_sum_assignment(matrix, maximize=True)
    mate[block[block != NOBODY]] = NOBODY
    paired = matrix[row, column] > 0
    a, b = left[row[paired]], right[column[paired]]
    mate[a], mate[b] = b, a


def _blocks(slots: Slots, units: Ints, short: tuple[int, ...], rng: np.random.Generator) -> Iterator[Ints]:
    """Blocks by site, around the units that fall short of what they might be, with as many others."""
    site = _site_of(slots, units, rng)
    order = rng.permutation(len(units))
    order = order[np.argsort(site[order], kind="stable")]
    lacking = _lacking(slots, units, short)
    for here in np.split(order, np.flatnonzero(np.diff(site[order])) + 1):
        wanting, content = here[lacking[here]], here[~lacking[here]]
        count = -(-len(wanting) * 2 // BLOCK) if len(content) > len(wanting) else -(-len(here) // BLOCK)
        if count:
            fill = content[: max(0, count * BLOCK - len(wanting))]
            for block in np.array_split(rng.permutation(np.concatenate([wanting, fill])), count):
                yield units[block]


def _lacking(slots: Slots, units: Ints, short: tuple[int, ...]) -> Bools:
    """Which units might be better in one of the tiers in which the whole falls short."""
    single = units[:, 1] == NOBODY
    values = worth(slots, units[:, 0], np.maximum(units[:, 1], 0))
    lacking: Bools = single & (short[0] > 0)
    lacking |= (values[1] > 0) & single & (short[1] > 0)
    for tier, most in ((2, 1), (3, 1), (4, 2)):
        lacking |= (values[tier] < most) & (short[tier] > 0)
    return lacking


def _site_of(slots: Slots, units: Ints, rng: np.random.Generator) -> Ints:
    """A site at which each unit can meet; by chance where there are several."""
    first = slots.place[units[:, 0]]
    second = np.where(units[:, 1] == NOBODY, first, slots.place[units[:, 1]])
    both, where = np.unique(first * len(slots.places) + second, return_inverse=True)
    common = slots.holds[both // len(slots.places)] & slots.holds[both % len(slots.places)]
    site: Ints = np.where(common, rng.random(common.shape), -1).argmax(axis=1)[where]
    return site
