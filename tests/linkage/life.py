"""What happened in a town, and who said what in it without a name: what others are asked to guess."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.linkage.kept import Kept, Row, kept
from tests.town import Town, Townsperson


@dataclass(frozen=True)
class Said:
    """A text without a name, who said it, and the people of whom it may be so, by what everybody is promised."""

    kind: str
    text: str
    author: int
    among: tuple[int, ...]


@dataclass
class Life:
    """What happened in one town. `beside`: rows naming an author that were written by what they said without a name."""

    town: Town
    people: Sequence[Townsperson]
    said: list[Said] = field(default_factory=list)
    copies: list[Kept] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    _read: tuple[int, Kept] | None = field(default=None, init=False)

    @property
    def now(self) -> Kept:
        """Everything that is kept at this moment; it is as it was where nobody has written since it was read."""
        if self._read is None or self._read[0] != self.town.commits:
            self._read = self.town.commits, kept(self.town, but=frozenset({self.town.lee.id}))
        return self._read[1]
