"""Numbers of patients in the forms that an organisation names itself, such as `K#######`."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from activities.kit.screening.kinds import Kind, Span

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
        for found in _form(tuple(masks)).finditer(text):
            yield Span(Kind.HOSPITAL_NUMBER, *found.span())


@lru_cache(maxsize=16)
def _form(masks: tuple[str, ...]) -> re.Pattern[str]:
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
