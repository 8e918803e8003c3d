"""The problem a second time, slowly and plainly, to check the matcher against: nothing here is shared with it."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from activities.coffee.matching.problem import Candidate, Matching, Pool

Tiers = tuple[int, int, int, int, int, int]
Pairing = tuple[tuple["Slot", "Slot"], ...]


class Slot(NamedTuple):
    person: Candidate
    sites: frozenset[str]


def slots_of(pool: Pool) -> list[Slot]:
    slots = []
    for person in pool.candidates:
        virtual = {"(virtual)"} if person.virtual else set()
        if person.each_site and person.sites:
            slots += [Slot(person, frozenset({site} | virtual)) for site in set(person.sites)]
        else:
            slots.append(Slot(person, frozenset(set(person.sites) | virtual)))
    return slots


def lawful(pool: Pool, a: Slot, b: Slot) -> bool:
    return (
        bool(a.sites & b.sites)
        and a.person.department != b.person.department
        and frozenset((a.person.id, b.person.id)) not in pool.apart
    )


def departments_met(pool: Pool) -> dict[str, set[str]]:
    by_id = {person.id: person for person in pool.candidates}
    met: dict[str, set[str]] = {person_id: set() for person_id in by_id}
    for pair in pool.met:
        a, b = sorted(pair)
        if a in by_id and b in by_id:
            met[a].add(by_id[b].department)
            met[b].add(by_id[a].department)
    return met


def worth(pool: Pool, met: dict[str, set[str]], a: Slot, b: Slot) -> Tiers:
    """What one pair adds to each tier; a repeat counts as -1, and by how much it falls short of sixty rounds ago."""
    one, two = a.person, b.person
    ago = pool.met.get(frozenset((one.id, two.id)), 60)
    return (
        1,
        one.owed + two.owed,
        -int(frozenset((one.id, two.id)) in pool.met),
        int(one.clinical != two.clinical),
        int(two.department not in met[one.id]) + int(one.department not in met[two.id]),
        min(ago, 60) - 60,
    )


def total(values: list[Tiers]) -> Tiers:
    return tuple(sum(column) for column in zip(*values, strict=True)) if values else (0, 0, 0, 0, 0, 0)


def graph_of(pool: Pool) -> nx.Graph:
    """Every lawful pair of slots, with one weight for all tiers in their order, and the tiers."""
    slots, met = slots_of(pool), departments_met(pool)
    base = 64 * len(slots) * (1 + max((person.owed for person in pool.candidates), default=0)) + 1
    graph = nx.Graph()
    for i, j in combinations(range(len(slots)), 2):
        if lawful(pool, slots[i], slots[j]):
            tiers = worth(pool, met, slots[i], slots[j])
            weight = 0
            for value in tiers:
                weight = weight * base + value
            graph.add_edge(i, j, weight=weight, tiers=tiers)
    return graph


def best_by_networkx(pool: Pool) -> Tiers:
    """What the exact optimum reaches in each tier."""
    graph = graph_of(pool)
    return total([graph.edges[pair]["tiers"] for pair in nx.max_weight_matching(graph)])


def every_pairing(pool: Pool, slots: list[Slot]) -> Iterator[Pairing]:
    """Every lawful set of pairs, not only the largest."""
    if not slots:
        yield ()
        return
    first, rest = slots[0], slots[1:]
    yield from every_pairing(pool, rest)
    for index, mate in enumerate(rest):
        if lawful(pool, first, mate):
            for others in every_pairing(pool, rest[:index] + rest[index + 1 :]):
                yield ((first, mate), *others)


def tiers_of(pool: Pool, pairing: Pairing) -> Tiers:
    met = departments_met(pool)
    return total([worth(pool, met, a, b) for a, b in pairing])


def may_join(pool: Pool, third: Slot, pair: tuple[Slot, Slot]) -> bool:
    at_one_site = bool(third.sites & pair[0].sites & pair[1].sites)
    return at_one_site and all(lawful(pool, third, member) for member in pair)


def best_thirds(pool: Pool, pairs: Pairing, over: list[Slot]) -> Tiers:
    """Tiers of the best way for those left over to join the pairs: how many join, what they are owed, and so on."""
    met = departments_met(pool)

    def options(over: list[Slot], free: Pairing) -> Iterator[list[Tiers]]:
        if not over:
            yield []
            return
        yield from options(over[1:], free)
        for index, pair in enumerate(free):
            if may_join(pool, over[0], pair):
                both = total([worth(pool, met, over[0], member) for member in pair])
                for others in options(over[1:], free[:index] + free[index + 1 :]):
                    yield [(1, over[0].person.owed, *both[2:]), *others]

    return max(total(option) for option in options(over, pairs))


def check_lawful(pool: Pool, matching: Matching) -> None:
    """Every group is lawful, and everybody is matched or left out exactly as often as they asked."""
    by_id = {person.id: person for person in pool.candidates}
    used = [member for group in matching.groups for member in group.members] + [one.id for one in matching.left_out]
    assert sorted(used) == sorted(slot.person.id for slot in slots_of(pool))
    for group in matching.groups:
        people = [by_id[member] for member in group.members]
        assert list(group.members) == sorted(set(group.members))
        assert len({person.department for person in people}) == len(people)
        assert all(frozenset(pair) not in pool.apart for pair in combinations(group.members, 2))
        assert all(group.site in person.sites if group.site else person.virtual for person in people)
        assert group.met_before == any(frozenset(pair) in pool.met for pair in combinations(group.members, 2))
    named = [(member, group.site) for group in matching.groups for member in group.members if group.site]
    assert all(times == 1 for (member, _), times in Counter(named).items() if by_id[member].each_site)
