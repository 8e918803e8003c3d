"""Where somebody lives: a house and its street, a flat, a street that somebody is said to live in.

Where a hospital, an office or an event is, is no secret, and passes if it is named before its address.

Postcodes follow BS 7666: an area that exists, a district, and three characters for a few houses. Those of hospitals,
offices and events pass where they are called so; and those of no house, which large users have.
"""

import re
from collections.abc import Iterator

from activities.kit.screening import Kind, Span

_STREET = (
    "(?:road|rd|street|st|avenue|ave|av|lane|ln|close|cl|drive|dr|crescent|cresc|cres|way|court|ct|place|pl|terrace|terr"
    "|gardens|gdns|grove|gr|mews|hill|row|walk|square|sq|rise|view|green|parade|park|boulevard|vale|croft|fold|bank|gate|end"
    "|yard|wharf|quay|drove|heights|meadows?|fields?|paddock|orchard|lea|mount|estate|villas|cottages|buildings|towers?"
    "|house|mansions)"
)
_SURELY = "(?:road|rd|street|avenue|ave|lane|crescent|terrace|gardens|grove|mews)"
"""Streets that are known for such in small letters too."""

_HOUSE = r"(?<![\w.,/£$-])[0-9]{1,4}[a-h]?,? "
_NO_NAME = (
    "(?!(?:[a-z]+ )?(?:business|retail|science|industrial|trading|technology|enterprise|office) (?:park|estate)"
    "|(?:year|point|step|day|week|month|star|way|hour|minute|mile|lane|court|wheel|bed|patient|staff|ward|nurse|place)s?"
    "[ -])"
)
_NAMED = r"(?-i:(?:(?:St\.?|[A-Z][A-Za-z'’]{1,19}|[A-Z]{2,20})[ -]){1,4})"
_NO_STREET = (
    "(?:the|an?|in|of|to|for|on|at|and|or|main|busy|long|new|other|same|wide|miles?|metres?|minutes?|mins|hours?|days?|weeks?"
    "|months?|years?|lane|way|wet|icy|closed?|patients?|staff|people|times|cars?|steps?|streets?|roads?|beds?|more|per|very"
    "|too|that|which|this|side|back|front|one|two|three|four|local|nearby|car|bus|test)(?![a-z])"
)
_LIVES = (
    "(?:liv(?:es|ed|ing)|resid(?:es|ed|ing|ent)|stay(?:s|ed|ing)|(?:discharged|taken|went|sent|brought)(?: home)? to"
    "|(?:home|his|her|their|patient's|patient) address|(?<!e-mail )(?<!email )(?<!web )(?<!ip )(?<!mac )address:)"
)
_AT_HOME = (
    r"(?<![a-z])(?:(?:liv(?:es|ed|ing)|resid(?:es|ed|ing))(?: alone)? (?:at|in|on)"
    r"|(?:home|his|her|their|patient's|patient|pt) addr(?:ess)?"
    r"(?: is|:)?|(?<!e-mail )(?<!email )(?<!web )(?<!ip )(?<!mac )addr(?:ess)?:)"
)
_NO_HOME = (
    "year|month|week|day|hour|minute|mile|km|metre|different|separate|other|person|people|bed|storey|stair|flight|floor|adult"
    "|child|care|home|site|address|place|large|small|new|of|to|in|and|or"
)
_INSTITUTION = re.compile(
    r"(?:(?:Hospital|Hospice|Infirmary|Clinic|Surgery|Centre|HQ|Headquarters|University|College|Library|Trust|School"
    r"|Institute|Hub|Campus|Offices?|Hotel|Museum|Hall|Association|Society|Department|Ltd|Limited)"
    r"|(?i:venue|held at|conference|workshop|supplier|(?:training|meeting|course) at"
    r"|(?:post(?:ed)?|deliver(?:y|ed)?|return(?:ed)?|send) (?:it |them |forms )?to))(?![a-z])[^.;\n]{0,60}$"
)
_HOME = re.compile(
    rf"(?<![a-z])(?:{_LIVES}|(?:care|nursing|residential|rest) home|flat|apartment)(?![a-z])", re.IGNORECASE
)
_WINDOW = 90


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FORMS = (
    _form(rf"{_HOUSE}{_NO_NAME}(?:(?-i:The) {_STREET}|{_NAMED}{_STREET}(?! call))(?![\w-])\.?"),
    _form(
        rf"{_HOUSE}(?!{_NO_STREET})(?:[a-z']{{2,19}} (?:{_SURELY}|(?:st|gdns|cres)(?=[,.\n]|$))|high st)(?![\w-])\.?"
    ),
    _form(
        r"(?<![a-z])(?:flat|apartment|apt\.?|caravan|bungalow)(?: no\.?| number)? ?[0-9]{1,4}[a-z]?"
        r"(?![\w%]| ?(?-i:[a-z]))"
    ),
    _form(
        rf"(?<![a-z]){_LIVES}(?: is)?[:,]? (?:[^0-9.;\n]{{0,30}} )?(?:[0-9]{{1,4}}[a-h]?,? )?{_NAMED}{_STREET}(?![\w-])"
    ),
    _form(rf"(?<![a-z]){_LIVES}(?: is)?:? (?-i:(?:[A-Z][A-Za-z'’]{{1,19}},? ){{1,5}}){_STREET}(?![\w-])"),
    _form(
        rf"{_AT_HOME} [0-9]{{1,4}}[a-h]?,? (?!(?:{_NO_HOME})s?(?![a-z]))(?:[a-z'’]{{2,19}},? ){{0,3}}[a-z'’]{{2,19}}"
    ),
    _form(rf"{_AT_HOME}(?: the)? (?:[a-z'’]{{2,19}},? ){{1,5}}{_SURELY}(?![\w-])"),
    _form(
        rf"{_NAMED}(?:care|nursing|residential|rest) home,? (?:on |in )?(?:[0-9]{{1,4}},? )?{_NAMED}{_STREET}(?![\w-])"
    ),
    _form(r"(?<![a-z])(?:house|door) (?:no\.?|number) ?[0-9]{1,4}[a-z]?(?![\w%])"),
)


def addresses(text: str) -> Iterator[Span]:
    """Find `14 Acacia Avenue`, `Flat 3, …`, `lives on Acacia Avenue`."""
    for form in _FORMS:
        for found in form.finditer(text):
            if not is_of_an_institution(text, found.start()):
                yield Span(Kind.ADDRESS, *found.span())


def is_of_an_institution(text: str, start: int) -> bool:
    """Say whether what stands before says that here is a hospital, an office or an event, and nobody's home."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(_INSTITUTION.search(before)) and not _HOME.search(before)


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
