"""A first matching of a large pool: the right people at the right sites, whoever they are."""

import numpy as np

from activities.coffee.matching.bound import Side, most_meetings
from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots
from activities.coffee.matching.tiers import lawful

SWAPS = 10  # times that each misfit may try
Lists = dict[tuple[int, int], Ints]


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
