"""Numbers that are spelt out digit by digit, as they are read over the telephone: `nine four three, double seven …`."""

import re
from collections.abc import Iterator

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {word: str(digit) for digit, word in enumerate(_WORDS)} | {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_DIGIT = rf"(?:{'|'.join(_DIGITS)})"
_PART = rf"(?:(?:{'|'.join(_TIMES)})[ -])?{_DIGIT}(?![a-z0-9])|[0-9]{{1,7}}(?![a-z0-9])"
_RUN = re.compile(rf"(?<![a-z0-9])(?:{_PART})(?:[ ,.-]{{1,3}}(?:{_PART})){{2,19}}", re.IGNORECASE)
_EACH = re.compile(rf"(?:(?P<times>{'|'.join(_TIMES)})[ -])?(?P<word>{_DIGIT})(?![a-z0-9])|[0-9]+", re.IGNORECASE)
_FEWEST_WORDS, _FEWEST_DIGITS = 3, 9
"""Shorter ones are counts: three, four or five people."""


def spelt_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Write each such number in digits, with where it stands. Ten digits come as NHS numbers are written."""
    for run in _RUN.finditer(text):
        parts = list(_EACH.finditer(run[0]))
        digits = "".join(_said(part) for part in parts)
        if len(digits) >= _FEWEST_DIGITS and sum(bool(part["word"]) for part in parts) >= _FEWEST_WORDS:
            yield _written(digits), run.start(), run.end()


def _said(part: re.Match[str]) -> str:
    if not part["word"]:
        return part[0]
    return _DIGITS[part["word"].lower()] * _TIMES.get((part["times"] or "").lower(), 1)


def _written(digits: str) -> str:
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else digits
