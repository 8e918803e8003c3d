"""What each of the staff is like in a trial: when they join, whether they meet, what they say. Drawn from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from bot.register.staff_list import StaffRow

WORDS = (Path(__file__).parent / "case" / "feedback.txt").read_text(encoding="utf-8").splitlines()
"""What people write when they are asked what came of it."""

Fate = Literal["meets", "finds no time", "knows them", "forgets"]

FATES: tuple[Fate, ...] = (
    *("meets",) * 17,
    *("finds no time",) * 3,
    *("knows them",) * 2,
    *("forgets",) * 2,
)
"""How meetings turn out, each about as often as it stands here."""

PATIENCE = {"at once": 0, "when asked": 1, "when reminded": 4, "never": 1_000}
"""After how many working days somebody answers who has been asked how it was."""


@dataclass(frozen=True)
class Temperament:
    """One person's ways. Days are working days: from the announcement, or from the introduction."""

    joins_on_day: int
    joins_twice: bool
    leaves_again: bool
    joins_again: bool
    wants_each_site: bool
    acts_on_day: int
    never_answers: bool
    wants_another: bool
    would_again: bool
    answers: str
    quote_consent: str
    words: str

    @property
    def patience(self) -> int:
        """Working days between being asked how it was and answering."""
        return PATIENCE[self.answers]


def temperaments(staff: Sequence[StaffRow], seed: str) -> dict[str, Temperament]:
    """Draw everybody's ways, by staff id: the same for the same list and seed.

    A few of each kind there must be, however small the list and whatever the seed: two who leave again, one of whom
    joins again; one who never answers.
    """
    chance = Random(f"{seed}:temperaments")
    quirks = chance.sample([row.id for row in staff], min(6, len(staff)))
    leaving, twice, silent = quirks[:2], quirks[2:5], quirks[5:]
    said = chance.sample(WORDS, len(WORDS))
    return {
        row.id: Temperament(
            joins_on_day=chance.randrange(8),
            joins_twice=row.id in twice,
            leaves_again=row.id in leaving,
            joins_again=row.id in leaving[:1],
            wants_each_site=len(row.sites) > 1,
            acts_on_day=chance.randrange(1, 14),
            never_answers=row.id in silent,
            wants_another=chance.random() < 0.85,
            would_again=chance.random() < 0.95,
            answers=chance.choices(tuple(PATIENCE), (4, 4, 2, 8))[0],
            quote_consent=chance.choices(("no", "by_role", "by_name"), (3, 4, 1))[0],
            words=said[number % len(said)],
        )
        for number, row in enumerate(staff)
    }


def fate_of(meeting: str, seed: str) -> Fate:
    """Tell how a meeting turns out, by its id."""
    return Random(f"{seed}:meeting {meeting}").choice(FATES)
