"""Those who are to be seated, and how alike any two of them are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DEPARTMENT, ROLE_GROUP = 2, 1
"""What it costs when two of one department, or of one kind of work, sit together; never as much as a repeat."""


@dataclass(frozen=True)
class Guest:
    """Somebody in a café. `department` and `role_group` are empty where they are not known."""

    id: str
    department: str = ""
    role_group: str = ""


def alike(guests: Sequence[Guest]) -> npt.NDArray[np.float64]:
    """Work out what it costs when any two of these sit together once."""
    cost = DEPARTMENT * _same([one.department for one in guests]) + ROLE_GROUP * _same(
        [one.role_group for one in guests]
    )
    np.fill_diagonal(cost, 0)
    return cost


def in_columns(guests: Sequence[Guest], chance: np.random.Generator) -> list[Guest]:
    """Order the guests so that those who are alike stand next to each other, and all else is by chance.

    A design seats its first people in one column, who never meet, the next in another, and so on.
    """
    drawn = [guests[place] for place in chance.permutation(len(guests))]
    first_seen = {one.department: place for place, one in reversed(list(enumerate(drawn)))}
    return sorted(drawn, key=lambda one: (one.role_group, first_seen[one.department]))


def _same(labels: Sequence[str]) -> npt.NDArray[np.float64]:
    found = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    numbers = np.array([found[label] for label in labels])
    known = np.array([bool(label) for label in labels])
    same: npt.NDArray[np.float64] = ((numbers[:, None] == numbers[None, :]) & known[:, None] & known[None, :]).astype(
        np.float64
    )
    return same
