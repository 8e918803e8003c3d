"""NHS numbers, and their sisters in Scotland (CHI) and Northern Ireland (H&C): ten digits, the last a checksum.

One in eleven numbers of ten digits passes the checksum by chance, so by itself it proves little. Written as NHS numbers
are (3-3-4), or named as one, a right checksum is enough, whatever the range. Bare digits must also lie in a range from
which numbers are issued, and not say that they are something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nhs_number.constants import REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND, REGION_SCOTLAND
from nhs_number.validate import calculate_checksum, is_valid

from activities.kit.screening import NUMBER_WORD, Kind, Span
from activities.kit.screening.legible import with_letters_read_as_digits
from activities.kit.screening.other_numbers import (
    is_in_an_address_of_patients,
    is_part_of_more,
    numbers_of_things,
    public_numbers,
)

_FORMATTED = (3, 3, 4)
_BARE = ((10,), (3, 7))
_CHI = ((6, 4), (2, 2, 2, 4))
"""As a CHI number is written: the date of birth, then the rest."""

_ONE_BY_ONE = (1,) * 10

_GROUP = re.compile(r"[0-9]+")
_JOINT = re.compile(
    r"(?:[^\w\s,£$€%]|[ _]){1,6}|[ \-]{0,3}\n[ \->]{0,3}|,(?! )|,? (?:and|then|and then) ",
)

_NAME = (
    r"(?<![a-z])(?:n\.?\s?h\.?\s?s\.?|national health service|en aitch ess|chi|h\s?(?:&|and)\s?c|hcn|health and care)"
)
_LABEL = rf"n\s?o(?![a-z]|\s+longer)|{NUMBER_WORD}"
_ASIDE = r"(?:\s?\([^()\n]{1,30}\))?"
_GAP = r"(?:[^0-9.!?£$]|\.{2,4}){0,40}"
_NAMED_BEFORE = re.compile(
    rf"{_NAME}(?:(?:'s)?[\s_\-]{{0,3}}(?:patient\s)?(?:{_LABEL})\.?{_ASIDE}{_GAP}|[\s:=#(\-\"',;]{{0,4}})(?=[0-9])",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"[\s,:=(\[\-]{0,4}(?:(?:is|was|as)\s)?(?:(?:her|his|their|the|my)\s)?(?:patient(?:'s)?\s)?"
    rf"{_NAME}(?:[\s_\-]{{0,3}}(?:{_LABEL})(?![^0-9]{{0,20}}[0-9])|[)\]])",
    re.IGNORECASE,
)
_OF_A_PATIENT_BEFORE = re.compile(
    r"(?<![a-z])(?:patients?(?:'s)?|pts?|mrn|(?:wrist|name)?\s?band|sticker|label|case\s?notes?|her|his|their)(?![a-z])"
    r"(?:\s(?:patient|hospital))?(?:\s?(?:number|no|id|ref)(?![a-z])\.?)?[^0-9a-z.!?£$]{0,3}(?:(?:is|was|said|reads?)\s)?[^0-9a-z£$]{0,3}(?=[0-9])",
    re.IGNORECASE,
)
_OF_A_PATIENT_AFTER = re.compile(
    r"[\s,(\-]{1,4}(?:(?:is|was|as)\s)?(?:(?:her|his|their|the|a)\s)?(?:patient(?:'s)?\s(?:number|no|id)|number\))",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\s{0,3}(?:[,;/&+]|and|or)?\s{0,3}")
_IN_PIECES = re.compile(r"([0-9]{3})[^0-9.!?\n]{1,20}([0-9]{3})[^0-9.!?\n]{1,20}([0-9]{4})(?![0-9])")
_WINDOW = 80
"""How far from a number its name is looked for, in characters."""


@dataclass(frozen=True)
class _Ten:
    """Ten digits, in one group or several."""

    digits: str
    shape: tuple[int, ...]
    start: int
    end: int
    groups: int


class _Named:
    """Where numbers of a text begin that are called something, found once."""

    def __init__(self, text: str) -> None:
        self.public = public_numbers(text)
        self.things = numbers_of_things(text)
        self.patients = {name.end() for form in (_NAMED_BEFORE, _OF_A_PATIENT_BEFORE) for name in form.finditer(text)}


def nhs_numbers(text: str) -> Iterator[Span]:
    """Find every NHS number in a text, and whatever seems one; O, l and I are read as the digits they look like."""
    text = with_letters_read_as_digits(text)
    groups = list(_GROUP.finditer(text))
    joined = [False, *(_are_joined(text, one, other) for one, other in pairwise(groups))]
    names = _Named(text)
    place = 0
    named_until: int | None = None  # where the last named number ended: a list names its numbers once
    while place < len(groups):
        ten = _ten_from(groups, joined, place)
        place += 1
        if ten is None or not _has_right_checksum(ten.digits) or ten.start in names.public:
            continue
        listed = named_until is not None and bool(_ANOTHER.fullmatch(text, named_until, ten.start))
        named = listed or _is_named(text, ten, names)
        if named or _is_written_as_one(text, ten, names) or _is_issued(text, ten, names):
            yield Span(Kind.NHS_NUMBER, ten.start, ten.end)
            place += ten.groups - 1
            named_until = ten.end if named else None
    yield from _in_pieces(text)


def _in_pieces(text: str) -> Iterator[Span]:
    """Find named numbers with words between their parts: begins 943, goes on 476, ends 5919."""
    for name in _NAMED_BEFORE.finditer(text):
        found = _IN_PIECES.match(text, name.end())
        if found and _has_right_checksum("".join(found.groups())):
            yield Span(Kind.NHS_NUMBER, *found.span())


def _ten_from(groups: Sequence[re.Match[str]], joined: Sequence[bool], first: int) -> _Ten | None:
    """Find ten digits that begin with this group, if groups can be joined to make exactly ten."""
    digits, shape = "", []
    for place in range(first, min(first + 10, len(groups))):
        group = groups[place]
        if place > first and not joined[place]:
            return None
        digits += group[0][:11]
        shape.append(len(group[0]))
        if len(digits) >= 10:
            start, end = groups[first].start(), group.end()
            return _Ten(digits, tuple(shape), start, end, len(shape)) if len(digits) == 10 else None
    return None


def _are_joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    between = (one.end(), other.start())
    are_lone = len(one[0]) == len(other[0]) == 1
    return bool(_JOINT.fullmatch(text, *between)) or (are_lone and text[slice(*between)] == ", ")


def _has_right_checksum(digits: str) -> bool:
    # The package's `is_valid` would also ask for a date in the Scottish range, and a formatted number needs none.
    return calculate_checksum(digits[:9]) == int(digits[9])


def _is_named(text: str, ten: _Ten, names: _Named) -> bool:
    if ten.start in names.things:
        return False
    if ten.start in names.patients or any(
        form.match(text, ten.end, ten.end + _WINDOW) for form in (_NAMED_AFTER, _OF_A_PATIENT_AFTER)
    ):
        return True
    return is_in_an_address_of_patients(text, ten.start)


def _is_written_as_one(text: str, ten: _Ten, names: _Named) -> bool:
    """Say whether ten digits are grouped as those of NHS numbers are, or stand apart one by one."""
    if ten.shape != _ONE_BY_ONE:
        return ten.shape == _FORMATTED
    return "," not in text[ten.start : ten.end] and ten.start not in names.things


def _is_issued(text: str, ten: _Ten, names: _Named) -> bool:
    """Say whether digits lie in an issued range, in few groups, and do not say that they are something else."""
    if ten.start in names.things or is_part_of_more(text, ten.start, ten.end):
        return False
    if is_valid(ten.digits, REGION_SCOTLAND):
        return ten.shape in _BARE or (ten.shape in _CHI and not _is_a_day_and_a_time(ten.digits))
    elsewhere = (REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND)
    return ten.shape in _BARE and any(is_valid(ten.digits, region) for region in elsewhere)


def _is_a_day_and_a_time(digits: str) -> bool:
    """Say whether ten digits are rather a day of this century, and a time of day: 12/03/26 1030."""
    return int(digits[4:6]) < 50 and int(digits[6:8]) < 24 and int(digits[8:]) < 60
