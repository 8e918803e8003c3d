"""How often any two people have met, and what it costs when they meet once more."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
"""People by people: how often these two have sat at one table. Nobody meets themselves."""

Round = npt.NDArray[np.int64]
"""The number of each person's table, by person."""


def together(tables: Round) -> Counts:
    """Work out who sits with whom in one round."""
    same: Counts = (tables[:, None] == tables[None, :]).astype(np.int64)
    np.fill_diagonal(same, 0)
    return same


def counted(rounds: Iterable[Round], people: int) -> Counts:
    """Count how often any two meet in all of these rounds."""
    return sum((together(tables) for tables in rounds), np.zeros((people, people), np.int64))


def repeats(met: Counts) -> int:
    """Count how often somebody sat with somebody they had met before; each such pair counts once each time."""
    return int(np.maximum(met - 1, 0).sum()) // 2
