"""Where somebody is: at home, by street or postcode, or in a bed.

Of homes a house and its street are found, a flat, a street that somebody is said to live in. Where a hospital, an
office or an event is, is no secret, and passes if it is named before its address.

Postcodes follow BS 7666: an area that exists, a district, and three characters for a few houses. Those of hospitals,
offices and events pass where they are called so; and those of no house, which large users have.

Where one patient is: a bed, a bay, a cot, a side room, a cubicle. Counts of beds, and where things stand, pass.
"""

import re
from collections.abc import Iterator

from activities.kit.screening import NUMBER_WORD, Kind, Span

# ---- homes -----------------------------------------------------------------------------------------------------------

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


def _home(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_HOMES = (
    _home(rf"{_HOUSE}{_NO_NAME}(?:(?-i:The) {_STREET}|{_NAMED}{_STREET}(?! call))(?![\w-])\.?"),
    _home(
        rf"{_HOUSE}(?!{_NO_STREET})(?:[a-z']{{2,19}} (?:{_SURELY}|(?:st|gdns|cres)(?=[,.\n]|$))|high st)(?![\w-])\.?"
    ),
    _home(
        r"(?<![a-z])(?:flat|apartment|apt\.?|caravan|bungalow)(?: no\.?| number)? ?[0-9]{1,4}[a-z]?"
        r"(?![\w%]| ?(?-i:[a-z]))"
    ),
    _home(
        rf"(?<![a-z]){_LIVES}(?: is)?[:,]? (?:[^0-9.;\n]{{0,30}} )?(?:[0-9]{{1,4}}[a-h]?,? )?{_NAMED}{_STREET}(?![\w-])"
    ),
    _home(rf"(?<![a-z]){_LIVES}(?: is)?:? (?-i:(?:[A-Z][A-Za-z'’]{{1,19}},? ){{1,5}}){_STREET}(?![\w-])"),
    _home(
        rf"{_AT_HOME} [0-9]{{1,4}}[a-h]?,? (?!(?:{_NO_HOME})s?(?![a-z]))(?:[a-z'’]{{2,19}},? ){{0,3}}[a-z'’]{{2,19}}"
    ),
    _home(rf"{_AT_HOME}(?: the)? (?:[a-z'’]{{2,19}},? ){{1,5}}{_SURELY}(?![\w-])"),
    _home(
        rf"{_NAMED}(?:care|nursing|residential|rest) home,? (?:on |in )?(?:[0-9]{{1,4}},? )?{_NAMED}{_STREET}(?![\w-])"
    ),
    _home(r"(?<![a-z])(?:house|door) (?:no\.?|number) ?[0-9]{1,4}[a-z]?(?![\w%])"),
)


def addresses(text: str) -> Iterator[Span]:
    """Find `14 Acacia Avenue`, `Flat 3, …`, `lives on Acacia Avenue`."""
    for form in _HOMES:
        for found in form.finditer(text):
            if not is_of_an_institution(text, found.start()):
                yield Span(Kind.ADDRESS, *found.span())


def is_of_an_institution(text: str, start: int) -> bool:
    """Say whether what stands before says that here is a hospital, an office or an event, and nobody's home."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(_INSTITUTION.search(before)) and not _HOME.search(before)


# ---- postcodes -------------------------------------------------------------------------------------------------------

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


# ---- beds ------------------------------------------------------------------------------------------------------------

_MEASURES = (
    "hours?|hrs?|days?|weeks?|months?|years?|minutes?|mins?|times|nights?|patients|people|staff|more|extra|percent"
    "|miles?"
)
_CONCERNS = "project|programme|scheme|initiative|pathway|model|policy|protocol|audit|strategy|trial|study|campaign|star"
_SHUT = "(?:(?:is|was|are|were|being|now|still|to be|remains?|remained) ){0,2}(?:closed|shut|refurb|decommissioned)"
_ONE = (
    rf"(?![\w%]|[:.,][0-9]|[ -]?(?:{_MEASURES})(?![a-z])|\s(?:{_CONCERNS})(?![a-z])|\s{_SHUT}"
    r"|\sof (?:the )?(?:garden|stack|shel))"
)
"""After the number of one place: that it is no count, no time, no name of a project, and not shut."""

_NUMBER = rf"\s{{0,2}}(?:{NUMBER_WORD})?\s{{0,2}}[:#-]?\s{{0,2}}[a-z]{{0,2}}[0-9]{{1,3}}[a-z]?"
_SMALL = rf"\s{{0,2}}(?:{NUMBER_WORD})?\s{{0,2}}[0-9]{{1,2}}[a-d]?"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_IN_WORDS = (
    rf"\s{{1,2}}(?:number\s)?(?:(?:twenty|thirty|forty)(?:[ -](?:{_UNITS}))?|ten|eleven|twelve|thirteen|fourteen"
    rf"|fifteen|sixteen|seventeen|eighteen|nineteen|{_UNITS})"
)
_FROM_TO = r"\s{1,2}[0-9]{1,3}[a-d]?\s?(?:and|or|to|[&,/-])\s?[0-9]{1,3}[a-d]?"
_WORK_ON_THEM = r"[^.;\n]{0,20}(?:clos|shut|refurb|paint|open|clean|new|fund)"

_BED = "bed(?:[ -]?space)?|cot(?:[ -]?space)?|incubator|cubicle|cube|s/r|s/room"
_LONE_ROOM = "(?:side|single|isolation|seclusion)[ -]?(?:room|rm)"
_CARE_ROOM = "(?:labour|delivery|birthing|birth|pool|triage|recovery)[ -](?:room|bay|slot|space)"
_SEAT = "(?:dialysis|chemo|chemotherapy|infusion|treatment)[ -](?:chair|station)"
_WARD = "(?:ward|unit|suite|nicu|scbu|picu|itu|icu|hdu|ccu|amu|mau|sau|cdu|a&e|ed)(?![a-z])"
_UNIT_IN_SHORT = "(?:HDU|ITU|ICU|NICU|SCBU|PICU|CCU)"
_PATIENT = (
    "(?:patient|pt|client|chap|bloke|lad|lady|gentleman|man|woman|mother"
    "|mum|baby|child|boy|girl|resident|mr|mrs|ms|miss)"
)
_WARD_NAMES = (
    "(?:ash|aspen|beech|birch|cedar|chestnut|elm|hazel|holly|juniper|larch|laurel|maple|oak|poplar|rowan|sycamore|willow"
    "|bluebell|daffodil|daisy|fern|heather|iris|jasmine|lavender|lily|poppy|primrose|rose|snowdrop|sunflower|violet"
    "|heron|kestrel|kingfisher|lark|nightingale|osprey|robin|skylark|swallow|swan|swift|wren)"
)
_SPOT = "(?:room|rm|pod|chair|trolley|space|slot|recliner)"
_DOES = (
    r"(?:want|need|ask|fell|buzz|rang|ringing|calling|refus|wander|confused|vomit|scor(?:ed|ing)|nbm|awaiting|going|absconded"
    r"|died|deteriorat|arrest|desat|complain|transferred|moved|discharged|is (?:on|in|a|for|not)|was (?:on|in|a|not))"
)
_CARED_FOR = "(?:he|she|him|her|they|nursed|isolated|admitted|slept|fell|died|collapsed|cared for|confused|wandered)"
_NO_WARD = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Level|Floor|Zoom|Teams|Slack|Site|Block)"
_OPEN_ROOM = ("meeting", "seminar", "training", "committee", "board", "clinic", "conference", "lecture")
_OPEN_BAY = ("loading", "high", "parking", "delivery", "ambulance", "shelf", "shelving", "charging", "storage")
_NO_OPEN_ROOM = "".join(f"(?<!(?i:{word}) )" for word in _OPEN_ROOM)
_NO_OPEN_BAY = "".join(f"(?<!(?i:{word}) )" for word in _OPEN_BAY)
_STACKS = r"(?!\s(?:of|in) (?:the )?(?:stack|shel|librar|store|loading|dock|car park|warehouse))"


def _bed(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}", re.ASCII | flags)


_AS_WRITTEN = re.RegexFlag(0)
_BEDS = (
    _bed(rf"(?:{_BED}|{_LONE_ROOM})(?!\s?24/7){_NUMBER}{_ONE}"),
    _bed(rf"(?:{_CARE_ROOM}|{_SEAT}|resus(?: bay)?|majors|minors|recliner|(?<!book )trolley){_SMALL}{_ONE}"),
    _bed(rf"(?:beds|cots|cubicles|(?:side|single)[ -]?rooms){_FROM_TO}(?!\w|%|\s?(?:{_MEASURES})|{_WORK_ON_THEM})"),
    _bed(rf"(?<!\ba )(?<!\bone )(?<!\bper ){_NO_OPEN_BAY}(?:bay|{_BED}|{_LONE_ROOM}){_IN_WORDS}{_ONE}"),
    _bed(r"(?:(?i:bed(?:[ -]?space)?|bay|cot) [A-Hb-h]|(?i:cubicle|side ?room) [A-Zb-z])(?![\w'&-])", _AS_WRITTEN),
    _bed(rf"b ?[0-9]{{1,2}},? (?:{_PATIENT}(?![a-z])|{_DOES})"),
    _bed(r"(?<![a-z0-9] )(?<![0-9/])bd ?[0-9]{1,2}(?![\w/]|[.,][0-9]| (?:days|weeks))"),
    _bed(rf"{_NO_OPEN_BAY}(?:[Bb]ay|BAY) (?:[0-9]{{1,2}}|[A-H](?![\w'&-])){_ONE}{_STACKS}", _AS_WRITTEN),
    _bed(rf"(?:{_UNIT_IN_SHORT}|SR) ?(?:bed )?[0-9]{{1,2}}{_ONE}(?! (?:bed|cot|nurse|level))", _AS_WRITTEN),
    _bed(rf"chair{_SMALL},? (?:(?:in|on) )?(?:the )?(?:\w{{1,15}} ){{0,2}}(?:lounge|unit|suite|ward|dialysis)"),
    _bed(rf"{_CARED_FOR} (?:\w{{1,12}} ){{0,3}}(?:in|into|from) (?:room|rm|pod|chair|space) ?[0-9]{{1,2}}{_ONE}"),
    _bed(rf"(?:surgery|assessment|recovery|chemo|dialysis) (?:pod|space) ?[0-9]{{1,2}}{_ONE}"),
    _bed(
        rf"{_PATIENT} (?:\w{{1,12}} ){{0,2}}(?:in|from) "
        rf"(?:{_SPOT} ?[0-9]{{1,2}}|number ?[0-9]{{1,2}}|[0-9]{{1,2}}[a-f]){_ONE}"
    ),
    _bed(rf"(?:ward [0-9]{{1,2}}[a-z]?|{_WARD}),? ?(?:room|rm|bed|b|r|sr) ?[0-9]{{1,2}}{_ONE}"),
    _bed(rf"(?i:ward|w) ?[0-9]{{1,2}}[A-Z]?,? (?:B|R|SR|C) ?[0-9]{{1,2}}{_ONE}", _AS_WRITTEN),
    _bed(
        rf"{_NO_OPEN_ROOM}(?:room|rm|b|r) ?[0-9]{{1,2}},? "
        r"(?:(?:on|of|in) )?(?:the )?(?:ward|w) ?[0-9]{1,2}[a-z]?(?!\w)"
    ),
    _bed(rf"{_NO_OPEN_ROOM}{_SPOT} ?[0-9]{{1,2}},? (?:(?:on|of|in) )?(?:the )?(?:\w{{1,15}} )?{_WARD}"),
    _bed(
        rf"(?i:{_NO_OPEN_ROOM}room|rm) ?[0-9]{{1,2}},? (?i:on) (?!{_NO_WARD})[A-Z][a-z]{{2,15}}(?![a-z])", _AS_WRITTEN
    ),
    _bed(
        rf"{_NO_OPEN_ROOM}(?:room|rm) ?[0-9]{{1,2}},? \(?(?:(?:on|in) )?(?:[a-z]{{3,15}} ward|{_WARD_NAMES})(?![a-z])"
    ),
    _bed(rf"{_WARD_NAMES} (?:room|rm|bed|bay) ?[0-9]{{1,2}}{_ONE}"),
)


def beds(text: str) -> Iterator[Span]:
    """Find `bed 4`, `Bed 12B`, `beds 3 and 4`, `cot 3`, `side room 2`, `bay 3`, `room 12 on Maple`, `B14 on ward 7`."""
    for form in _BEDS:
        for found in form.finditer(text):
            yield Span(Kind.BED, *found.span())
