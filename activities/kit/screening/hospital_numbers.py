"""Numbers by which a hospital knows a patient. Every trust has its own form, so mostly only a name gives one away.

An organisation may name the forms that its own have, such as `K#######`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from activities.kit.screening import NUMBER_WORD, REFERENCE, Kind, Span
from activities.kit.screening.other_numbers import numbers_of_things

_LABEL = rf"(?:{NUMBER_WORD}|{REFERENCE})"
_SYSTEMS = (
    "(?:pas|epr|ehr|epic|cerner|millennium|lorenzo|meditech|systm ?one|emis|rio|paris|careflow|medway|silverlink"
    "|carenotes|nerve ?cent(?:re|er)|badger(?: ?net)?|symphony|trak(?: ?care)?|pims|ipm|adastra|epcr|cris|pacs|ice)"
)
"""Where patients' records are kept, and where each record has a number."""

_WHOSE = (
    rf"(?:{_SYSTEMS}|pat|maternity|hosp(?:ital(?:'s)?|\.)?|patients?(?:'s)?|pt\.?(?:'s)?|clients?(?:'s)?|service user"
    r"|unit|district|trust|chart|h|nhs|chi|local(?: patient)?|case[ -]?notes?|notes|opd|outpatients?|community"
    r"|(?:medical|health|clinical|hospital|case) records?|(?:wrist|name) ?band|a&e|ed|cas(?: ?card)?"
    r"|(?:a&e |ed )?attendance|admission|episode|spell|encounter|visit|pathway|referral"
    r"|specimen|sample|lab|laboratory|histo(?:logy)?|path(?:ology)?|x-?ray|radiology|scan|blood bank|donor)"
)
_NAMES = rf"(?:{_WHOSE}[\s_/\-]{{0,2}}(?:(?:identification|registration|reference) )?{_LABEL}(?: {_LABEL})?)"
_IN_SHORT = r"(?:(?:m\.?r\.?n|p\.?i\.?d|[hk]/n|h/no|ubrn|pas ?id|crn|fin)(?![a-z])\.?(?:\s(?:no|number)(?![a-z])\.?)?)"
_LETTER = rf"(?:(?<![a-z'])[b-hj-z](?:[ -]|(?=#|no)){NUMBER_WORD})"
"""K number, as some hospitals call theirs."""

_THINGS = (
    rf"(?:(?<!per )(?:patients?|pts?)|{_SYSTEMS}|case[ -]?notes?"
    r"|(?:old|new|temporary|duplicate|missing|wrong) notes"
    r"|encounter|episode|attendance|admission|spell|addressograph"
    r"|(?:patient|medical|clinical) records?|(?:wrist ?|name ?)band"
    r"|(?<!asset )(?:label(?:l?ed|(?! (?:print|mak)))|sticker)|request card)"
)
"""What has a patient's number on it, or is called by it: only a long number after these is one."""

_OF_WHOM = (
    r"(?:(?:is|was|of|for|on|the|this|that|it|her|his|him|their|a|lady|gentleman|man|woman|patient|pt|reads?|says?|said"
    r"|shows?|gives?|ending|full)[\s:]){0,5}"
)
_BETWEEN = rf"[\s.,:;=#(\-]{{0,4}}{_OF_WHOM}[\s:=#(\-]{{0,2}}"
_LOOSELY = r"(?:[^0-9\n.;£$%]{0,30}[:\s])"
_NO_DATE = (
    r"(?![0-3]?[0-9][/.-][01]?[0-9][/.-](?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|(?:19|20)[0-9]{2}[ /-](?:(?:19|20)?[0-9]{2}|to)(?![0-9]))"
)
_DIGITS = r"(?:[0-9]{1,3}[a-z]{1,2}[0-9]{4,8}|[0-9]{4,12}|[0-9](?:[ ./-]?[0-9]){3,11})(?:[./-]?[a-z])?"
_END = r"(?![\w%]|[.,:][0-9])"
_CODE = rf"{_NO_DATE}(?P<code>(?:[a-z]{{1,4}}[ /-]?)?{_DIGITS}){_END}"
_LONG_DIGITS = (
    "(?:(?:[a-z]{1,3}[ /-]?)?[0-9]{6,10}[a-z]?|[0-9]{2}[a-z]{1,2}[0-9]{5,7}"
    "|[a-z]{1,3} ?[0-9]{2,4}(?:[ -][0-9]{2,4}){1,2})"
)
_LONG_CODE = rf"{_NO_DATE}(?!20[0-9]{{2}}[01][0-9][0-3][0-9](?![0-9]))(?P<code>{_LONG_DIGITS}){_END}"

