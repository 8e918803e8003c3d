"""Two people who work at the same two sites may be drawn for each other at both: part them where that costs nothing."""

from collections.abc import Callable

import numpy as np

from activities.coffee.matching.shuffle import MOST_AT_ONCE, way_scores
from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots, is_in
from activities.coffee.matching.tiers import total

TRIES = 64  # blocks looked at for each two people
ROUNDS = 20

Solve = Callable[[Ints], Ints]


def parted(slots: Slots, units: Ints, rng: np.random.Generator, solve_without: Solve | None) -> Ints:
    """Return units (u, 2) of the same worth in which fewer people, if possible none, come together twice.

    Small exchanges are tried first. `solve_without` pairs up all slots anew, as well as can be, but without the pairs
    of slots it is given; it settles the matter, and is None where that would take too long.
    """
    for _ in range(ROUNDS):
        double = np.flatnonzero(doubles(slots, units))
        if not len(double):
            return units
        exchanged = [_exchange(slots, units, int(unit), rng) for unit in double]
        if not any(exchanged):
            break
    return _solved_anew(slots, units, solve_without) if solve_without else units


def doubles(slots: Slots, units: Ints) -> Bools:
    """Find which units are pairs of two people who are paired in another unit too."""
    paired = units[:, 1] != NOBODY
    keys = slots.key(units[:, 0], np.maximum(units[:, 1], 0))
    _, where, count = np.unique(np.where(paired, keys, -1), return_inverse=True, return_counts=True)
    found: Bools = paired & (count[where.reshape(-1)] > 1)
    return found


def _exchange(slots: Slots, units: Ints, unit: int, rng: np.random.Generator) -> bool:
    """Re-pair `unit` and a few others, in place, so that fewer come together twice; say whether that was possible."""
    others = np.delete(np.arange(len(units)), unit)
    size = min(MOST_AT_ONCE, len(units))
    for _ in range(TRIES):
        block = np.append(unit, rng.choice(others, size - 1, replace=False))
        tokens = units[block].reshape(1, -1)
        scores, ways = way_scores(slots, tokens)
        best = np.flatnonzero(scores[0] == scores[0].max())
        candidates = np.sort(tokens[0][ways[best]], axis=2)[:, :, ::-1]
        again = _times_together(slots, candidates, np.delete(units, block, axis=0))
        if again.min() < _times_together(slots, units[block][None], np.delete(units, block, axis=0))[0]:
            units[block] = candidates[rng.choice(np.flatnonzero(again == again.min()))]
            return True
    return False


def _times_together(slots: Slots, ways: Ints, others: Ints) -> Ints:
    """Count for each way (w, s, 2) to pair up a block how many of its pairs come together elsewhere too."""
    real = ways[:, :, 1] != NOBODY
    nothing = -1 - np.arange(ways.shape[1])  # different from each other and from any key
    keys = np.where(real, slots.key(ways[:, :, 0], np.maximum(ways[:, :, 1], 0)), nothing)
    outside = others[others[:, 1] != NOBODY]
    elsewhere = is_in(keys, np.sort(slots.key(outside[:, 0], outside[:, 1])))
    within = (np.diff(np.sort(keys, axis=1), axis=1) == 0).sum(axis=1)
    times: Ints = elsewhere.sum(axis=1) + within
    return times


def _solved_anew(slots: Slots, units: Ints, solve_without: Solve) -> Ints:
    """Forbid one meeting of each two people who come together twice, as long as nothing is lost by it."""
    worth = total(slots, units[units[:, 1] != NOBODY])
    forbidden = np.empty((0, 2), dtype=np.int64)
    current = units
    for _ in range(ROUNDS):
        double = current[doubles(slots, current)]
        if not len(double):
            break
        forbidden = np.concatenate([forbidden, np.sort(double[:1], axis=1)])
        anew = solve_without(forbidden)
        if total(slots, anew[anew[:, 1] != NOBODY]) < worth:
            break
        current = anew
        if doubles(slots, current).sum() < doubles(slots, units).sum():
            units = current
    return units
