"""Where one patient is: a bed, a bed space, a side room. Counts of beds, and rooms where staff meet, pass."""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span

_MEASURES = (
    "hours?|hrs?|days?|weeks?|months?|years?|minutes?|mins?|times|nights?|patients?|people|staff|wards?|units?|more|extra"
    "|years"
)
_BED = re.compile(
    r"(?<![\w-])(?:bed(?:[ -]?space)?|side[ -]?room)(?:s(?=\s))?\s{0,2}(?:no\.?|num|number)?\s{0,2}[:#-]?\s{0,2}"
    rf"[a-z]{{0,2}}[0-9]{{1,3}}[a-z]?(?![\w%]|[:.,][0-9]|[ -]?(?:{_MEASURES}|percent)(?![a-z]))",
    re.IGNORECASE | re.ASCII,
)


def beds(text: str) -> Iterator[Span]:
    """`bed 4`, `Bed 12B`, `beds 3 and 4`, `bed space 7`, `side room 2`."""
    for found in _BED.finditer(text):
        yield Span(Kind.BED, *found.span())
