"""A few words around what was found, with those that match marked: as runs, in nobody's markup."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage.search.words import Word, meanings, term, words
from storage.tables import Record

LENGTH = 28
"""Words of a snippet."""


@dataclass(frozen=True)
class Run:
    """A piece of text; `matches`: somebody searched for it."""

    text: str
    matches: bool = False


Runs = tuple[Run, ...]


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
