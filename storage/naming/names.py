"""Somebody's name in a text: whole, in parts, as initials, or with one wrong letter; whole words only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

WHOLE, PART, INITIALS, ALIKE = "name", "part of it", "initials", "one letter off"
_RANK = (WHOLE, PART, INITIALS, ALIKE)
"""How a passage was recognised, the surest first."""

SHORTEST_ALIKE = 4
"""Letters of a word that may be a slip of somebody's name."""

BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
"""What stands in brackets, brackets in it included."""

_IN_BRACKETS = re.compile(BRACKETS)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.,]{0,3}")
TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "sister", "nurse"})


@dataclass(frozen=True)
class Span:
    """A passage from `start` up to, not including, `end`, and how it was recognised."""

    start: int
    end: int
    how: str


@dataclass(frozen=True)
class Sought:
    """Whom to look for: the `parts` of their names without titles, in small letters, and their e-mail addresses."""

    parts: tuple[str, ...]
    initials: str = ""
    addresses: tuple[str, ...] = field(default=())


def without_brackets(name: str) -> str:
    """Return a name without what stands in brackets, which is no part of it: an organisation, as directories write."""
    return " ".join(_IN_BRACKETS.sub(" ", name).split())


def sought(*said: str) -> Sought:
    """Return whom names and addresses are of. Raises `ValueError` where they hold no name of two letters."""
    addresses = tuple(dict.fromkeys(one.strip().casefold() for one in said if "@" in one))
    names = [without_brackets(one) or one for one in said if "@" not in one]
    names = names or [one.partition("@")[0].replace(".", " ") for one in addresses]
    words = [word for name in names for word in _WORD.findall(name) if word.casefold() not in TITLES]
    parts = tuple(dict.fromkeys(part for word in words if len(part := word.casefold()) > 1))
    if not parts:
        raise ValueError("there is no name in it")
    first = [word for word in _WORD.findall(names[0]) if word.casefold() not in TITLES]
    initials = "".join(word[0].upper() for word in first)
    return Sought(parts, initials if len(initials) > 1 else "", addresses)


def spans(text: str, who: Sought, loosely: bool = True) -> Sequence[Span]:
    """Find where they are named in a text, in its order; passages that touch are one.

    `loosely`: initials and slips too.
    """
    if not loosely and not any(part in text.casefold() for part in who.parts):
        return []  # most texts name nobody, and a whole library is looked through
    found = [Span(at.start(), at.end(), WHOLE) for one in who.addresses for at in _address(one).finditer(text)]
    for word in _WORD.finditer(text):
        bare = word[0] if word[0].isalpha() else _POSSESSIVE.sub("", word[0])
        if how := _how(bare, who, loosely):
            found.append(Span(word.start(), word.start() + len(bare), how))
    if loosely and who.initials:
        dotted = r"\.?\s?".join(who.initials)
        found += [Span(at.start(), at.end(), INITIALS) for at in re.finditer(rf"(?<!\w){dotted}(?!\w)\.?", text)]
    return _joined(text, sorted(found, key=lambda span: (span.start, -span.end)), who)


def _how(word: str, who: Sought, loosely: bool) -> str:
    small = word.casefold()
    pieces = () if small.isalpha() else re.split(r"[-’']", small)
    if any(part == small or part in pieces for part in who.parts):
        return PART
    return ALIKE if loosely and any(_is_a_slip_of(part, small) for part in who.parts) else ""


def _is_a_slip_of(part: str, small: str) -> bool:
    # Of a short one, “Anne” for “Ann” is a slip, and “and” is not.
    if len(part) <= 2 or max(len(small), len(part)) < SHORTEST_ALIKE or abs(len(small) - len(part)) > 1:
        return False
    return OSA.distance(part, small, score_cutoff=1) <= 1


def _address(address: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", re.IGNORECASE)


def _joined(text: str, found: Sequence[Span], who: Sought) -> list[Span]:
    """Join `Ann Shaw`, `A. Shaw` and `Shaw, Ann` into one passage each."""
    joined: list[Span] = []
    for span in found:
        if joined and span.start < joined[-1].end:
            last = joined.pop()
            span = Span(last.start, max(last.end, span.end), min(last.how, span.how, key=_RANK.index))
        elif joined and _BETWEEN.fullmatch(text[joined[-1].end : span.start]) and span.how != INITIALS:
            last = joined.pop()
            span = Span(last.start, span.end, WHOLE if len(who.parts) > 1 else min(last.how, span.how, key=_RANK.index))
        joined.append(span)
    return [_with_initial(text, span, who) for span in joined]


def _with_initial(text: str, span: Span, who: Sought) -> Span:
    """Widen a passage to take in an initial of theirs right before it, as in `A. Shaw`."""
    before = re.search(r"(?<!\w)([^\W\d_])\.?\s?$", text[: span.start])
    if before and before[1].isupper() and before[1] in who.initials and span.how != INITIALS:
        return Span(before.start(), span.end, span.how)
    return span
