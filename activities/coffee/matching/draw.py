"""The steps of a draw: pairs, shuffle, thirds, reasons."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from activities.coffee.matching.exact import best_pairs, thirds
from activities.coffee.matching.explain import groups_of, left_out
from activities.coffee.matching.large import good_pairs
from activities.coffee.matching.problem import Group, Matching, Pool, Quality, Shortfall
from activities.coffee.matching.shuffle import parted, shuffle
from activities.coffee.matching.slots import NOBODY, Ints, Slots, slots_of, total

EXACT_SLOTS = 1_000  # always solved exactly
EXACT_WORK = 600_000_000  # slots × pairs that share a site: above, a few seconds would become minutes
SWEEPS = (5, 3, 5, 2) * 8  # units in a step of the shuffle, sweep by sweep
LARGE_SWEEPS = (3, 2) * 10

Progress = Callable[[float], None]


def draw(pool: Pool, seed: int, progress: Progress) -> Matching:
    """Draw a matching as match.match does, which is this without the wait for imports."""
    rng = np.random.Generator(np.random.PCG64(seed))
    slots = slots_of(pool)
    progress(0.0)
    pairs, bound, exact = _pairs(slots, rng, lambda share: progress(0.7 * share))
    units = shuffle(slots, with_singles(slots, pairs), rng, SWEEPS if exact else LARGE_SWEEPS)
    progress(0.8)
    units = parted(slots, units, rng, (lambda but_not: _solved_exactly(slots, rng, but_not)) if exact else None)
    paired, over = units[units[:, 1] != NOBODY], units[units[:, 1] == NOBODY, 0]
    joined = thirds(slots, paired, over, rng)
    progress(0.9)
    groups = sorted(groups_of(slots, paired, joined), key=lambda group: (group.site, group.members))
    alone = sorted(
        (left_out(slots, slot) for slot in np.setdiff1d(over, joined[:, 0]).tolist()),
        key=lambda one: (one.site, one.id),
    )
    progress(1.0)
    return Matching(tuple(groups), tuple(alone), seed, _quality(slots, total(slots, paired), bound, groups))


def with_singles(slots: Slots, pairs: Ints) -> Ints:
    """Add singles to pairs (k, 2): each slot that is in none, with NOBODY."""
    single = np.setdiff1d(np.arange(len(slots)), pairs)
    return np.concatenate([pairs, np.stack([single, np.full_like(single, NOBODY)], axis=1)])


def parts(slots: Slots) -> list[Ints]:
    """Split slots that have nothing to do with each other: no chain of shared sites leads from one part to another."""
    if not len(slots):
        return []
    # Sets of sites and sites are the nodes, so that no table of sets by sets is needed.
    size = len(slots.places) + slots.holds.shape[1]
    place, site = np.nonzero(slots.holds)
    held = csr_array((np.ones(len(place)), (place, len(slots.places) + site)), shape=(size, size))
    _, label = connected_components(held, directed=False)
    of_slot = label[slots.place]
    order = np.argsort(of_slot, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(of_slot[order])) + 1)


def _pairs(slots: Slots, rng: np.random.Generator, progress: Progress) -> tuple[Ints, tuple[int, ...], bool]:
    """Return pairs (k, 2), what no matching exceeds in each tier, and whether all was solved exactly."""
    found, bound, exact = [np.empty((0, 2), dtype=np.int64)], np.zeros(6, dtype=np.int64), True
    done = 0
    for part in parts(slots):
        if _is_small(slots, part):
            pairs = best_pairs(slots, part, rng)
            bound += total(slots, pairs)
        else:
            begin, share = done / len(slots), len(part) / len(slots)
            pairs, most = good_pairs(slots, part, rng, _within(progress, begin, share))
            bound += most
            exact = False
        found.append(pairs)
        done += len(part)
        progress(done / len(slots))
    return np.concatenate(found), tuple(bound.tolist()), exact


def _within(progress: Progress, begin: float, share: float) -> Progress:
    return lambda done: progress(begin + share * done)


def _is_small(slots: Slots, part: Ints) -> bool:
    """Say whether an exact solution takes seconds at most."""
    if len(part) <= EXACT_SLOTS:
        return True
    at_site = slots.holds[slots.place[part]].sum(axis=0, dtype=np.int64)
    return len(part) * int((at_site * (at_site - 1) // 2).sum()) <= EXACT_WORK


def _solved_exactly(slots: Slots, rng: np.random.Generator, but_not: Ints) -> Ints:
    """Pair all slots anew without some pairs of slots: units (u, 2)."""
    return with_singles(slots, np.concatenate([best_pairs(slots, part, rng, but_not) for part in parts(slots)]))


def _quality(slots: Slots, reached: tuple[int, ...], bound: tuple[int, ...], groups: list[Group]) -> Quality:
    clinical = {person.id: person.clinical for person in slots.people}
    together = Counter(two for group in groups for two in combinations(group.members, 2))
    return Quality(
        reached=reached,
        shortfalls=tuple(
            Shortfall(tier, got, most)
            for tier, (got, most) in enumerate(zip(reached, bound, strict=True))
            if got < most
        ),
        pairs=sum(len(group.members) == 2 for group in groups),
        threes=sum(len(group.members) == 3 for group in groups),
        repeats=sum(group.met_before for group in groups),
        mixed=sum(len({clinical[member] for member in group.members}) == 2 for group in groups),
        twice=tuple(sorted((a, b) for (a, b), times in together.items() if times > 1)),
    )
