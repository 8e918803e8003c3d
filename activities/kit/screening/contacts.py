"""E-mail addresses, plain or in disguise (`at gmail dot com`), and telephone numbers.

Addresses of staff and of offices pass. Staff have theirs at the health service, at public bodies and universities, and
wherever the organisation says that it has its own. An office is told by its name: `library@`, `enquiries@`.

Of telephone numbers British ones are found as people write them, and any with an international prefix. Extensions,
bleeps and short numbers such as 111 are nobody's own, and pass. Lengths follow Ofcom's National Telephone Numbering
Plan: a 0 and ten digits, or nine in a few places. Without its code or its 0, a number must be called one.
"""

import re
from collections.abc import Iterator, Sequence

from activities.kit.screening import Kind, Span
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
_LOCAL_NUMBER = r"[2-9][0-9]{2}[ -]?[0-9]{3,4}(?![\w%]|[.,:/-][0-9])"
_WITHOUT_ZERO = r"7[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9])"
_NAMED = re.compile(
    rf"(?:{_PHONE}{_SAID}|{_RING})(?P<number>{_WITHOUT_ZERO}|{_LOCAL_NUMBER})", re.IGNORECASE | re.ASCII
)


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


_STAFF = (
    *("nhs.uk", "nhs.net", "nhs.scot", "nhs.wales", "hscni.net", "ac.uk", "sch.uk", "gov.uk", "gov.scot", "gov.wales"),
    *("parliament.uk", "police.uk", "mod.uk", "mil.uk"),
)
_OFFICES = re.compile(
    r"(?:accounts|admin|bookings|comms|communications|complaints|contact|customerservice|customerservices|dpo"
    r"|editor|enquiries|enquiry|estates|events|facilities|feedback|finance|governance|hello|help|helpdesk|hr|info"
    r"|information|invoices|it|itservicedesk|knowledge|librarian|library|mailbox|media|membership|noreply|office"
    r"|orders|pals|postmaster|press|privacy|procurement|reception|recruitment|reply|sales|secretariat|secretary"
    r"|security|servicedesk|services|support|team|training|webmaster)"
)
_PRIVATE = (
    "aol|blueyonder|btinternet|btopenworld|fastmail|gmail|gmx|googlemail|hotmail|icloud|live|mac|msn|ntlworld|outlook|proton"
    "|protonmail|sky|talktalk|tiscali|virginmedia|yahoo|ymail|zoho"
)
_LOCAL = r"(?<![\w.+%@-])(?P<local>[\w.+%'-]{1,64})"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\sdot\s)"
_DOMAIN = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,6}}{_DOT}[a-z]{{2,24}}(?![\w-])"
_FORMS = (
    re.compile(rf"{_LOCAL}\s?@\s?(?P<domain>{_DOMAIN})", re.IGNORECASE),
    re.compile(rf"{_LOCAL}\s?@\s?(?P<domain>(?:{_PRIVATE}))(?![\w.-])", re.IGNORECASE),
    re.compile(rf"{_LOCAL}\s?[\[({{<]\s?at\s?[\])}}>]\s?(?P<domain>{_DOMAIN})", re.IGNORECASE),
    re.compile(
        rf"{_LOCAL}(?P<more>(?:\sdot\s\w{{1,30}}){{0,3}})\sat\s"
        rf"(?P<domain>(?:{_PRIVATE}){_DOT}[a-z]{{2,24}}(?:{_DOT}[a-z]{{2,24}})?|[\w-]{{2,63}}(?:\sdot\s[a-z]{{2,24}}){{1,3}})",
        re.IGNORECASE,
    ),
)
_SPELT_DOT = re.compile(_DOT, re.IGNORECASE)
_IS_PRIVATE = re.compile(rf"(?:{_PRIVATE})(?:\.|$)")


def emails(text: str, staff_domains: Sequence[str]) -> Iterator[Span]:
    """Find addresses at which no staff and no office are reached."""
    for form in _FORMS:
        for found in form.finditer(text):
            domain = _SPELT_DOT.sub(".", found["domain"]).lower()
            if not _is_staffs(domain, staff_domains) and not _is_an_offices(found["local"], domain):
                yield Span(Kind.EMAIL, *found.span())


def _is_staffs(domain: str, own: Sequence[str]) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in (*_STAFF, *own))


def _is_an_offices(local: str, domain: str) -> bool:
    names = {local.lower().replace("-", ""), *re.split(r"[._-]", local.lower())}
    return any(map(_OFFICES.fullmatch, names)) and not _IS_PRIVATE.match(domain)
