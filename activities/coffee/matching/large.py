"""Pools too large to solve exactly: a good start, then block after block of it made as good as it can be.

The start is a first matching: the right people at the right sites, whoever they are.

A block is a few hundred slots that can meet at one site. Each pair of it is split at random into a left and a right
member; the assignment problem, which is solved exactly and fast, then says which left is best with which right. The
present pairs are one of the answers, so a block never gets worse. Chains of changes from site to site run through
people who work at several: blocks across sites, solved exactly, look for those.
"""

from collections.abc import Callable, Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment

from activities.coffee.matching.bound import Side, bounds, most_meetings
from activities.coffee.matching.bridge import bridge
from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots, lawful, one_number, total, worth

SWAPS = 10  # times that each misfit may try
Lists = dict[tuple[int, int], Ints]

BLOCK = 200  # units of one site: the assignment problem grows with the cube
WIDE = 400  # units of several sites, fewer of which can meet
BRIDGES = 500  # one chain is looked for in so many units, and a few more
FEWEST_BRIDGES = 20
PATIENCE = 8  # sweeps without any gain before we stop
EFFORT = 4_000, 0.45  # at least, and for each slot; in millions of steps, each million about half a millisecond
BRIDGE_EFFORT = 25
WEIGHT_BITS = 52  # what a float holds exactly


def first_mates(slots: Slots, members: Ints, rng: np.random.Generator) -> Ints:
    """Choose a mate for each slot, (n,), NOBODY where there is none yet: as many clinical with non-clinical as can be.

    The others are paired within a site, each half of a list by department with the other half, so that departments
    differ unless one has more than half of the list.
    """
    mate = np.full(len(slots), NOBODY, dtype=np.int64)
    among = np.zeros(len(slots), dtype=np.bool_)
    among[members] = True
    clinical, other = among & slots.clinical, among & ~slots.clinical
    differ = ~np.eye(slots.departments, dtype=np.bool_)[slots.department]
    flow = most_meetings(slots, clinical, other, differ)
    left, right = _lists(slots, flow.left, clinical, rng), _lists(slots, flow.right, other, rng)
    for site, one, two in np.argwhere(flow.meetings).tolist():
        meetings = int(flow.meetings[site, one, two])
        here = _take(left, (site, one), meetings)
        _pair(slots, mate, here, _swapped(slots, here, _take(right, (site, two), meetings), rng))
    home = np.where(slots.holds, rng.random(slots.holds.shape), -1).argmax(axis=1)
    rest = rng.permutation(members[mate[members] == NOBODY])
    rest = rest[np.lexsort((slots.department[rest], home[slots.place[rest]]))]
    for here in np.split(rest, np.flatnonzero(np.diff(home[slots.place[rest]])) + 1):
        half = len(here) // 2
        _pair(slots, mate, here[:half], here[half : 2 * half])
    return mate


def _swapped(slots: Slots, left: Ints, right: Ints, rng: np.random.Generator) -> Ints:
    """Order the right side so that almost all may be paired: each misfit swaps with somebody by chance.

    A misfit that stayed single might be paired at another site later, and be missed at this one.
    """
    right = right.copy()
    for _ in range(SWAPS):
        misfits = np.flatnonzero(~lawful(slots, left, right))
        for two in zip(misfits, rng.integers(len(left), size=len(misfits)), strict=True):
            these = np.array(two)
            if lawful(slots, left[these], right[these[::-1]]).all():
                right[these] = right[these[::-1]]
    return right


def _pair(slots: Slots, mate: Ints, left: Ints, right: Ints) -> None:
    good = lawful(slots, left, right)
    mate[left[good]] = right[good]
    mate[right[good]] = left[good]


