"""Which figures may leave: none under five, none from which one can be worked out, and none by difference from others.

Figures that leave are in what is filed, in files, and in documents for others; whoever runs a thing sees its totals as
they are. A figure is a cell, known by its name. What cells are parts of says `Sum`: parts that do not overlap, with a
rest of the whole that is in none of them, or in none that is told. A rest of one to four people is as much a figure as
one that stands there; so then the smallest part that is told is withheld too.

What has left before fixes what may be added. A later document is held against each earlier one: every figure that both
tell, and every rest, is the same or differs by at least five; and filling in from one what the other withholds leaves
no rest of one to four. Where that is not so, the later document says what was said last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest count of people that leaves."""

Cells = Mapping[str, int]
"""Counts by name."""


@dataclass(frozen=True)
class Sum:
    """A cell that holds others, apart from each other. `exhaustive`: they are all of it, each of the whole in one."""

    whole: str
    parts: tuple[str, ...]
    exhaustive: bool = False


def may_leave(cells: Cells, sums: Sequence[Sum], public: Collection[str] = ()) -> dict[str, int]:
    """Those of the cells that may be told to somebody who knows nothing else than what is `public`, which is told."""
    told = {name: count for name, count in cells.items() if count >= LEAST or name in public}
    while (taken := _tells_too_much(told, sums)) is not None:
        del told[taken]
    return told


def may_follow(told: Cells, before: Sequence[Cells], sums: Sequence[Sum]) -> bool:
    """Whether these cells may be told to somebody who was told those of `before`, each time some of them."""
    return all(_differ_enough(told, earlier, sums) for earlier in before)


def is_small(count: int) -> bool:
    """Whether a count points to people: one to four, more or fewer."""
    return 0 < abs(count) < LEAST


def _tells_too_much(told: Cells, sums: Sequence[Sum]) -> str | None:
    """A cell that must be withheld, because with it another could be worked out."""
    for one in sums:
        parts = sorted((part for part in one.parts if part in told), key=lambda part: (told[part], part))
        if not parts:
            continue
        if one.whole not in told:
            if one.exhaustive:
                return parts[0]  # of a whole that is withheld nothing is told in parts
        elif is_small(told[one.whole] - sum(told[part] for part in parts)):
            return parts[0]
    return None


def _differ_enough(told: Cells, earlier: Cells, sums: Sequence[Sum]) -> bool:
    """Whether two documents, laid side by side, say no more than each of them does."""
    if any(is_small(told[name] - earlier[name]) for name in told.keys() & earlier.keys()):
        return False
    filled_in = ({**earlier, **told}, {**told, **earlier})
    return not any(
        _changes_little(told, earlier, one) or _small_rest(cells, one) for one in sums for cells in filled_in
    )


def _changes_little(told: Cells, earlier: Cells, one: Sum) -> bool:
    """Whether any of the parts of a whole and its rest, alone or together, have changed by one to four."""
    if one.whole not in told or one.whole not in earlier:
        return False
    parts = [part for part in one.parts if part in told and part in earlier]
    changes = [told[part] - earlier[part] for part in parts]
    together = {0}
    for change in (*changes, told[one.whole] - earlier[one.whole] - sum(changes)):
        together |= {other + change for other in together}
    return any(map(is_small, together))


def _small_rest(cells: Cells, one: Sum) -> bool:
    """Whether a whole without some of its parts is one to four; each way of taking parts away is tried."""
    if one.whole not in cells:
        return False
    rests = {cells[one.whole]}
    for part in one.parts:
        rests |= {rest - cells[part] for rest in rests} if part in cells else set()
    return any(map(is_small, rests))
