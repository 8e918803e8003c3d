"""Digits that were typed, or read by a scanner, as letters: O for 0, l or I for 1."""

import re

_MISREAD = str.maketrans("OoQlISsBZz", "0001155822")
_WORD = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z]{0,3}[0-9])[0-9OoQlISsBZz]{2,16}(?![A-Za-z0-9])")

_ALONE = re.compile(r"(?<=(?<![0-9])[0-9][ .-])[OolI](?=[ .-][0-9](?![0-9]))")


def with_letters_read_as_digits(text: str) -> str:
    """Make digits of words that are mostly digits; the text stays as long as it was."""
    return _ALONE.sub(lambda letter: letter[0].translate(_MISREAD), _WORD.sub(_read, text))


def _read(word: re.Match[str]) -> str:
    digits = sum(character.isdigit() for character in word[0])
    is_surely = 2 * digits >= len(word[0]) or not set(word[0]) & set("SsBZzQ")
    return word[0].translate(_MISREAD) if is_surely and digits < len(word[0]) else word[0]
