"""Telling figures to somebody outside: whatever sends any reads and writes the ledger through here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from activities.kit.turn import Turn
from activities.kit.withholding import NO_MEANS, Cells, Means, Sum, may_follow, may_leave
from activities.kit.wording import WITHHELD, share
from storage import departures, people


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
    what everybody knows anyway, such as how many have joined what a channel was asked to. `means`: see `withholding`.
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
