"""What is shown of the records that were found: which comes first, and which of its words.

Pure functions for both databases. Words that match are marked as runs, in nobody's markup.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p

from storage.search.query import AllOf, AnyOf, Node, Phrase, Term
from storage.search.words import Word, meanings, term, words
from storage.tables import Record

A_PAGE = 5
"""How many records a page shows."""

LENGTH = 28
"""Words of a snippet."""

WORTH = (6.0, 3.0, 1.0)
"""What a word in the title, among lessons and topics, and anywhere else is worth."""

NEAR_EACH_OTHER = 1.5
"""What it is worth that two words of the query follow each other, times the field's worth."""


@dataclass(frozen=True)
class Run:
    """A piece of text; `matches`: somebody searched for it."""

    text: str
    matches: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Hit:
    """A record that was found: its title and a few of its words, with those that match marked."""

    record: Record
    title: Runs
    snippet: Runs


@dataclass(frozen=True)
class Results:
    """A page of what was found, best first. `count`: of all that this reader may read; `more`: there are others yet.

    `guessed`: no record has the words as they were typed, so others close to them were looked for. `some_of_them`:
    nor has any record all of them, so these have some.
    """

    hits: tuple[Hit, ...]
    count: int
    page: int = 1
    guessed: bool = False
    some_of_them: bool = False
    more: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are; one at least, though nothing was found."""
        return pages_of(self.count, A_PAGE)


def pages_of(count: int, a_page: int) -> int:
    """Return how many pages so many make; one at least, though nothing was found."""
    return max(1, -(-count // a_page))


# ---- which comes first -----------------------------------------------------------------------------------------------


Fields = tuple[str, str, str]
"""The tokens of a record with spaces between them: title, advice, rest."""


def rank(wanted: Sequence[Node], found: Mapping[int, Fields]) -> list[tuple[int, float]]:
    """Rank the found records: ids, best first, with what each is worth; of equals, the first in `found`.

    A word that fewer of them have is worth more; one that stands often, little more than one that stands once. Having
    more of the words beats having one of them more often.
    """
    records = {record: tuple(f" {field} " for field in fields) for record, fields in found.items()}
    strengths = {record: [_strength(node, fields) for node in wanted] for record, fields in records.items()}
    having = [sum(each[place] > 0 for each in strengths.values()) for place in range(len(wanted))]
    rarity = [log(1 + len(records) / number) if number else 0.0 for number in having]
    worth = {
        record: sum(rare * log1p(strength) for rare, strength in zip(rarity, each, strict=True))
        * (sum(strength > 0 for strength in each) / (len(wanted) or 1))
        + _closeness(wanted, records[record])
        for record, each in strengths.items()
    }
    return sorted(worth.items(), key=lambda one: -one[1])


def _strength(node: Node, fields: Sequence[str]) -> float:
    match node:
        case Term(token):
            word = f" {token} "
            return sum(
                worth * log1p(field.count(word)) for field, worth in zip(fields, WORTH, strict=True) if word in field
            )
        case Phrase(tokens):
            in_a_row = f" {' '.join(tokens)} "
            return sum(worth for field, worth in zip(fields, WORTH, strict=True) if in_a_row in field)
        case AnyOf(parts):
            return max(_strength(part, fields) for part in parts)
        case AllOf(parts):
            return min(_strength(part, fields) for part in parts)


def _closeness(wanted: Sequence[Node], fields: Sequence[str]) -> float:
    pairs = [
        f" {one.token} {other.token} "
        for one, other in pairwise(wanted)
        if isinstance(one, Term) and isinstance(other, Term)
    ]
    near = (worth for field, worth in zip(fields, WORTH, strict=True) for pair in pairs if pair in field)
    return sum(NEAR_EACH_OTHER * log1p(worth) for worth in near)


# ---- which words are shown -------------------------------------------------------------------------------------------


def marked(text: str, tokens: Collection[str]) -> Runs:
    """Return a whole text with the words marked that these tokens of a query stand for."""
    return _runs(text, 0, len(text), _matching(text, words(text), tokens))


def snippet(record: Record, tokens: Collection[str]) -> Runs:
    """Cut out the place in a record that has most of what was searched for, lessons first; else how it begins."""
    texts = [*record.lessons, record.summary, *(action["text"] for action in record.actions)]
    texts += [quote["text"] for quote in record.quotes]
    best: tuple[int, Runs] | None = None
    for text in texts:
        found = words(text)
        matching = _matching(text, found, tokens)
        first, number = _densest(found, matching)
        if best is None or number > best[0]:
            best = number, _cut(text, found, first, matching)
    return best[1] if best else ()


def _matching(text: str, found: Sequence[Word], tokens: Collection[str]) -> set[int]:
    wanted = set(tokens)
    matching = {number for number, word in enumerate(found) if wanted.intersection(map(term, word.parts))}
    for number in range(1, len(found)):
        together = "".join((*found[number - 1].parts, *found[number].parts))
        if found[number].joined and term(together) in wanted:
            matching |= {number - 1, number}
    for meaning in meanings(found, nested=True):
        if wanted.intersection(meaning.tokens):
            matching |= set(range(meaning.first, meaning.last + 1))
    return matching


def _densest(found: Sequence[Word], matching: Collection[int]) -> tuple[int, int]:
    """Find where a snippet begins that has most of the matching words, and how many.

    It begins a little before the first of them.
    """
    best, number = 0, 0
    for start in sorted(matching):
        here = sum(start <= place < start + LENGTH - 4 for place in matching)
        if here > number:
            best, number = max(0, start - 4), here
    return (0 if len(found) <= LENGTH else best), number


def _cut(text: str, found: Sequence[Word], first: int, matching: Collection[int]) -> Runs:
    if not found:
        return ()
    last = min(first + LENGTH, len(found)) - 1
    begin = found[first].start if first else 0
    end = found[last].end if last < len(found) - 1 else len(text)
    of_ours = {number for number in matching if first <= number <= last}
    runs = _runs(text, begin, end, of_ours)
    return ((Run("… "),) if begin else ()) + runs + ((Run(" …"),) if end < len(text) else ())


def _runs(text: str, begin: int, end: int, matching: Collection[int]) -> Runs:
    runs: list[Run] = []
    done = begin
    found = words(text)
    for number in sorted(matching):
        word = found[number]
        if word.start > done:
            gap = text[done : word.start]
            if runs and runs[-1].matches and number - 1 in matching and not gap.strip("-‐‑–./&' "):
                runs[-1] = Run(runs[-1].text + gap + word.raw, matches=True)
                done = word.end
                continue
            runs.append(Run(gap))
        runs.append(Run(word.raw, matches=True))
        done = word.end
    return (*runs, Run(text[done:end])) if done < end else tuple(runs)
