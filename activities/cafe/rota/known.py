"""Rotas with the fewest repeats that are known, for numbers of people for which a moment's search finds more.

Each stands in known.txt on a line: people, tables, rounds, and for each round a word, in which each person has a letter
and all with the same letter sit together. How they were found is told in docs/rota.md.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from activities.cafe.rota.meetings import Round


def known(sizes: Sequence[int], rounds: int) -> list[Round]:
    """Return rounds for tables of these sizes, the largest first; none where none are written down."""
    words = _words().get((sum(sizes), len(sizes), rounds), [])
    return [_tables(word) for word in words]


@cache
def _words() -> dict[tuple[int, int, int], list[str]]:
    written = files(__package__).joinpath("known.txt").read_text(encoding="ascii")
    lines = [line.split() for line in written.splitlines()]
    return {(int(people), int(tables), int(rounds)): words for people, tables, rounds, *words in lines}


def _tables(word: str) -> Round:
    letters = np.frombuffer(word.encode("ascii"), np.uint8)
    return (letters - ord("a")).astype(np.int64)
