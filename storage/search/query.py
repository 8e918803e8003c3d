"""What somebody typed into a search → what is looked for: a small tree that both databases can be asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.search.words import Meaning, Word, chains, meanings, term, words

MOST_WORDS = 32
"""Words of a query that count."""

SMALL_WORDS = frozenset((Path(__file__).parent / "small_words.txt").read_text("utf-8").split())
"""Words that say nothing about what a text is about."""

_QUOTES = re.compile(r"(?P<minus>(?<!\S)[-\u2212])?[\"“”„«»](?P<phrase>[^\"“”„«»]*)[\"“”„«»]")
_MINUS = re.compile(r"(?<!\S)[-\u2212](?=[^\s\-])(\S+)")


@dataclass(frozen=True)
class Term:
    """One token of the index."""

    token: str


@dataclass(frozen=True)
class Phrase:
    """Tokens that follow each other."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    """Found where any of its parts is."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class AllOf:
    """Found where all of its parts are."""

    parts: tuple["Node", ...]


Node = Term | Phrase | AnyOf | AllOf


@dataclass(frozen=True)
class Query:
    """`wanted`: what must be there, one for each word or phrase; `unwanted`: what must not be."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


def parse(typed: str) -> Query:
    """Read a query: words, “quoted phrases”, and -words that must not be there. Takes anything, and never complains.

    Small words such as `the` count only within quotes, or where there are no others.
    """
    wanted: list[Node] = []
    unwanted: list[Node] = []
    for found in _QUOTES.finditer(typed):
        (unwanted if found["minus"] else wanted).extend(_phrase(found["phrase"]))
    rest = _QUOTES.sub(" ", typed)
    for found in _MINUS.finditer(rest):
        unwanted.extend(loose(found[1]))
    wanted.extend(loose(_MINUS.sub(" ", rest)))
    return Query(tuple(dict.fromkeys(wanted))[:MOST_WORDS], tuple(dict.fromkeys(unwanted))[:MOST_WORDS])


def tokens_of(node: Node) -> Iterator[str]:
    """Yield every token of a part of a query."""
    match node:
        case Term(token):
            yield token
        case Phrase(tokens):
            yield from tokens
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from tokens_of(part)


def _phrase(text: str) -> list[Node]:
    tokens = tuple(term(part) for word in words(text) for part in word.parts)[:MOST_WORDS]
    if len(tokens) == 1:
        return loose(text)
    return [Phrase(tokens)] if tokens else []


def loose(text: str, small_if_no_others: bool = True) -> list[Node]:
    """Make a node of each abbreviation of the list and each other word of a text, whatever its quotes and hyphens."""
    listed = words(text)[: 4 * MOST_WORDS]
    found = list(meanings(listed, nested=False))
    covered = {number for meaning in found for number in range(meaning.first, meaning.last + 1)}
    nodes = [(meaning.first, _meant(meaning, listed)) for meaning in found]
    place = 0
    small: list[tuple[int, Node]] = []
    for chain in chains(listed):
        numbers = range(place, place + len(chain))
        place += len(chain)
        if covered.issuperset(numbers):
            continue
        kept = [word for number, word in zip(numbers, chain, strict=True) if number not in covered]
        (small if len(kept) == 1 and _is_small(kept[0]) else nodes).append((numbers[0], _chain(kept)))
    return [node for _, node in sorted(nodes or (small if small_if_no_others else []), key=lambda placed: placed[0])]


def _meant(meaning: Meaning, listed: Sequence[Word]) -> Node:
    """Make a node of what it may mean; or, where it was several words, of all of them wherever they stand."""
    tokens = tuple(Term(token) for token in meaning.tokens)
    parts = [part for word in listed[meaning.first : meaning.last + 1] for part in word.parts]
    telling = tuple(Term(term(part)) for part in parts if len(part) > 2 and part not in SMALL_WORDS)
    return _any_of((*tokens, AllOf(telling)) if len(telling) > 1 else tokens)


def _chain(chain: Sequence[Word]) -> Node:
    """Make a node of one word; or, of several that hang together, of those in a row or written as one."""
    parts = tuple(part for word in chain for part in word.parts)
    if len(parts) == 1:
        return Term(term(parts[0]))
    in_a_row = Phrase(tuple(term(part) for part in parts))
    return _any_of((in_a_row, Term(term("".join(parts)))) if all(map(str.isalpha, parts)) else (in_a_row,))


def _any_of(parts: tuple[Node, ...]) -> Node:
    return AnyOf(parts) if len(parts) > 1 else parts[0]


def _is_small(word: Word) -> bool:
    return len(word.parts) == 1 and word.parts[0] in SMALL_WORDS