_OF_OTHERS = (
    "(?:INC|CHG|REQ|RITM|TASK|PRB|SR|CR|PO|PR|SO|WO|JO|JOB|SN|GMC|NMC|GDC|GPHC|HCPC|PMC|PMID|NCT|IRAS|REC|DOI|ISBN|ISSN"
    "|KB|CVE|VAT|GB|UTR|NI|TEL|FAX|EXT|EN|ISO|SKU|LOT|REF|ID|NO|TS|PIN|CAS|EC|UN|INV|ORD|NIHR|MRC|UPRN|ESR|HR|IT|FM"
    "|AST|TAG|USD|EUR|GBP|SC|TAB|PC|WS|PRN|SI|FOI|PSI|RTA|CAD)"
)
_PREFIX = (
    rf"(?!{_OF_OTHERS}[ -]?[0-9])(?P<code>[A-Z]{{2,3}}[ -]?[0-9]{{7}}|R[A-Z0-9]{{2}}[ -]?[0-9]{{6,7}}|[A-Z][0-9]{{7}})"
)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){pattern}", re.IGNORECASE | re.ASCII)


_FORMS = (
    _form(rf"(?:{_NAMES}|{_IN_SHORT}|{_LETTER}){_BETWEEN}{_CODE}"),
    _form(rf"accession(?: {_LABEL})?{_BETWEEN}(?=[0-9]*[a-z]){_CODE}"),  # digits alone are a library's
    _form(rf"{_THINGS}(?![a-z]){_BETWEEN}{_LONG_CODE}"),
    _form(rf"{_NAMES}{_LOOSELY}{_LONG_CODE}"),
    _form(rf"(?:her|his|their|patient's) number{_LOOSELY}(?:is|was) {_LONG_CODE}"),
    _form(rf"(?:file|folder) {_LABEL} (?:\w{{1,9}} ){{0,3}}patient(?:'s)?{_BETWEEN}{_CODE}"),
)
_NEAR = _form(
    rf"(?:{_THINGS}|{_NAMES}|mrn|notes|(?:id|name|wrist) ?band)(?![a-z])(?:[^0-9\n.;:£$%]|: ){{0,20}}(?<![\w£$-])"
    rf"(?!{_OF_OTHERS}[ -]?[0-9])(?!20[0-9]{{4}}(?![0-9])){_LONG_CODE}"
)
"""A long number not far from what has a patient's on it."""

_OF_ONE = _form(rf"(?<![\w£$./-]){_LONG_CODE}(?= \((?:the )?(?:patient|pt)(?![a-z]))")
_PREFIXED = re.compile(rf"(?<![\w/.&-]){_PREFIX}(?![\w%/-]|[.,][0-9])", re.ASCII)
"""A trust's own prefix, or a letter, and seven digits."""


def hospital_numbers(text: str) -> Iterator[Span]:
    """Find codes after `hospital number`, `MRN`, `patient ID`, `case note` and so on, and a prefix with seven digits.

    A number that is called an NHS number but is none, perhaps by a slip of one digit, is found here too.
    """
    for form in _FORMS:
        for found in form.finditer(text):
            yield Span(Kind.HOSPITAL_NUMBER, *found.span("code"))
    things = numbers_of_things(text)
    for form in (_NEAR, _PREFIXED, _OF_ONE):
        for found in form.finditer(text):
            if found.start("code") not in things:
                yield Span(Kind.HOSPITAL_NUMBER, *found.span("code"))


A_DIGIT = "#"
_WRITTEN_WITH = re.compile(r"[A-Za-z0-9#/ .\-]+")
LONGEST, MOST = 24, 20

_DIGITS_BESIDE_LETTERS, _DIGITS_ALONE = 4, 7
"""Fewer digits than that are years, extensions, rooms and doses; six alone are times, dates and sort codes."""


def wrong_with(mask: str) -> str:
    """Say why a mask cannot be used, as the rest of a sentence that begins with it; empty where it can."""
    digits = mask.count(A_DIGIT)
    has_letters = any(character.isalpha() for character in mask)
    if not _WRITTEN_WITH.fullmatch(mask) or len(mask) > LONGEST:
        return f"may only have letters, digits, #, spaces and / . -, and {LONGEST} characters at most"
    if not digits:
        return "has no #, which stands for a digit"
    if digits < _DIGITS_BESIDE_LETTERS or (not has_letters and digits < _DIGITS_ALONE):
        return (
            f"fits too much that is no patient’s number: beside letters it needs {_DIGITS_BESIDE_LETTERS} times #, "
            f"without any {_DIGITS_ALONE}"
        )
    return ""


def own_numbers(text: str, masks: Sequence[str]) -> Iterator[Span]:
    """Find what fits one of these masks and is no part of a longer word or number; case does not matter."""
    if masks:
        for found in _form_of_masks(tuple(masks)).finditer(text):
            yield Span(Kind.HOSPITAL_NUMBER, *found.span())


@lru_cache(maxsize=16)
def _form_of_masks(masks: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(masks, key=len, reverse=True)
    one_of_them = "|".join("".join(map(_as_pattern, mask)) for mask in longest_first)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{one_of_them})(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)


def _as_pattern(character: str) -> str:
    match character:
        case "#":
            return "[0-9]"
        case " " | "-" | "/" | ".":  # people type these as they like, and leave them out
            return r"[ \-/.]?"
        case _:
            return re.escape(character)
