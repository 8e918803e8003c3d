"""Which figures may leave: none under five, none from which one can be worked out, and none by difference from others.

Figures that leave are in what is filed, in files, and in documents for others; whoever runs a thing sees its totals as
they are. A figure is a cell, known by its name. What cells are parts of says `Sum`: parts that do not overlap, with a
rest of the whole that is in none of them, or in none that is told. A rest of one to four people is as much a figure as
one that stands there; so then the smallest part that is told is withheld too.

What has left before fixes what may be added. A later document is held against each earlier one: every figure that both
tell, and every rest, is the same or differs by at least five. And it is held against all of them together: filling in
from any what another withholds leaves no rest of one to four. Where that is not so, the later document says what was
said last.

A mean leaves as a cell of its own: the sum of what people gave, beside how many they are. It counts nobody, so it may
be small; it is told only with that count, and is the same while that is.

Telling figures to somebody outside: whatever sends any reads and writes the ledger through here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.turn import Turn
from activities.kit.wording import WITHHELD, share
from storage import departures, people

LEAST = 5
"""The smallest count of people that leaves."""

Cells = Mapping[str, int]
"""Counts by name."""

NO_MEANS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Sum:
    """A cell that holds others, apart from each other. `exhaustive`: they are all of it, each of the whole in one."""

    whole: str
    parts: tuple[str, ...]
    exhaustive: bool = False


Means = Mapping[str, str]
"""By the cell that holds what people gave, added up, the one that counts them."""


def may_leave(
    cells: Cells, sums: Sequence[Sum], public: Collection[str] = (), means: Means = NO_MEANS
) -> dict[str, int]:
    """Choose the cells that may be told to somebody who knows nothing but what is `public`, which is told."""
    told = {name: count for name, count in cells.items() if count >= LEAST or name in (*public, *means)}
    while (taken := _tells_too_much(told, sums)) is not None:
        del told[taken]
    return {name: count for name, count in told.items() if name not in means or means[name] in told}


def may_follow(told: Cells, before: Sequence[Cells], sums: Sequence[Sum], means: Means = NO_MEANS) -> bool:
    """Say whether these cells may be told to somebody who was told those of `before`, each time some of them."""
    if not before:
        return True
    each = all(_differ_enough(told, earlier, sums, means) for earlier in before)
    return each and not any(_small_rest_together(told, before, one) for one in sums)


def is_small(count: int) -> bool:
    """Say whether a count points to people: one to four, more or fewer."""
    return 0 < abs(count) < LEAST


def _tells_too_much(told: Cells, sums: Sequence[Sum]) -> str | None:
    """Find a cell that must be withheld, because with it another could be worked out."""
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


def _differ_enough(told: Cells, earlier: Cells, sums: Sequence[Sum], means: Means) -> bool:
    """Say whether two documents say no more by how a figure has changed than each of them does."""
    both = told.keys() & earlier.keys()
    if any(is_small(told[name] - earlier[name]) for name in both - means.keys()):
        return False
    if any(told[name] != earlier[name] and told[means[name]] == earlier[means[name]] for name in both & means.keys()):
        return False
    return not any(_changes_little(told, earlier, one) for one in sums)


def _changes_little(told: Cells, earlier: Cells, one: Sum) -> bool:
    """Say whether any of the parts of a whole and its rest, alone or together, have changed by one to four."""
    if one.whole not in told or one.whole not in earlier:
        return False
    parts = [part for part in one.parts if part in told and part in earlier]
    changes = [told[part] - earlier[part] for part in parts]
    together = {0}
    for change in (*changes, told[one.whole] - earlier[one.whole] - sum(changes)):
        together |= {other + change for other in together}
    return any(map(is_small, together))


def _small_rest_together(told: Cells, before: Sequence[Cells], one: Sum) -> bool:
    """Say whether all documents together give a rest of one to four that those before do not give already."""
    documents = (told, *before)
    given = {rest for document in documents for rest in _rests(document, documents, one)}
    known = {rest for document in before for rest in _rests(document, before, one)}
    return any(map(is_small, given - known))


def _rests(document: Cells, others: Sequence[Cells], one: Sum) -> set[int]:
    """Work out a whole without some of its parts, for each way of taking parts away, from one document and others.

    What it does not tell is filled in from any that does.
    """

    def values(name: str) -> set[int]:
        return {document[name]} if name in document else {other[name] for other in others if name in other}

    rests = values(one.whole)
    for part in one.parts:
        rests |= {rest - taken for rest in rests for taken in values(part)}
    return rests


@dataclass(frozen=True)
class Told:
    """Figures as they leave: `cells` lacks what is withheld; `on` is the day of which they are."""

    cells: Mapping[str, int]
    on: date

    def count(self, cell: str) -> str:
        """Write a figure as 12; or that it is withheld."""
        return str(self.cells[cell]) if cell in self.cells else WITHHELD

    def share(self, part: str, whole: str) -> str:
        """Write a share as 12 of 40 (30%); without the whole where that is withheld."""
        if part not in self.cells or whole not in self.cells:
            return self.count(part)
        return share(self.cells[part], self.cells[whole])


def leave(
    turn: Turn,
    thing: str,
    document: str,
    cells: Cells,
    sums: Sequence[Sum],
    public: Collection[str] = (),
    means: Means = NO_MEANS,
) -> Told:
    """Tell what may be told now of a thing, `activity:id`, in a document of this kind; from now on it has left.

    Where that would give by difference what was withheld before, or is now, what left last is told again. `public` is
    what everybody knows anyway, such as how many have joined what a channel was asked to. `means`: as above.
    """
    people.lock(turn.session, turn.organisation)  # nobody else tells anything meanwhile
    before = departures.of_thing(turn.here, thing)
    told = Told(may_leave(cells, sums, public, means), turn.today)
    if not may_follow(told.cells, [one.cells for one in before], sums, means):
        told = Told(before[-1].cells, before[-1].left_on)
    departures.note(turn.here, thing, document, told.on, told.cells)
    return told


def last_left(turn: Turn, thing: str, document: str) -> Told | None:
    """Return what was told last of a thing in a document of this kind, if anything was."""
    before = [one for one in departures.of_thing(turn.here, thing) if one.document == document]
    return Told(before[-1].cells, before[-1].left_on) if before else None
