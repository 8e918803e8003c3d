"""Words as people type them → plain words that compare: no case, no accents, no apostrophes, no hyphens.

Everything here is pure Python, so that both databases are given the same words.

There is one spelling for what is spelled in two ways: British and American, and endings (`falls`, `falling`, but not
`fell`). The rules need not be right about English, only the same for whatever is compared: what both sides turn into
need be no word. They take care not to bring together words that are not the same.

Of forms that mean the same, such as ED, A&E and emergency department, a token of its own stands for all.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

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


_LISTED = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text("utf-8"))
_PAIRS: dict[str, str] = {other: one for one, others in _LISTED["spellings"].items() for other in others}
_KEEP_THEIR_ENDING = frozenset(_LISTED["keep_their_ending"])
_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^(?=.{5})(.*?)ae", r"\1e"),  # anaesthetic, haemorrhage, paediatric
        (r"^(?=.{5})(.*?)oe(?!$|s$|d$)", r"\1e"),  # oedema, oestrogen, diarrhoea
        (r"(?<=[a-z]{3})our(?=$|s$|ed$|ing$|al|able$|ful|hood$|ite|ly$|less$)", "or"),  # colour, behavioural, tumours
        (r"([iy])z(?=e$|ed$|es$|er$|ers$|ing$|ation|able$)", r"\1s"),  # organize, analyze, hospitalization
        (r"(?<=[a-z]{2})([tb])re(s|d)?$", r"\1er\2"),  # centre, theatres, fibre, litre
        (r"sulf", "sulph"),
    )
)
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 16)
def term(part: str) -> str:
    """Return what stands in the index for a plain word: one spelling, without its ending."""
    if part.isdecimal() or len(part) < 3 or part in _KEEP_THEIR_ENDING:
        return part
    return str(_stemmer.stemWord(spelled(part)))


@lru_cache(maxsize=1 << 16)
def singular(part: str) -> str:
    """Return a plain word in one spelling and the singular, with all other endings: as close as abbreviations need."""
    word = spelled(part)
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "isu" else word


def spelled(word: str) -> str:
    """Spell a plain word one way: `hemorrhage` and `haemorrhage` alike."""
    word = _PAIRS.get(word, word)
    for pattern, by in _RULES:
        word = pattern.sub(by, word)
    return _PAIRS.get(word, word)


_ABBREVIATIONS = tomllib.loads((Path(__file__).parent / "abbreviations.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Meaning:
    """A form that was found in a text: the tokens of what it may mean, and which of the words it takes."""

    tokens: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class _Form:
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    in_capitals: bool


def meanings(text: Sequence[Word], nested: bool) -> Iterator[Meaning]:
    """Find every form of the list that stands among these words; unless `nested`, none within a longer one."""
    flat = [(number, singular(part)) for number, word in enumerate(text) for part in word.parts]
    at = 0
    while at < len(flat):
        forms = [form for form in _FORMS.get(flat[at][1], ()) if _stands(form, flat, at, text)]
        for form in forms if nested else forms[:1]:
            yield Meaning(form.tokens, flat[at][0], flat[at + len(form.words) - 1][0])
        at += 1 if nested or not forms else len(forms[0].words)


def _stands(form: _Form, flat: list[tuple[int, str]], at: int, text: Sequence[Word]) -> bool:
    here = flat[at : at + len(form.words)]
    if tuple(one for _, one in here) != form.words:
        return False
    return not form.in_capitals or all(text[number].raw.rstrip("s").isupper() for number, _ in here)


def _token(group: int) -> str:
    """Make a token of `xg` and letters: no word of any text, and nothing that a database would take apart."""
    return "xg" + "".join(chr(ord("a") + int(digit)) for digit in f"{group:03}")


def _forms() -> dict[str, tuple[_Form, ...]]:
    """Sort the forms by their first term, the longest first."""
    in_capitals = set(_ABBREVIATIONS["CAPITALS_ONLY"])
    tokens: defaultdict[tuple[tuple[str, ...], bool], list[str]] = defaultdict(list)
    for number, group in enumerate(_ABBREVIATIONS["SAME"]):
        for form in group:
            flat = tuple(singular(part) for word in words(form) for part in word.parts)
            tokens[flat, form in in_capitals].append(_token(number))
    found: defaultdict[str, list[_Form]] = defaultdict(list)
    for (flat, capitals), meant in tokens.items():
        found[flat[0]].append(_Form(flat, tuple(dict.fromkeys(meant)), capitals))
    return {first: tuple(sorted(forms, key=lambda form: -len(form.words))) for first, forms in found.items()}


_FORMS = _forms()
