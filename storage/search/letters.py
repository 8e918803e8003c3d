"""Words as people type them → plain words that compare: no case, no accents, no apostrophes, no hyphens.

Everything here is pure Python, so that both databases are given the same words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

LONGEST = 40
"""Letters of a word that count; nobody searches for what goes on after that."""

_MARKS = "\u0300-\u036f"
_LETTER = rf"[^\W_{_MARKS}][{_MARKS}]*"
_APOSTROPHES = "'’ʼ`´‘"
_RAW = re.compile(rf"(?:{_LETTER})+(?:[{_APOSTROPHES}](?:{_LETTER})+)*")
_JOINERS = frozenset("-‐‑–./&_+")
_PARTS = re.compile(r"\d+|[^\d]+")
_OWNED = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class Word(NamedTuple):
    """One word of a text, from `start` up to, not including, `end`: its plain parts, such as `covid` and `19`.

    `joined`: it hangs on the word before it, as in `c.diff`. `raw`: as it stands in the text.
    """

    raw: str
    start: int
    end: int
    parts: tuple[str, ...]
    joined: bool


def words(text: str) -> list[Word]:
    """Return every word of a text, in order. Takes any text."""
    found = list(_RAW.finditer(text))
    joined = [False, *(_hang_together(text, one.end(), other.start()) for one, other in pairwise(found))]
    return [
        Word(match[0], match.start(), match.end(), parts, hangs)
        for match, hangs in zip(found, joined, strict=False)
        if (parts := plain_parts(match[0]))
    ]


def chains(listed: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield the words of a text, those that hang together as one: `COVID-19`, `c.diff`, `A&E`."""
    chain: list[Word] = []
    for word in listed:
        if chain and not word.joined:
            yield tuple(chain)
            chain = []
        chain.append(word)
    if chain:
        yield tuple(chain)


@lru_cache(maxsize=1 << 16)
def plain_parts(raw: str) -> tuple[str, ...]:
    """Split `O’Brien’s` into `obrien`, `COVID19` into `covid` and `19`: letters a to z alone, or digits alone."""
    bare = _OWNED.sub("", raw)
    if len(bare) > 2 and bare[-1] == "s" and bare[:-1].isupper():  # MDTs
        bare = bare[:-1]
    folded = unicodedata.normalize("NFKD", bare).casefold().translate(_LIGATURES)
    letters = "".join(one for one in unicodedata.normalize("NFKD", folded) if one.isalnum())
    return tuple(_ascii(part)[:LONGEST] for part in _PARTS.findall(letters))


def _hang_together(text: str, end: int, start: int) -> bool:
    return start - end == 1 and text[end] in _JOINERS


def _ascii(part: str) -> str:
    """Spell letters and digits of other scripts in letters a to z, which no database takes apart."""
    if part.isascii():
        return part
    if part.isdecimal():
        return "".join(str(unicodedata.decimal(digit)) for digit in part)
    return "".join(one if one.isascii() and one.isalpha() else _spelled(one) for one in part)


def _spelled(letter: str) -> str:
    return "q" + "".join(chr(ord("a") + int(digit, 16)) for digit in f"{ord(letter):x}")
