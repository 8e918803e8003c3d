"""The rotas that are written down are rotas, and nobody finds better ones in a moment."""

from importlib.resources import files

import numpy as np
import pytest

from activities.cafe import rota
from activities.cafe.rota import sizes
from activities.cafe.rota.known import known
from activities.cafe.rota.meetings import counted, fewest_repeats, repeats

WRITTEN = files(rota).joinpath("known.txt").read_text(encoding="ascii")
CASES = [(int(people), int(tables), int(rounds)) for people, tables, rounds, *_ in map(str.split, WRITTEN.splitlines())]


def test_each_is_written_down_once_and_all_are_small() -> None:
    assert len(set(CASES)) == len(CASES)
    assert len(WRITTEN) <= 40_000


@pytest.mark.parametrize("people", sorted({people for people, _, _ in CASES}))
def test_tables_are_of_the_sizes_that_are_asked_for_and_repeats_are_not_below_the_bound(people: int) -> None:
    for wanted in (3, 4, 5):
        there = sizes(people, wanted)
        for rounds in range(2, 9):
            for tables in (found := known(there, rounds)):
                assert sorted(np.bincount(tables), reverse=True) == there
            if found:
                assert len(found) == rounds
                assert repeats(counted(found, people)) >= fewest_repeats([there] * rounds, people)