def _lists(slots: Slots, side: Side, among: Bools, rng: np.random.Generator) -> Lists:
    """List who is to meet somebody at which site, by site and kind: the flow counts them, chance picks them."""
    kinds = int(side.kind_of.max()) + 1
    which = rng.permutation(np.flatnonzero(among))
    lump = slots.place[which] * kinds + side.kind_of[which]
    order = np.argsort(lump, kind="stable")
    which, lump = which[order], lump[order]
    used: dict[int, int] = {}
    lists: dict[tuple[int, int], list[Ints]] = {}
    for row in np.flatnonzero(side.wanted).tolist():
        number = int(side.place[row]) * kinds + int(side.kind[row])
        begin = used.setdefault(number, int(np.searchsorted(lump, number)))
        used[number] = begin + int(side.wanted[row])
        lists.setdefault((int(side.site[row]), int(side.kind[row])), []).append(which[begin : used[number]])
    return {key: rng.permutation(np.concatenate(parts)) for key, parts in lists.items()}


def _take(lists: Lists, key: tuple[int, int], wanted: int) -> Ints:
    taken, lists[key] = lists[key][:wanted], lists[key][wanted:]
    return taken


def good_pairs(
    slots: Slots, members: Ints, rng: np.random.Generator, progress: Callable[[float], None]
) -> tuple[Ints, tuple[int, ...]]:
    """Return pairs (k, 2), and for each tier a bound that no matching of these slots exceeds: see bounds.

    progress is told the share done of the most work there may be. Work is counted, not timed, so that the same seed
    does the same on any machine.
    """
    goal = bounds(slots, members)
    mate = first_mates(slots, members, rng)
    short: tuple[int, ...] = (1,) * len(goal)  # the first sweep looks at everything
    most = EFFORT[0] + EFFORT[1] * len(members)
    reached: tuple[int, ...] = ()
    effort, idle, sweep = 0.0, 0, 0
    while effort < most and idle < PATIENCE and max(short) > 0:
        before = reached
        # Every other sweep is wide: all pairs may be as good as one site allows, and better ones be found across two.
        for block in _sweep(slots, mate, members, short, rng, wide=sweep % 2 == 1):
            _improve(slots, mate, block, rng)
            effort += len(block) ** 3 / 1e6  # what the assignment problem takes of a block
        units = _units(mate, members)
        short = _short(goal, total(slots, pairs_in(mate, members)))
        # No block at one site pairs a single here with a single elsewhere: that takes a chain of people in between.
        chains = FEWEST_BRIDGES + len(units) // BRIDGES
        effort += BRIDGE_EFFORT * bridge(slots, mate, units, _site_of(slots, units, rng), short, rng, chains)
        reached = total(slots, pairs_in(mate, members))
        short = _short(goal, reached)
        idle = idle + 1 if reached == before else 0
        sweep += 1
        progress(min(1.0, effort / most))
    return pairs_in(mate, members), goal


