"""What the organisation has decided, as activities need to know it."""

from dataclasses import dataclass
from datetime import timedelta

SAFETY_TEXT = "This is not for reporting incidents or concerns; use your organisation’s own route."
"""What people learn from each other includes safety issues, and those must have somewhere to go."""


@dataclass(frozen=True)
class House:
    """How long things are kept after they have ended, whom to ask about that, where concerns go, and what is local.

    `contact`: an address or a sentence, empty where none has been given. `patient_numbers`: masks of the organisation's
    own numbers, `#` for a digit. `staff_domains`: where its staff have their e-mail, in lower case.
    `lists_forgotten`: whoever is forgotten stands, as a digest, on a list that a restored backup is held against.
    """

    keep: timedelta = timedelta(days=365)
    contact: str = ""
    safety_text: str = SAFETY_TEXT
    patient_numbers: tuple[str, ...] = ()
    staff_domains: tuple[str, ...] = ()
    lists_forgotten: bool = False
