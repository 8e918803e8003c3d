"""Why this pair, and why nobody for me: in plain words."""

import numpy as np

from activities.coffee.matching.problem import VIRTUAL, Group, LeftOut
from activities.coffee.matching.slots import LONGEST_AGO, Ints, Slots
from activities.coffee.matching.tiers import lawful, worth
from activities.kit.wording import listed


def group_of(slots: Slots, members: Ints) -> Group:
    """The group of two or three slots; a third comes last."""
    people = [slots.people[slots.who[slot]] for slot in members]
    site = _common_site(slots, members)
    met = _last_met(slots, members)
    return Group(
        members=tuple(sorted(person.id for person in people)),
        site=site,
        why=f"{_departments(slots, members)}, {_where(site, len(people))}; {_history(met, len(people))}",
        met_before=met is not None,
        third=people[2].id if len(people) == 3 else None,
    )


def left_out(slots: Slots, slot: int) -> LeftOut:
    """Somebody whose slot is in no group, and the reason."""
    place = slots.places[slots.place[slot]]
    named = [site for site in place if site != VIRTUAL]
    person = slots.people[slots.who[slot]]
    return LeftOut(
        id=person.id,
        site=named[0] if len(named) == 1 else VIRTUAL,
        why=_reason(slots, slot, person.department, _at(place)),
    )


def _common_site(slots: Slots, members: Ints) -> str:
    """A site with a name before a virtual meeting; of several, the first in the alphabet."""
    shared = set.intersection(*(set(slots.places[slots.place[slot]]) for slot in members))
    return min(shared - {VIRTUAL}, default=VIRTUAL)


def _last_met(slots: Slots, members: Ints) -> int | None:
    """How many rounds ago the two of a group met who met last; None if no two met."""
    left, right = np.triu_indices(len(members), 1)
    values = worth(slots, members[left], members[right])
    met = values[2] == 0
    return int(values[5][met].min()) + LONGEST_AGO if met.any() else None


def _departments(slots: Slots, members: Ints) -> str:
    people = [slots.people[slots.who[slot]] for slot in members]
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


def _history(met: int | None, size: int) -> str:
    if met is None:
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
