"""British postcodes, after BS 7666: an area that exists, a district, and three characters for a few houses.

Those of hospitals, offices and events pass where they are called so; and those of no house, which large users have.
"""

import re
from collections.abc import Iterator

from activities.kit.screening.addresses import is_of_an_institution
from activities.kit.screening.kinds import Kind, Span

_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY"
    "|GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR"
    "|NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB"
    "|WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
_OUTWARD = rf"(?:{_AREAS})(?:[0-9]{{1,2}}|[0-9][ABCDEFGHJKMNPRSTUVWXY])"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_CAPITALS = re.compile(rf"(?<![A-Za-z0-9_]){_OUTWARD}(?: {{0,2}}|-){_INWARD}(?![A-Za-z0-9_])")
_TYPED_FAST = re.compile(rf"(?<![A-Za-z0-9_]){_OUTWARD}[ -]?{_INWARD}(?![A-Za-z0-9_])", re.IGNORECASE)
_MISREAD = re.compile(rf"(?<![A-Za-z0-9_])(?:{_AREAS})[Il] {_INWARD}(?![A-Za-z0-9_])")
_IN_PART = re.compile(rf"(?<![a-z])post ?code[\s:=]{{0,3}}(?:(?:is|was|of)\s)?{_OUTWARD}(?![A-Z0-9])", re.IGNORECASE)
_MEASURE = re.compile(r"[0-9](?:st|nd|rd|th|hr|yr|lb|pt|pp)")
"""`Level E5 2nd floor` is no postcode."""

_LARGE_USER = re.compile(r"(?:W1A|EC[1-4]P|N1P|NW1W|SE1P|BX[0-9]|SW1A|[A-Z]{1,2}9[5-9])[ -]?[0-9][A-Z]{2}")
"""Districts in which nobody lives: post boxes, large firms, and Whitehall."""


def postcodes(text: str) -> Iterator[Span]:
    """Find whole postcodes, and the first part of one that is called a postcode."""
    for form in (_CAPITALS, _MISREAD):
        for found in form.finditer(text):
            if not _LARGE_USER.match(found[0]) and not is_of_an_institution(text, found.start()):
                yield Span(Kind.POSTCODE, *found.span())
    for found in _TYPED_FAST.finditer(text):
        if found[0] != found[0].upper() and not _MEASURE.fullmatch(found[0][-3:]):
            yield Span(Kind.POSTCODE, *found.span())
    for found in _IN_PART.finditer(text):
        yield Span(Kind.POSTCODE, *found.span())
