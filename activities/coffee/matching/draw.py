"""The steps of a draw: pairs, shuffle, thirds, reasons."""

from collections.abc import Callable

import numpy as np
from scipy.sparse.csgraph import connected_components

from activities.coffee.matching.exact import best_pairs
from activities.coffee.matching.explain import group_of, left_out
from activities.coffee.matching.problem import Group, Matching, Pool, Quality
from activities.coffee.matching.shuffle import shuffle
from activities.coffee.matching.slots import NOBODY, Ints, Slots, slots_of
from activities.coffee.matching.threes import thirds
from activities.coffee.matching.tiers import total

SWEEPS = (5, 3, 5, 2) * 10  # units in a step of the shuffle, sweep by sweep


def draw(pool: Pool, seed: int, progress: Callable[[float], None]) -> Matching:
    """See match.match, which is this without the wait for imports."""
    rng = np.random.Generator(np.random.PCG64(seed))
    slots = slots_of(pool)
    progress(0.0)
    pairs = np.concatenate([_no_pairs(), *(best_pairs(slots, part, rng) for part in parts(slots))])
    progress(0.8)
    units = shuffle(slots, with_singles(slots, pairs), rng, SWEEPS)
    progress(0.9)
    paired = units[units[:, 1] != NOBODY]
    over = units[units[:, 1] == NOBODY, 0]
    joined = thirds(slots, paired, over, rng)
    third_of = {int(pair): int(slot) for slot, pair in joined}
    groups = sorted(
        (group_of(slots, _members(pair, third_of.get(row))) for row, pair in enumerate(paired)),
        key=lambda group: (group.site, group.members),
    )
    alone = sorted(
        (left_out(slots, int(slot)) for slot in np.setdiff1d(over, joined[:, 0])), key=lambda one: (one.site, one.id)
    )
    progress(1.0)
    return Matching(tuple(groups), tuple(alone), seed, _quality(slots, paired, groups))


def parts(slots: Slots) -> list[Ints]:
    """Slots that have nothing to do with each other: no chain of shared sites leads from one part to another."""
    if not len(slots):
        return []
    count, label = connected_components(slots.share, directed=False)
    of_slot = label[slots.place]
    return [np.flatnonzero(of_slot == part) for part in range(count)]


def with_singles(slots: Slots, pairs: Ints) -> Ints:
    """Pairs (k, 2), then each slot that is in none with NOBODY."""
    single = np.setdiff1d(np.arange(len(slots)), pairs)
    return np.concatenate([pairs, np.stack([single, np.full_like(single, NOBODY)], axis=1)])


def _no_pairs() -> Ints:
    return np.empty((0, 2), dtype=np.int64)


def _members(pair: Ints, third: int | None) -> Ints:
    return pair if third is None else np.append(pair, third)


def _quality(slots: Slots, pairs: Ints, groups: list[Group]) -> Quality:
    clinical = {person.id: person.clinical for person in slots.people}
    return Quality(
        reached=total(slots, pairs),
        shortfalls=(),
        pairs=sum(len(group.members) == 2 for group in groups),
        threes=sum(len(group.members) == 3 for group in groups),
        repeats=sum(group.met_before for group in groups),
        mixed=sum(len({clinical[member] for member in group.members}) == 2 for group in groups),
    )
