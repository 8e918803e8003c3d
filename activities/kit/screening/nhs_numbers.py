"""NHS numbers, and their sisters in Scotland (CHI) and Northern Ireland (H&C): ten digits, the last a checksum.

One in eleven numbers of ten digits passes the checksum by chance, so by itself it proves little. Written as NHS numbers
are (3-3-4), or named as one, a right checksum is enough, whatever the range. Bare digits must also lie in a range from
which numbers are issued, and not say that they are something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhs_number.constants import REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND, REGION_SCOTLAND
from nhs_number.validate import calculate_checksum, is_valid

from activities.kit.screening.kinds import Kind, Span
from activities.kit.screening.other_numbers import is_part_of_more, names_a_thing, names_what_is_public

_FORMATTED = (3, 3, 4)
_BARE = ((10,), (3, 7))
_CHI = (6, 4)
"""As a CHI number is written: the date of birth, then the rest."""

_GROUP = re.compile(r"[0-9]+")
_JOINT = re.compile(r"[ .\-/_()]{1,4}|[ \-]{0,3}\n[ \-]{0,3}")

_NAME = r"(?<![a-z])(?:n\.?\s?h\.?\s?s\.?|chi|h\s?(?:&|and)\s?c|hcn|health and care)"
_LABEL = r"(?:no(?!\s+longer)|nos|num|numbers?|nr|i\.?d|identifiers?)(?![a-z])|n?°|#"
_NAMED_BEFORE = re.compile(
    rf"{_NAME}(?:(?:'s)?[\s_\-]{{0,3}}(?:patient\s)?(?:{_LABEL})\.?[^0-9.!?£$]{{0,40}}|[\s:=#(\-]{{0,4}})$",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"[\s,:=(\[\-]{0,4}(?:(?:is|was|as)\s)?(?:(?:her|his|their|the|my)\s)?(?:patient(?:'s)?\s)?"
    rf"{_NAME}(?:[\s_\-]{{0,3}}(?:{_LABEL})(?![^0-9]{{0,20}}[0-9])|[)\]])",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\s{0,3}(?:[,;/&+]|and|or)?\s{0,3}")
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


def nhs_numbers(text: str) -> Iterator[Span]:
    """Every NHS number in the text, and whatever seems one."""
    groups = list(_GROUP.finditer(text))
    place = 0
    named_until: int | None = None  # where the last named number ended: a list names its numbers once
    while place < len(groups):
        ten = _ten_from(text, groups, place)
        place += 1
        if ten is None or not _has_right_checksum(ten.digits):
            continue
        if names_what_is_public(text, ten.start):
            continue
        listed = named_until is not None and bool(_ANOTHER.fullmatch(text, named_until, ten.start))
        named = listed or _is_named(text, ten)
        if named or ten.shape == _FORMATTED or _is_issued(text, ten):
            yield Span(Kind.NHS_NUMBER, ten.start, ten.end)
            place += ten.groups - 1
            named_until = ten.end if named else None


def _ten_from(text: str, groups: Sequence[re.Match[str]], first: int) -> _Ten | None:
    """Ten digits that begin with this group, if groups can be joined to make exactly ten."""
    digits, shape = "", []
    for place in range(first, min(first + 10, len(groups))):
        group = groups[place]
        if place > first and not _JOINT.fullmatch(text, groups[place - 1].end(), group.start()):
            return None
        digits += group[0][:11]
        shape.append(len(group[0]))
        if len(digits) >= 10:
            start, end = groups[first].start(), group.end()
            return _Ten(digits, tuple(shape), start, end, len(shape)) if len(digits) == 10 else None
    return None


def _has_right_checksum(digits: str) -> bool:
    # The package's `is_valid` would also ask for a date in the Scottish range, and a formatted number needs none.
    return calculate_checksum(digits[:9]) == int(digits[9])


def _is_named(text: str, ten: _Ten) -> bool:
    if names_a_thing(text, ten.start):
        return False
    before = text[max(0, ten.start - _WINDOW) : ten.start]
    return bool(_NAMED_BEFORE.search(before) or _NAMED_AFTER.match(text, ten.end, ten.end + _WINDOW))


def _is_issued(text: str, ten: _Ten) -> bool:
    """Whether bare digits lie in an issued range and do not say that they are something else."""
    if is_part_of_more(text, ten.start, ten.end) or names_a_thing(text, ten.start):
        return False
    if is_valid(ten.digits, REGION_SCOTLAND):
        return ten.shape in (*_BARE, _CHI)
    elsewhere = (REGION_ENGLAND_WALES_IOM, REGION_NORTHERN_IRELAND)
    return ten.shape in _BARE and any(is_valid(ten.digits, region) for region in elsewhere)
