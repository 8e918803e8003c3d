"""Vehicle numbers. Those of today have a form of their own; others must say what they are."""

import re
from collections.abc import Iterator

from activities.kit.screening import Kind, Span

_GAP = r"[ -]{0,2}"
_AGE = "(?:0[2-9]|[1-3][0-9]|5[1-9]|[67][0-9]|8[0-4])"
_LAST = "[A-HJ-PR-Z]{3}"
_TODAY = rf"[A-HJ-PR-Y]{{2}} ?{_AGE}{_GAP}{_LAST}"
_OLDER = rf"(?:[A-HJ-NPR-TV-Y][0-9]{{1,3}}{_GAP}{_LAST}|{_LAST}{_GAP}[0-9]{{1,3}}{_GAP}[A-HJ-NPR-TV-Y])"
_NORTHERN_IRELAND = rf"(?:[A-Z]?[A-Z]Z|[A-Z]I[A-Z]){_GAP}[0-9]{{2,4}}"
_ANY = (
    rf"(?:(?i:{_TODAY}|{_OLDER})|{_NORTHERN_IRELAND}|[A-Z][0-9][A-Z]{{2}}{_GAP}[A-Z]"
    rf"|[A-Z]{{1,3}}{_GAP}[0-9]{{1,4}}|[0-9]{{1,4}}{_GAP}[A-Z]{{1,3}})"
)
_NO_AREA = "in|at|to|by|of|on|or|up|an"
"""Words that a number may follow without a space: `by15may`."""

_OF_BOTH = "(?=[A-Z ]{0,4}[0-9])(?=[0-9 ]{0,4}[A-Z])"
_END = r"(?![A-Za-z0-9])"
_VEHICLE = (
    r"(?<![a-z])(?:car|van|vehicle|taxi|motorbike|motorcycle|scooter|minibus|audi|bmw|citroen|fiat|ford"
    r"|honda|hyundai|kia|lexus|mazda|mercedes|mini|nissan|peugeot|renault|skoda|suzuki|tesla|toyota|vauxhall|volvo|vw)(?:'s)?(?![a-z])"
)
_PLATE = (
    r"(?<![a-z])(?:(?:number|licen[cs]e)? ?plates?|vrn|vrm|reg(?:d|istration)?)(?![a-z])\.?"
    r"(?:\s?(?:no|number|num|mark|plate)(?![a-z])\.?)?"
    r"(?:\s(?:is|was|were|ended up as|ending)(?![a-z]))?"
)
_BETWEEN = r"[^\w\n]{0,3}"
_FORMS = (
    re.compile(rf"(?<![\w-])(?P<plate>{_TODAY}){_END}"),
    re.compile(
        rf"(?<![A-Za-z0-9-])(?!{_NO_AREA})(?P<plate>[a-hj-pr-y]{{2}}{_AGE}(?!hrs|day|min|and|the|pts|bed)[a-hj-pr-z]{{3}}){_END}"
    ),
    re.compile(rf"(?i:{_PLATE}){_BETWEEN}(?P<plate>{_ANY}){_END}"),
    re.compile(rf"(?i:plates?)(?i: is| was)?{_BETWEEN}(?P<plate>{_OF_BOTH}[A-Z0-9]{{1,4}} ?[A-Z0-9]{{1,4}}){_END}"),
    re.compile(rf"(?i:{_VEHICLE}){_BETWEEN}(?P<plate>(?i:{_TODAY}|{_OLDER})|{_NORTHERN_IRELAND}){_END}"),
    re.compile(
        rf"(?<![\w-])(?P<plate>(?i:{_TODAY})|{_OLDER}|{_NORTHERN_IRELAND}){_END}"
        r"(?=[^\w\n]{1,3}(?i:(?:was |is )?(?:parked|block|clamped|left|outside)|(?:\w{2,8} )?plate|reg(?![a-z])))"
    ),
)


def vehicle_numbers(text: str) -> Iterator[Span]:
    """Find `AB12 CDE`, `reg. A123 BCD`, `car ab12cde`, `ABC 123D parked …`."""
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.VEHICLE, *found.span("plate"))
