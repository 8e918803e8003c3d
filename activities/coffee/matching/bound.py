"""What no matching can exceed, found by counting people instead of pairing them.

Slots are lumped together by their sites and by whom they may meet, where small departments count as one that may meet
itself. That forgets some rules, so the most that can flow from lump to lump is no less than what any matching reaches.
The same flow says at which of several sites somebody is wanted: see large.py.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from activities.coffee.matching.slots import Bools, Ints, Slots

BIG = 0.25  # of the slots at a site: a department so large may run out of others to meet
MOST_BIG = 6  # departments counted by themselves; more would only cost time
REST = 0  # the class of all other departments
NO_LIMIT = 1 << 30


@dataclass(frozen=True)
class Side:
    """Slots lumped together on one side of the flow, and how they spread over the sites."""

    kind_of: Ints  # (n,) what a slot is lumped by, beside its sites
    place: Ints  # (k,) with kind and site: one lump at one of its sites
    kind: Ints  # (k,)
    site: Ints  # (k,)
    wanted: Ints  # (k,) how many of the lump meet somebody at the site


@dataclass(frozen=True)
class Flow:
    """The most meetings there can be, and one way to have so many."""

    value: int
    left: Side
    right: Side
    meetings: Ints  # (sites, kinds on the left, kinds on the right)


def bounds(slots: Slots, members: Ints) -> tuple[int, ...]:
    """Return, for each of problem.TIERS, a number that no matching exceeds that reaches those of all tiers before."""
    everybody = np.zeros(len(slots), dtype=np.bool_)
    everybody[members] = True
    within_reach = _within_reach(slots, members)
    new = within_reach & ~slots.knows[slots.who]
    pairs = most_meetings(slots, everybody, everybody, within_reach).value // 2
    mixed = most_meetings(slots, everybody & slots.clinical, everybody & ~slots.clinical, within_reach).value
    if 2 * pairs == len(members):
        # Nobody is over, so the clinical people who are not in mixed pairs are in pairs of two.
        mixed -= (int(slots.clinical[members].sum()) - mixed) % 2
    departments = most_meetings(slots, everybody, everybody, new).value
    owed = slots.owed[members][within_reach[members].any(axis=1)].sum()
    return pairs, int(owed), pairs, min(pairs, mixed), min(2 * pairs, departments), 0


def most_meetings(slots: Slots, left: Bools, right: Bools, may_meet: Bools) -> Flow:
    """Find the most meetings of somebody in `left` (n,) with somebody in `right` (n,), each slot once on either side.

    may_meet: (n, departments) which departments a slot in `left` may meet.
    """
    class_of = _classes(slots, np.flatnonzero(left | right))
    count = int(class_of.max()) + 1
    into = np.zeros((slots.departments, count), dtype=np.float32)
    into[np.arange(slots.departments), class_of] = 1
    allowed, group = np.unique(may_meet.astype(np.float32) @ into > 0, axis=0, return_inverse=True)
    leave = _lumps(slots, left, group.reshape(-1))
    arrive = _lumps(slots, right, class_of[slots.department])
    return _solve(slots, leave, arrive, allowed)


@dataclass(frozen=True)
class _Lumps:
    kind_of: Ints
    place: Ints  # (l,) one lump: slots of one set of sites and one kind
    kind: Ints
    size: Ints
    lump: Ints  # (k,) with site: each site of each lump
    site: Ints


def _lumps(slots: Slots, which: Bools, kind_of: Ints) -> _Lumps:
    kinds = int(kind_of.max()) + 1
    code, size = np.unique((slots.place * kinds + kind_of)[which], return_counts=True)
    lump, site = np.nonzero(slots.holds[code // kinds])
    return _Lumps(kind_of, code // kinds, code % kinds, size, lump, site)


def _solve(slots: Slots, leave: _Lumps, arrive: _Lumps, allowed: Bools) -> Flow:
    """Solve the flow. Nodes: source, sink, the lumps of each side; at each site a door out a group, and in a class.

    Doors stand between the lumps, so that an edge is needed for each door and lump, and not for each two lumps.
    """
    sites, (groups, classes) = slots.holds.shape[1], allowed.shape
    out_lump = 2 + np.arange(len(leave.size))
    in_lump = 2 + len(out_lump) + np.arange(len(arrive.size))
    out_door = 2 + len(out_lump) + len(in_lump) + np.arange(sites * groups).reshape(sites, groups)
    in_door = 2 + len(out_lump) + len(in_lump) + out_door.size + np.arange(sites * classes).reshape(sites, classes)
    leaving = out_lump[leave.lump], out_door[leave.site, leave.kind[leave.lump]]
    arriving = in_door[arrive.site, arrive.kind[arrive.lump]], in_lump[arrive.lump]
    group, other = np.nonzero(allowed)
    meeting = out_door[:, group].ravel(), in_door[:, other].ravel()
    edges = (
        (np.zeros_like(out_lump), out_lump, leave.size),
        (*leaving, leave.size[leave.lump]),
        (*meeting, np.full(len(meeting[0]), NO_LIMIT)),
        (*arriving, arrive.size[arrive.lump]),
        (in_lump, np.ones_like(in_lump), arrive.size),
    )
    start, end, capacity = (np.concatenate(column) for column in zip(*edges, strict=True))
    nodes = 2 + len(out_lump) + len(in_lump) + out_door.size + in_door.size
    found = maximum_flow(csr_array((capacity.astype(np.int32), (start, end)), shape=(nodes, nodes)), 0, 1)
    meetings = np.zeros((sites, groups, classes), dtype=np.int64)
    meetings[:, group, other] = _along(found.flow, meeting).reshape(sites, len(group))
    return Flow(
        value=int(found.flow_value),
        left=_side(leave, _along(found.flow, leaving)),
        right=_side(arrive, _along(found.flow, arriving)),
        meetings=meetings,
    )


def _along(flow: csr_array, edges: tuple[Ints, Ints]) -> Ints:
    if not len(edges[0]):  # scipy answers an empty question with another sparse array
        return np.zeros(0, dtype=np.int64)
    return np.asarray(flow[edges], dtype=np.int64).reshape(-1)


def _side(lumps: _Lumps, wanted: Ints) -> Side:
    return Side(lumps.kind_of, lumps.place[lumps.lump], lumps.kind[lumps.lump], lumps.site, wanted)


def _classes(slots: Slots, which: Ints) -> Ints:
    """Give each department a class: REST, or its own number if it is among the biggest at some site."""
    of_place = np.zeros((len(slots.places), slots.departments), dtype=np.int64)
    np.add.at(of_place, (slots.place[which], slots.department[which]), 1)
    at_site = slots.holds.T.astype(np.int64) @ of_place
    beyond = (at_site - BIG * at_site.sum(axis=1, keepdims=True)).max(axis=0)
    big = np.argsort(-beyond, kind="stable")[:MOST_BIG]
    class_of = np.full(slots.departments, REST, dtype=np.int64)
    class_of[big] = np.where(beyond[big] > 0, 1 + np.arange(len(big)), REST)
    return class_of


def _within_reach(slots: Slots, members: Ints) -> Bools:
    """Say for each slot, (n, departments), which other departments are at one of its sites."""
    there = np.zeros((len(slots.places), slots.departments), dtype=np.bool_)
    there[slots.place[members], slots.department[members]] = True
    holds = slots.holds.astype(np.float32)
    reach: Bools = (holds @ (holds.T @ there.astype(np.float32)) > 0)[slots.place]
    reach[np.arange(len(slots)), slots.department] = False
    return reach
