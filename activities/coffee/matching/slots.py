"""A pool as arrays: one entry a slot, so that thousands of pairs are judged in one step.

Here is said what a pair is worth in each tier, and one number for all tiers in their order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

import numpy as np
from numpy.typing import NDArray

from activities.coffee.matching.problem import VIRTUAL, Candidate, Pool

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NOBODY = -1
LONGEST_AGO = 60  # rounds; five years of monthly trials. Longer ago makes no difference


@dataclass(frozen=True, eq=False)
class Slots:
    """The n slots of m people. Equal input in any order gives equal arrays."""

    people: tuple[Candidate, ...]  # (m,) sorted by id
    who: Ints  # (n,) index into people
    place: Ints  # (n,) index into places
    places: tuple[tuple[str, ...], ...]  # the distinct sets of sites, sorted; VIRTUAL is one more site
    holds: Bools  # (places, sites) which sites a set holds, sites sorted
    site_bits: NDArray[np.uint64]  # (sites / 64, n) the sites of each slot, a bit each
    department: Ints  # (n,)
    departments: int
    clinical: Bools  # (n,)
    owed: Ints  # (n,)
    met: Ints  # sorted keys of pairs of people who met
    ago: Ints  # for each key in met: rounds ago, 1 … LONGEST_AGO
    apart: Ints  # sorted keys of pairs of people kept apart
    knows: Bools  # (m, departments) whether somebody has met somebody of a department

    def __len__(self) -> int:
        return len(self.who)

    def near(self, i: Ints, j: Ints) -> Bools:
        """Say whether slots i and j share a site."""
        common = np.zeros(np.broadcast(i, j).shape, dtype=np.uint64)
        for word in self.site_bits:
            common |= word[i] & word[j]
        shared: Bools = common != 0
        return shared

    def key(self, i: Ints, j: Ints) -> Ints:
        """Return the key of the two people who hold slots i and j, whichever comes first."""
        a, b = self.who[i], self.who[j]
        return np.minimum(a, b) * len(self.people) + np.maximum(a, b)


def slots_of(pool: Pool) -> Slots:
    """Lay out the slots that a pool's candidates ask for, sorted by person and site."""
    people = tuple(sorted(pool.candidates, key=lambda candidate: candidate.id))
    asked = [(index, sites) for index, person in enumerate(people) for sites in _sites_of_slots(person)]
    places = tuple(sorted({sites for _, sites in asked}))
    place_index = {sites: index for index, sites in enumerate(places)}
    names = sorted({person.department for person in people})
    department_index = {name: index for index, name in enumerate(names)}
    department = np.array([department_index[person.department] for person in people], dtype=np.int64)
    who = np.array([index for index, _ in asked], dtype=np.int64)
    place = np.array([place_index[sites] for _, sites in asked], dtype=np.int64)
    met, ago = _sorted_pairs(people, pool.met.items())
    holds = _sites_held(places)
    return Slots(
        people=people,
        who=who,
        place=place,
        places=places,
        holds=holds,
        site_bits=_bits(holds)[:, place],
        department=department[who],
        departments=len(names),
        clinical=np.array([person.clinical for person in people], dtype=np.bool_)[who],
        owed=np.array([person.owed for person in people], dtype=np.int64)[who],
        met=met,
        ago=np.clip(ago, 1, LONGEST_AGO),
        apart=_sorted_pairs(people, ((pair, 1) for pair in pool.apart))[0],
        knows=_departments_met(pool, {person.id: index for index, person in enumerate(people)}, department, len(names)),
    )


def is_in(keys: Ints, known: Ints) -> Bools:
    """Say which keys stand in `known` (sorted): much faster than numpy's own when `known` is large and asked often."""
    if not len(known):
        return np.zeros(keys.shape, dtype=np.bool_)
    found: Bools = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def _sites_of_slots(person: Candidate) -> list[tuple[str, ...]]:
    """Return the sites each of a person's slots may be met at, sorted within a slot and between slots."""
    virtual = (VIRTUAL,) if person.virtual else ()
    sites = sorted(set(person.sites))
    if person.each_site and sites:
        return [(*virtual, site) for site in sites]
    return [(*virtual, *sites)]


def _sites_held(places: tuple[tuple[str, ...], ...]) -> Bools:
    sites = {site: index for index, site in enumerate(sorted({site for place in places for site in place}))}
    holds = np.zeros((len(places), len(sites)), dtype=np.bool_)
    for row, place in enumerate(places):
        holds[row, [sites[site] for site in place]] = True
    return holds


def _bits(holds: Bools) -> NDArray[np.uint64]:
    """Pack the columns of (places, sites) into words of 64: (words, places)."""
    words = -(-holds.shape[1] // 64)
    padded = np.zeros((len(holds), words * 64), dtype=np.bool_)
    padded[:, : holds.shape[1]] = holds
    return np.ascontiguousarray(np.packbits(padded, axis=1).view(np.uint64).T)


def _sorted_pairs(people: tuple[Candidate, ...], pairs: Iterable[tuple[frozenset[str], int]]) -> tuple[Ints, Ints]:
    """Return the keys of the pairs that are both in the pool, sorted, each with its number."""
    index = {person.id: position for position, person in enumerate(people)}
    keys, numbers = [], []
    for pair, number in pairs:
        if len(pair) == 2 and all(member in index for member in pair):
            a, b = sorted(index[member] for member in pair)
            keys.append(a * len(people) + b)
            numbers.append(number)
    order = np.argsort(np.array(keys, dtype=np.int64), kind="stable")
    return np.array(keys, dtype=np.int64)[order], np.array(numbers, dtype=np.int64)[order]


def _departments_met(pool: Pool, index: dict[str, int], department: Ints, departments: int) -> Bools:
    """Say which departments each person has met. A partner who is not in this pool counts for none.

    Their department is not known.
    """
    knows = np.zeros((len(index), departments), dtype=np.bool_)
    for pair in pool.met:
        known = [index[member] for member in pair if member in index]
        if len(known) == 2:
            knows[known[0], department[known[1]]] = True
            knows[known[1], department[known[0]]] = True
    return knows


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
