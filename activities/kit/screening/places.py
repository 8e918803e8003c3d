"""Where one patient is: a bed, a bay, a side room, a cubicle. Counts of beds, and where things stand, pass."""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span

_MEASURES = (
    "hours?|hrs?|days?|weeks?|months?|years?|minutes?|mins?|times|nights?|patients|people|staff|more|extra|percent"
)
_NOT_COUNTED = rf"(?![\w%]|[:.,][0-9]|[ -]?(?:{_MEASURES})(?![a-z]))"
_NUMBER = r"\s{0,2}(?:no\.?|num|number)?\s{0,2}[:#-]?\s{0,2}[a-z]{0,2}[0-9]{1,3}[a-z]?"
_IN_WORDS = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_FORMS = (
    re.compile(rf"(?<![\w-])(?:bed(?:[ -]?space)?|side[ -]?room|s/r)(?!\s?24/7){_NUMBER}{_NOT_COUNTED}", re.I | re.A),
    re.compile(
        r"(?<![\w-])(?:beds|side[ -]?rooms)\s{1,2}[0-9]{1,2}\s?(?:and|or|to|[&,/-])\s?[0-9]{1,2}(?!\w)", re.I | re.A
    ),
    re.compile(rf"(?<![\w-])(?<!\ba )(?<!\bone )bed {_IN_WORDS}{_NOT_COUNTED}", re.I | re.A),
    re.compile(r"(?<![\w-])[Bb]ed [A-H](?![\w'&-])", re.A),
    re.compile(rf"(?<![\w-])(?:cubicle|(?<!book )trolley)\s{{0,2}}[0-9]{{1,2}}{_NOT_COUNTED}", re.I | re.A),
    re.compile(
        r"(?<![\w-])(?<!loading )(?<!parking )(?<!delivery )(?<!ambulance )(?<!shelf )(?<!shelving )(?<!charging )"
        r"(?:[Bb]ay [0-9]{1,2}|[Bb]ay [A-H](?![\w'&-]))(?![\w%]|[:.,][0-9]| of (?:the )?(?:stack|shel))",
        re.A,
    ),
)


def beds(text: str) -> Iterator[Span]:
    """`bed 4`, `Bed 12B`, `beds 3 and 4`, `bed space 7`, `side room 2`, `bay 3`, `cubicle 5`."""
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.BED, *found.span())
