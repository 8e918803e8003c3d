"""Changes that run from site to site, through people who can meet at several.

A single at one site and a single at another can both be paired if a chain of people of two sites links them, each
moving over by one; and a pair of two clinical people here can mend a pair of two non-clinical people there. Such a
chain is looked for along short ways between two sites, among a few dozen units solved exactly. Two ways are taken at
once, because to mend a pair on either side two people must move over, and one way may have but one who can.
"""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from activities.coffee.matching.exact import best_pairs
from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots, total

FEW = 8  # units of one sort taken from a site
MAPS = 6  # on which the same links are of different length
DETOUR = 3  # how much farther than the nearest a target may be, so that others are tried too


def bridge(
    slots: Slots, mate: Ints, units: Ints, site: Ints, short: tuple[int, ...], rng: np.random.Generator, most: int
) -> int:
    """Try to mend up to `most` shortfalls in each of tiers 1 and 4, in place; say how many were tried.

    units: (u, 2), a single with NOBODY; site: (u,) where each unit meets; short: by how much each tier falls short.
    """
    single, clinical, other = _kinds(slots, units)
    ends = []
    if short[0] > 0:
        ends.append((single, single))
    if short[3] > 0:
        ends.append((clinical, other) if clinical.sum() < other.sum() else (other, clinical))
    if not ends:
        return 0
    maps = [_links(slots, rng) for _ in range(MAPS)]
    order = np.argsort(site, kind="stable")
    at = np.searchsorted(site[order], np.arange(slots.holds.shape[1] + 1))
    tried = 0
    unused = np.ones(
        len(units), dtype=np.bool_
    )  # a unit that was re-paired is out of date in `units`, so once is enough
    for sources, targets in ends:
        for source in rng.permutation(np.flatnonzero(sources))[:most]:
            wanted = targets & unused
            wanted[source] = False
            way = _ways(maps, int(site[source]), site[wanted], rng)
            if not unused[source] or not way:
                continue
            here = [order[at[stop] : at[stop + 1]] for stop in way]
            block = _few(slots, units, [stop[unused[stop]] for stop in here], way, sources | targets, rng)
            block = np.union1d(block, source)
            tried += 1
            if _solve(slots, mate, units[block], rng):
                unused[block] = False
    return tried


def _kinds(slots: Slots, units: Ints) -> tuple[Bools, Bools, Bools]:
    """Find which units are singles, and which want for somebody of the other kind: all clinical, all non-clinical."""
    single: Bools = units[:, 1] == NOBODY
    one = slots.clinical[units[:, 0]]
    two = np.where(single, one, slots.clinical[units[:, 1]])
    return single, one & two, ~one & ~two


def _links(slots: Slots, rng: np.random.Generator) -> csr_array:
    """Draw how far it is between sites that are linked by somebody who can meet at both: 1 to 2, so that ways vary."""
    holds = csr_array(slots.holds.astype(np.float64))
    links = csr_array(holds.T @ holds)
    links.data = 1 + rng.random(len(links.data))
    return links


def _ways(maps: list[csr_array], source: int, targets: Ints, rng: np.random.Generator) -> list[int]:
    """Find the sites on short ways to one of the nearer targets, by each of two maps; empty if none can be reached."""
    if not len(targets):
        return []
    first, second = (maps[index] for index in rng.choice(len(maps), 2, replace=False))
    far, before = dijkstra(first, indices=source, return_predecessors=True)
    target = int(targets[np.argmin(far[targets] + DETOUR * rng.random(len(targets)))])
    if np.isinf(far[target]):
        return []
    _, also_before = dijkstra(second, indices=source, return_predecessors=True)
    return sorted({*_way(before, source, target), *_way(also_before, source, target)})


def _way(before: Ints, source: int, target: int) -> list[int]:
    way = [target]
    while way[-1] != source:
        way.append(int(before[way[-1]]))
    return way


def _few(slots: Slots, units: Ints, here: list[Ints], way: list[int], lacking: Bools, rng: np.random.Generator) -> Ints:
    """Choose a few units of each site: those that lack something, those that link it to the way's others, and more."""
    chosen = []
    on_way = slots.holds[:, way].sum(axis=1) > 1
    for at_site in here:
        among = rng.permutation(at_site)
        links = on_way[slots.place[units[among, 0]]] | on_way[slots.place[units[among, 1]]]
        sorts = (lacking[among], links, ~lacking[among] & ~links)
        chosen += [among[sort][:FEW] for sort in sorts]
    return np.concatenate(chosen)


def _solve(slots: Slots, mate: Ints, block: Ints, rng: np.random.Generator) -> bool:
    """Pair a block's slots as well as can be; say whether that was a gain."""
    slots_in = np.sort(block[block != NOBODY])
    found = best_pairs(slots, slots_in, rng)
    if total(slots, found) <= total(slots, block[block[:, 1] != NOBODY]):
        return False
    mate[slots_in] = NOBODY
    mate[found[:, 0]], mate[found[:, 1]] = found[:, 1], found[:, 0]
    return True
