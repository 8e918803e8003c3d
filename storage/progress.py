"""How far long work has come: said by whatever does it, to whoever waits for it and may tell it to stop."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

STEP, PER_CENT = "step", "%"
"""Units of which not the number that is done is of interest: which one is being done, and the share of the whole."""

Item = TypeVar("Item")


class Progress:
    """Is told how far work has come, and when it cannot be stopped. This one tells nobody, and stops nothing."""

    def reaches(self, what: str, done: int = 0, of: int | None = None, unit: str = "") -> None:
        """Say what is being done, and how much of it is: `done` of so many, or of nobody knows how many, `unit`.

        Here work stops that was told to, by `KeyboardInterrupt`; what is said here holds then.
        """

    def in_one_piece(self) -> AbstractContextManager[object]:
        """Let nothing stop what is done in the block; if it is told to meanwhile, it stops when it is next heard of."""
        return nullcontext()

    def is_past_stopping(self) -> None:
        """Say that nothing stops what is left: it takes moments."""

    def through(self, what: str, items: Iterable[Item], of: int | None = None, unit: str = "") -> Iterator[Item]:
        """Give each of these, saying how many have been before it, and at the end that all have."""
        number = 0
        self.reaches(what, number, of, unit)
        for item in items:
            yield item
            number += 1
            self.reaches(what, number, of, unit)


UNSEEN = Progress()
"""For work that nobody waits for."""
