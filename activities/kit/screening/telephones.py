"""Telephone numbers: British ones as people write them, and any with an international prefix.

Extensions, bleeps and short numbers such as 111 are nobody's own, and pass. Lengths follow Ofcom's National Telephone
Numbering Plan: a 0 and ten digits, or nine in a few places.
"""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span
from activities.kit.screening.other_numbers import names_a_thing

_BETWEEN = r"[ .\-()]{0,3}"
_ABROAD = re.compile(
    rf"(?<![\w.])(?:\+ ?|00 ?(?=44)|(?=447[0-9]{{9}}(?![0-9])))\(?[0-9](?:{_BETWEEN}[0-9]){{9,14}}(?![0-9])", re.ASCII
)
_AT_HOME = re.compile(
    rf"(?<![\w+])(?<![0-9][./-])(?<![A-Z]-)\(?0[1-9][0-9](?:{_BETWEEN}[0-9]){{7,8}}(?![0-9])", re.ASCII
)
_THREE_TIMES = ((4, 4, 2), (4, 4, 3))
"""0800 1200 140 is rather two times of day and a number."""


def dialled_abroad(text: str) -> Iterator[Span]:
    """Numbers with `+` and a country, or 0044, and British mobile numbers that lost their `+`."""
    for found in _ABROAD.finditer(text):
        yield Span(Kind.TELEPHONE, *found.span())


def dialled_at_home(text: str) -> Iterator[Span]:
    """Numbers that begin with 0 and have ten or eleven digits."""
    for found in _AT_HOME.finditer(text):
        shape = tuple(len(group) for group in re.findall(r"[0-9]+", found[0]))
        if shape != (10,) and shape not in _THREE_TIMES and not names_a_thing(text, found.start()):
            yield Span(Kind.TELEPHONE, *found.span())
