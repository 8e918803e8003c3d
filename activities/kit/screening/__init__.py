"""The rules by which free text is screened for what could identify a patient.

Here is said what screening looks for, and where it was found.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a passage looks like. Only an NHS number stops; the others warn."""

    NHS_NUMBER = "NHS number"
    DATE_OF_BIRTH = "date of birth"
    HOSPITAL_NUMBER = "hospital number"
    BED = "bed"
    POSTCODE = "postcode"
    ADDRESS = "home address"
    TELEPHONE = "telephone number"
    EMAIL = "e-mail address"
    VEHICLE = "vehicle number"


@dataclass(frozen=True)
class Span:
    """A passage of the text that a rule reads: from `start` up to, not including, `end`."""

    kind: Kind
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Say whether both cover at least one character."""
        return self.start < other.end and other.start < self.end


NUMBER_WORD = r"(?:(?:no(?!\s+longer)|nos|n[number]{2,7}s?|n[rbm]|i\.?d|identifiers?)(?![a-z])\.?|n?°|#)"
"""A number, in any order of its letters, because it is the word that is mistyped most; or a sign of it."""

REFERENCE = r"(?:ref|reference|code)(?![a-z])\.?"
