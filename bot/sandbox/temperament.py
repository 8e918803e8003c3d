"""What each of the staff is like in a trial: when they join, whether they meet, what they say. Drawn from a seed."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from bot.staff_list import StaffRow

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


@dataclass(frozen=True)
class Temperament:
    """One person's ways. Days are counted in working days: from the announcement, and from the introduction."""

    joins_on_day: int
    joins_twice: bool
    leaves_on_day: int | None
    joins_again: bool
    never_answers: bool
    wants_each_site: bool
    acts_on_day: int
    answers: Literal["at once", "when asked", "when reminded", "never"]
    quote_consent: Literal["no", "by_role", "by_name"]
    wants_another: bool

    @classmethod
    def of(cls, person: StaffRow, seed: str, sign_up_days: int) -> "Temperament":
        """The same for the same person and seed."""
        chance = Random(f"{seed}:{person.id}")
        joins_on = chance.randrange(sign_up_days - 1)
        leaves = chance.random() < 0.08
        return cls(
            joins_on_day=joins_on,
            joins_twice=chance.random() < 0.1,
            leaves_on_day=joins_on + 1 if leaves else None,
            joins_again=chance.random() < 0.5,
            never_answers=chance.random() < 0.03,
            wants_each_site=len(person.sites) > 1 and chance.random() < 0.7,
            acts_on_day=chance.randrange(1, 15),
            answers=chance.choices(("at once", "when asked", "when reminded", "never"), (4, 4, 2, 7))[0],
            quote_consent=chance.choices(("no", "by_role", "by_name"), (4, 4, 1))[0],
            wants_another=chance.random() < 0.85,
        )

    def words(self, person: StaffRow, seed: str) -> str:
        """What this person writes when asked what came of it."""
        return Random(f"{seed}:{person.id}:words").choice(WORDS)


def fate_of(meeting: str, seed: str) -> Fate:
    """How a meeting turns out, by its id."""
    return Random(f"{seed}:meeting {meeting}").choice(FATES)
