"""Text as the rules read it: plain digits, plain spaces and dashes, nothing invisible, every place still traceable.

Numbers are pasted from records, web pages and phones, so they come with full-width digits, thin spaces, non-breaking
hyphens, zero-width characters, `&nbsp;` or `%20` between them, and Slack's `<tel:…|…>` around them. Some are spelt out
in words. A rule should know none of that.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from activities.kit.screening.spelt_numbers import spelt_numbers

_ALIKE = {
    **dict.fromkeys("−⁃˗", "-"),
    **dict.fromkeys("·•‧∙", "."),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("‘’ʼ", "'"),
    **dict.fromkeys("ОοΟ", "O"),  # Cyrillic and Greek
    **dict.fromkeys("оο", "o"),
    **dict.fromkeys("ІΙ", "I"),
    "№": "#",
    "\u2800": " ",  # a blank of Braille
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),  # letters that show nothing
}
_NEW_LINES = "\n\v\f\x1c\x1d\x1e\x85"

# Slack makes links of what looks like a telephone number: <tel:number> or <tel:number|as it was typed>.
_LINKED = re.compile(r"<tel:([^<>|\n]{0,80})(?:\|([^<>|\n]{0,80}))?>", re.IGNORECASE)

# Web pages and addresses write some characters as codes: a space, a hyphen, a digit. Their tags part nothing.
_CODED = re.compile(
    r"(?P<space>&(?:nbsp|ensp|emsp|thinsp);|</?(?:b|i|u|em|strong|span|br|p|td|tr|div) ?/?>)"
    r"|&(?:#(?P<place>[0-9]{2,4})|#x(?P<hex>[0-9a-f]{2,4}));|%(?P<byte>2[0def]|3[0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Legible:
    """`text` for the rules; its n-th character came from the original's `starts[n]` up to, not including, `ends[n]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a passage of `text`, which must not be empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]


def legible(original: str) -> Legible:
    """Make a text plain."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for plain, start, end in _pieces(original):
        characters.append(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return _in_digits(Legible(_LINKED.sub(_unlinked, "".join(characters)), starts, ends))


def _pieces(original: str) -> Iterator[tuple[str, int, int]]:
    """Yield what each character or code of the original says, and where it stands."""
    done = 0
    before = ""
    for code in (*_CODED.finditer(original), None):
        for place in range(done, code.start() if code else len(original)):
            plain = _plain(original[place])
            if _is_footnote(original[place], before):
                plain = " "
            before = original[place]
            yield plain, place, place + 1
        if code:
            before = _decoded(code)
            yield _plain(before), code.start(), code.end()
            done = code.end()


def _decoded(code: re.Match[str]) -> str:
    if code["space"]:
        return " "
    return chr(int(code["place"] or code["hex"] or code["byte"], 10 if code["place"] else 16))


def _is_footnote(character: str, before: str) -> bool:
    """Whether a raised or circled digit ends a number: where a whole number is written so, its digits count."""
    return unicodedata.category(character) == "No" and unicodedata.category(before or " ") == "Nd"


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
        case "No":  # raised and circled digits are read as digits, fractions are not
            return str(unicodedata.digit(character, " "))
        case "Zs" | "Nl":
            return " "
        case "Cc":
            return " " if character in "\t\r\x1f" else ""
        case "Cf" | "Mn" | "Me":  # zero-width characters, direction marks, what decorates the digit before it
            return ""
        case _:
            return unicodedata.normalize("NFKC", character)


def _unlinked(link: re.Match[str]) -> str:
    """Blank what dresses a link, as long as it was; keep a number that stands in it twice once."""
    number, typed = link[1], link[2]
    if typed is None:
        return f"     {number} "
    if _digits(number) == _digits(typed):
        number = " " * len(number)
    return f"     {number};{typed} "


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _in_digits(spelt: Legible) -> Legible:
    """Write numbers that are spelt out, digit by digit, in digits."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for number, start, end in spelt_numbers(spelt.text):
        pieces += [spelt.text[done:start], number]
        starts += [*spelt.starts[done:start], *[spelt.starts[start]] * len(number)]
        ends += [*spelt.ends[done:start], *[spelt.ends[end - 1]] * len(number)]
        done = end
    if not done:
        return spelt
    return Legible("".join([*pieces, spelt.text[done:]]), [*starts, *spelt.starts[done:]], [*ends, *spelt.ends[done:]])