def _sweep(
    slots: Slots, mate: Ints, members: Ints, short: tuple[int, ...], rng: np.random.Generator, wide: bool
) -> Iterator[Ints]:
    """Yield blocks of units (k, 2), each of other units than the rest.

    Where meeting new people or departments falls short, a wide sweep takes two sites together, and every sweep ends
    with the people of several sites, wherever they are: they may change places with each other.
    """
    units = _units(mate, members)
    site = _site_of(slots, units, rng)
    everywhere = short[2] > 0 or short[4] > 0
    if wide and everywhere:
        two_sites = (rng.permutation(slots.holds.shape[1]) // 2)[site]
        yield from _blocks(units, two_sites, _lacking(slots, units, short), WIDE, rng)
    else:
        yield from _blocks(units, site, _lacking(slots, units, short), BLOCK, rng)
    if everywhere:
        several = slots.holds.sum(axis=1) > 1
        units = _units(mate, members)  # once more: what was yielded has been re-paired meanwhile
        roaming = several[slots.place[units[:, 0]]] | several[slots.place[np.maximum(units[:, 1], 0)]]
        units = rng.permutation(units[roaming])
        yield from np.array_split(units, -(-len(units) // WIDE) or 1)


def _short(goal: tuple[int, ...], reached: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(bound - value for bound, value in zip(goal, reached, strict=True))


def pairs_in(mate: Ints, members: Ints) -> Ints:
    """Return the pairs (k, 2) among members, the lower slot first, rows sorted."""
    first = members[mate[members] > members]
    return np.stack([first, mate[first]], axis=1)


def _units(mate: Ints, members: Ints) -> Ints:
    """Return pairs, and singles with NOBODY: (u, 2)."""
    heads = members[(mate[members] > members) | (mate[members] == NOBODY)]
    return np.stack([heads, mate[heads]], axis=1)


def _improve(slots: Slots, mate: Ints, block: Ints, rng: np.random.Generator) -> None:
    """Re-pair a block (k, 2) of units as well as can be with each unit's two on opposite sides."""
    # Who is on the same side cannot be paired, so chance puts people on other sides each time. Whoever has a mate finds
    # them opposite: the present pairs stay possible, and the best assignment is worth no less.
    flip = rng.random(len(block)) < 0.5
    left = np.where(flip, block[:, 1], block[:, 0])
    # Shuffled, because of equally good assignments the solver takes the one that it comes to first.
    right = rng.permutation(np.where(flip, block[:, 0], block[:, 1]))
    # NOBODY is no index: slot 0 stands in for it, and `real` takes out what comes of that.
    i, j = np.broadcast_arrays(np.maximum(left, 0)[:, None], np.maximum(right, 0)[None, :])
    real = (left != NOBODY)[:, None] & (right != NOBODY)[None, :]
    weights = one_number(worth(slots, i, j), at_most=len(block), bits=WEIGHT_BITS)
    # A lawful pair is worth more than 0. The solver assigns everybody, so what is worth 0 is who stays single.
    matrix = np.where(real & lawful(slots, i, j), weights, 0).astype(np.float64)
    row, column = linear_sum_assignment(matrix, maximize=True)
    mate[block[block != NOBODY]] = NOBODY
    paired = matrix[row, column] > 0
    a, b = left[row[paired]], right[column[paired]]
    mate[a], mate[b] = b, a


def _blocks(units: Ints, where: Ints, lacking: Bools, size: int, rng: np.random.Generator) -> Iterator[Ints]:
    """Yield blocks of about `size` units in the same place, around those that lack something, with as many others."""
    order = rng.permutation(len(units))
    order = order[np.argsort(where[order], kind="stable")]
    for here in np.split(order, np.flatnonzero(np.diff(where[order])) + 1):
        # Units that lack something can gain most from content ones, so a block is half of each; where few are content,
        # everybody takes part.
        wanting, content = here[lacking[here]], here[~lacking[here]]
        count = -(-len(wanting) * 2 // size) if len(content) > len(wanting) else -(-len(here) // size)
        if count:
            fill = content[: max(0, count * size - len(wanting))]
            for block in np.array_split(rng.permutation(np.concatenate([wanting, fill])), count):
                yield units[block]


def _lacking(slots: Slots, units: Ints, short: tuple[int, ...]) -> Bools:
    """Find which units might be better in one of the tiers in which the whole falls short."""
    single = units[:, 1] == NOBODY
    values = worth(slots, units[:, 0], np.maximum(units[:, 1], 0))
    lacking: Bools = single & (short[0] > 0)
    lacking |= (values[1] > 0) & single & (short[1] > 0)
    for tier, most in ((2, 1), (3, 1), (4, 2)):
        lacking |= (values[tier] < most) & (short[tier] > 0)
    return lacking


def _site_of(slots: Slots, units: Ints, rng: np.random.Generator) -> Ints:
    """Choose a site at which each unit can meet; by chance where there are several."""
    first = slots.place[units[:, 0]]
    second = np.where(units[:, 1] == NOBODY, first, slots.place[units[:, 1]])
    both, where = np.unique(first * len(slots.places) + second, return_inverse=True)
    common = slots.holds[both // len(slots.places)] & slots.holds[both % len(slots.places)]
    site: Ints = np.where(common, rng.random(common.shape), -1).argmax(axis=1)[where]
    return site
