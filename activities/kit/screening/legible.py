"""Text as the rules read it: plain digits, plain spaces and dashes, nothing invisible, every place still traceable.

Numbers are pasted from records, web pages and phones, so they come with full-width digits, thin spaces, non-breaking
hyphens, zero-width characters and Slack's `<tel:…|…>` around them. A rule should know none of that.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("−⁃˗", "-"),
    **dict.fromkeys("·•‧∙", "."),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("‘’ʼ", "'"),
    "\u2800": " ",  # a blank of Braille
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),  # letters that show nothing
}
_NEW_LINES = "\n\v\f\x1c\x1d\x1e\x85"

# Slack makes links of what looks like a telephone number: <tel:number> or <tel:number|as it was typed>.
_LINKED = re.compile(r"<tel:([^<>|\n]{0,80})(?:\|([^<>|\n]{0,80}))?>", re.IGNORECASE)


@dataclass(frozen=True)
class Legible:
    """`text` for the rules; `places[n]` says where in the original its n-th character came from."""

    text: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a passage of `text`, which must not be empty, stands in the original."""
        return self.places[start], self.places[end - 1] + 1


def legible(original: str) -> Legible:
    """The text made plain."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(original):
        for plain in _plain(character):
            characters.append(plain)
            places.append(place)
    return Legible(_LINKED.sub(_unlinked, "".join(characters)), places)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    if character in _NEW_LINES:
        return "\n"
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Pd":
            return "-"
        case "Zl" | "Zp":
            return "\n"
        case "Zs" | "No" | "Nl":  # a raised, circled or Roman numeral marks a footnote: it ends a number
            return " "
        case "Cc":
            return " " if character in "\t\r\x1f" else ""
        case "Cf" | "Mn" | "Me":  # zero-width characters, direction marks, what decorates the digit before it
            return ""
        case _:
            return unicodedata.normalize("NFKC", character)


def _unlinked(link: re.Match[str]) -> str:
    """The link without its dress, as long as it was; a number that stands in it twice is kept once."""
    number, typed = link[1], link[2]
    if typed is None:
        return f"     {number} "
    if _digits(number) == _digits(typed):
        number = " " * len(number)
    return f"     {number};{typed} "


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
