"""Telephone numbers: British ones as people write them, and any with an international prefix.

Extensions, bleeps and short numbers such as 111 are nobody's own, and pass. Lengths follow Ofcom's National Telephone
Numbering Plan: a 0 and ten digits, or nine in a few places. Without its code or its 0, a number must be called one.
"""

import re
from collections.abc import Iterator

from activities.kit.screening.kinds import Kind, Span
from activities.kit.screening.other_numbers import numbers_of_things

_BETWEEN = r"[ .\-()/]{0,3}"
_ABROAD = re.compile(
    rf"(?<![\w.])(?:\+ ?|00 ?(?=44)|(?=447[0-9]{{9}}(?![0-9])))\(?[0-9](?:{_BETWEEN}[0-9]){{9,14}}(?![0-9])", re.ASCII
)
_BEGINS = "(?:0[1-9][0-9]|07 ?[0-9]|0 [1-37] [0-9]|0 [17][0-9](?=[0-9]{2} ?[0-9]{3} ?[0-9]{3}(?![0-9])))"
_AT_HOME = re.compile(
    rf"(?<![\w+])(?<![0-9][./-])(?<![A-Z]-)\(?{_BEGINS}(?:{_BETWEEN}[0-9]){{7,8}}(?![0-9])",
    re.ASCII,
)
_THREE_TIMES = ((4, 4, 2), (4, 4, 3))
"""0800 1200 140 is rather two times of day and a number."""

_PHONE = r"(?<![a-z])(?:(?:mobile|mob|home|landline|tel|telephone|phone)(?![a-z])\.?\s?){1,2}(?:no\.?|number)?"
_SAID = r"[\s:.]{0,3}(?:(?:is|was)\s)?"
_RING = r"(?<![a-z])(?:ring|call|phone|text|contact|rang|called|phoned)\s(?:\w{1,12}\s){1,3}on\s"
_LOCAL = r"[2-9][0-9]{2}[ -]?[0-9]{3,4}(?![\w%]|[.,:/-][0-9])"
_WITHOUT_ZERO = r"7[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9])"
_NAMED = re.compile(rf"(?:{_PHONE}{_SAID}|{_RING})(?P<number>{_WITHOUT_ZERO}|{_LOCAL})", re.IGNORECASE | re.ASCII)


def dialled_abroad(text: str) -> Iterator[Span]:
    """Find numbers with `+` and a country, or 0044, and British mobile numbers that lost their `+`."""
    for found in _ABROAD.finditer(text):
        yield Span(Kind.TELEPHONE, *found.span())


def dialled_at_home(text: str) -> Iterator[Span]:
    """Find numbers that begin with 0 and have ten or eleven digits, and shorter ones called telephone numbers."""
    things = numbers_of_things(text)
    for found in _AT_HOME.finditer(text):
        shape = tuple(len(group) for group in re.findall(r"[0-9]+", found[0]))
        if shape != (10,) and shape not in _THREE_TIMES and found.start() not in things:
            yield Span(Kind.TELEPHONE, *found.span())
    for found in _NAMED.finditer(text):
        yield Span(Kind.TELEPHONE, *found.span("number"))
