"""Where one patient is: a bed, a bay, a cot, a side room, a cubicle. Counts of beds, and where things stand, pass."""

import re
from collections.abc import Iterator

from activities.kit.screening import NUMBER_WORD, Kind, Span

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


def _form(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}", re.ASCII | flags)


_AS_WRITTEN = re.RegexFlag(0)
_FORMS = (
    _form(rf"(?:{_BED}|{_LONE_ROOM})(?!\s?24/7){_NUMBER}{_ONE}"),
    _form(rf"(?:{_CARE_ROOM}|{_SEAT}|resus(?: bay)?|majors|minors|recliner|(?<!book )trolley){_SMALL}{_ONE}"),
    _form(rf"(?:beds|cots|cubicles|(?:side|single)[ -]?rooms){_FROM_TO}(?!\w|%|\s?(?:{_MEASURES})|{_WORK_ON_THEM})"),
    _form(rf"(?<!\ba )(?<!\bone )(?<!\bper ){_NO_OPEN_BAY}(?:bay|{_BED}|{_LONE_ROOM}){_IN_WORDS}{_ONE}"),
    _form(r"(?:(?i:bed(?:[ -]?space)?|bay|cot) [A-Hb-h]|(?i:cubicle|side ?room) [A-Zb-z])(?![\w'&-])", _AS_WRITTEN),
    _form(rf"b ?[0-9]{{1,2}},? (?:{_PATIENT}(?![a-z])|{_DOES})"),
    _form(r"(?<![a-z0-9] )(?<![0-9/])bd ?[0-9]{1,2}(?![\w/]|[.,][0-9]| (?:days|weeks))"),
    _form(rf"{_NO_OPEN_BAY}(?:[Bb]ay|BAY) (?:[0-9]{{1,2}}|[A-H](?![\w'&-])){_ONE}{_STACKS}", _AS_WRITTEN),
    _form(rf"(?:{_UNIT_IN_SHORT}|SR) ?(?:bed )?[0-9]{{1,2}}{_ONE}(?! (?:bed|cot|nurse|level))", _AS_WRITTEN),
    _form(rf"chair{_SMALL},? (?:(?:in|on) )?(?:the )?(?:\w{{1,15}} ){{0,2}}(?:lounge|unit|suite|ward|dialysis)"),
    _form(rf"{_CARED_FOR} (?:\w{{1,12}} ){{0,3}}(?:in|into|from) (?:room|rm|pod|chair|space) ?[0-9]{{1,2}}{_ONE}"),
    _form(rf"(?:surgery|assessment|recovery|chemo|dialysis) (?:pod|space) ?[0-9]{{1,2}}{_ONE}"),
    _form(
        rf"{_PATIENT} (?:\w{{1,12}} ){{0,2}}(?:in|from) "
        rf"(?:{_SPOT} ?[0-9]{{1,2}}|number ?[0-9]{{1,2}}|[0-9]{{1,2}}[a-f]){_ONE}"
    ),
    _form(rf"(?:ward [0-9]{{1,2}}[a-z]?|{_WARD}),? ?(?:room|rm|bed|b|r|sr) ?[0-9]{{1,2}}{_ONE}"),
    _form(rf"(?i:ward|w) ?[0-9]{{1,2}}[A-Z]?,? (?:B|R|SR|C) ?[0-9]{{1,2}}{_ONE}", _AS_WRITTEN),
    _form(
        rf"{_NO_OPEN_ROOM}(?:room|rm|b|r) ?[0-9]{{1,2}},? "
        r"(?:(?:on|of|in) )?(?:the )?(?:ward|w) ?[0-9]{1,2}[a-z]?(?!\w)"
    ),
    _form(rf"{_NO_OPEN_ROOM}{_SPOT} ?[0-9]{{1,2}},? (?:(?:on|of|in) )?(?:the )?(?:\w{{1,15}} )?{_WARD}"),
    _form(
        rf"(?i:{_NO_OPEN_ROOM}room|rm) ?[0-9]{{1,2}},? (?i:on) (?!{_NO_WARD})[A-Z][a-z]{{2,15}}(?![a-z])", _AS_WRITTEN
    ),
    _form(
        rf"{_NO_OPEN_ROOM}(?:room|rm) ?[0-9]{{1,2}},? \(?(?:(?:on|in) )?(?:[a-z]{{3,15}} ward|{_WARD_NAMES})(?![a-z])"
    ),
    _form(rf"{_WARD_NAMES} (?:room|rm|bed|bay) ?[0-9]{{1,2}}{_ONE}"),
)


def beds(text: str) -> Iterator[Span]:
    """Find `bed 4`, `Bed 12B`, `beds 3 and 4`, `cot 3`, `side room 2`, `bay 3`, `room 12 on Maple`, `B14 on ward 7`."""
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.BED, *found.span())
