"""What messages are about, by its title: for facilitators who hear that some of them are late."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from activities.kit.phases import MovedOn
from activities.kit.subjects import about
from activities.kit.turn import Turn


@dataclass(frozen=True)
class Titled:
    """Something of an activity's. `known_to`: the facilitators who may know that it is there, by id."""

    title: str
    known_to: frozenset[int]


Titles = Callable[[Turn, Collection[str]], Mapping[str, Titled]]
"""What the messages under these keys are about; those of which it cannot be told are left out."""


def known_to_facilitators(turn: Turn, named: Iterable[tuple[int, str]]) -> dict[int, Titled]:
    """Map ids of rows that every facilitator sees to what they are, from their ids and titles."""
    everybody = frozenset(person.id for person in turn.facilitators())
    return {identity: Titled(title, everybody) for identity, title in named}


def id_in(key: str) -> int:
    """Read the id after the first word of a key, `17` of `invitation:17:1`; 0 where there is none."""
    try:
        return about(key)
    except MovedOn:
        return 0
