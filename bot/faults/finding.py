"""What the doctor says: one line each, a mark and words."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """The mark before a finding. It only catches the eye: the words carry the meaning by themselves."""

    WELL = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    """One thing looked at. Only what is wrong keeps the bot from working; a note is good to know."""

    mark: Mark
    words: str

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done; a warning is well enough."""
        return self.mark is not Mark.WRONG

    def __str__(self) -> str:
        return f"{self.mark} {self.words}"


def well(words: str) -> Finding:
    """Make a finding: it is as it should be."""
    return Finding(Mark.WELL, words)


def note(words: str) -> Finding:
    """Make a finding: nothing is wrong, but this is good to know."""
    return Finding(Mark.NOTE, words)


def wrong(words: str) -> Finding:
    """Make a finding: it does not work, and this is what to do."""
    return Finding(Mark.WRONG, words)
