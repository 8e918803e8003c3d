"""E-mail addresses, plain or in disguise (`at gmail dot com`). Those of staff and of offices pass.

Staff have theirs at the health service, at public bodies and universities, and wherever the organisation says that it
has its own. An office is told by its name: `library@`, `enquiries@`.
"""

import re
from collections.abc import Iterator, Sequence

from activities.kit.screening.kinds import Kind, Span

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
