"""Why this pair, and why nobody for me: in plain words."""

from itertools import combinations

import numpy as np

from activities.coffee.matching.problem import VIRTUAL, Candidate, Group, LeftOut
from activities.coffee.matching.slots import LONGEST_AGO, NOBODY, Ints, Slots, lawful, worth
from activities.kit.wording import listed

NEVER = LONGEST_AGO + 1


def groups_of(slots: Slots, pairs: Ints, joined: Ints) -> list[Group]:
    """Build the groups of two, (p, 2) slots, and of three, after rows (slot, index into pairs) joined; in no order."""
    third = np.full(len(pairs), NOBODY)
    third[joined[:, 1]] = joined[:, 0]
    columns = pairs[:, 0], pairs[:, 1], third
    met = np.min([_met(slots, one, other) for one, other in combinations(columns, 2)], axis=0)
    return [
        _group(slots, [slot for slot in members if slot != NOBODY], ago)
        for members, ago in zip(np.stack(columns, axis=1).tolist(), met.tolist(), strict=True)
    ]


def left_out(slots: Slots, slot: int) -> LeftOut:
    """Build what says that somebody's slot is in no group, and the reason."""
    place = slots.places[slots.place[slot]]
    named = [site for site in place if site != VIRTUAL]
    person = slots.people[slots.who[slot]]
    return LeftOut(
        id=person.id,
        site=named[0] if len(named) == 1 else VIRTUAL,
        why=_reason(slots, slot, person.department, _at(place)),
    )


def _group(slots: Slots, members: list[int], met: int) -> Group:
    members = [*sorted(members[:2]), *members[2:]]  # so that the reason names people in the order of their ids
    people = [slots.people[slots.who[slot]] for slot in members]
    site = _common_site(slots, members)
    return Group(
        members=tuple(sorted(person.id for person in people)),
        site=site,
        why=f"{_departments(people)}, {_where(site, len(people))}; {_history(met, len(people))}",
        met_before=met != NEVER,
        third=people[2].id if len(people) == 3 else None,
    )


def _common_site(slots: Slots, members: list[int]) -> str:
    """Choose a site with a name before a virtual meeting; of several, the first in the alphabet."""
    shared = set.intersection(*(set(slots.places[slots.place[slot]]) for slot in members))
    return min(shared - {VIRTUAL}, default=VIRTUAL)


def _met(slots: Slots, one: Ints, other: Ints) -> Ints:
    """Return how many rounds ago the people of two slots last met, or NEVER; also where there is NOBODY."""
    values = worth(slots, np.maximum(one, 0), np.maximum(other, 0))
    met = (values[2] == 0) & (one != NOBODY) & (other != NOBODY)
    return np.where(met, values[5] + LONGEST_AGO, NEVER)


def _departments(people: list[Candidate]) -> str:
    kinds = {person.clinical for person in people}
    if len(kinds) == 1:
        named = [person.department for person in people]
        of_all = f" ({'both' if len(people) == 2 else 'all'} {_kind(kinds.pop())})"
    else:
        named = [f"{person.department} ({_kind(person.clinical)})" for person in people]
        of_all = ""
    joined = f"{named[0]} with {named[1]}" if len(named) == 2 else f"{named[0]} and {named[1]}, joined by {named[2]}"
    return joined + of_all


def _kind(clinical: bool) -> str:
    return "clinical" if clinical else "non-clinical"


def _where(site: str, size: int) -> str:
    if site == VIRTUAL:
        return "in a virtual meeting"
    return f"{'both' if size == 2 else 'all three'} at {site}"


def _history(met: int, size: int) -> str:
    if met == NEVER:
        return "never matched before"
    ago = "in the last round" if met == 1 else f"{met} rounds ago"
    return f"matched before, {ago}" if size == 2 else f"two of them matched before, {ago}"


def _at(place: tuple[str, ...]) -> str:
    named = [site for site in place if site != VIRTUAL]
    if not named:
        return "in virtual meetings"
    at = f"at {listed(named, joining='or')}"
    return f"{at} or in virtual meetings" if VIRTUAL in place else at


def _reason(slots: Slots, slot: int, department: str, at: str) -> str:
    if not slots.places[slots.place[slot]]:
        return "you have named no site to meet at"
    everybody = np.arange(len(slots))
    others = everybody[slots.near(np.full_like(everybody, slot), everybody) & (slots.who != slots.who[slot])]
    if not len(others):
        return f"nobody else wants to meet {at}"
    own = slots.department[others] == slots.department[slot]
    if own.all():
        return f"the only other people {at} are in your own department"
    if not lawful(slots, np.full_like(others, slot), others).any():
        return f"everybody else {at} is in your own department or to be kept apart from you"
    if own.sum() + 1 > len(others) - own.sum():
        return f"more people {at} are from {department} than from all other departments together"
    return f"everybody you could meet {at} is already meeting somebody else"
