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
    """Say whether a raised or circled digit ends a number: where a whole number is written so, its digits count."""
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
