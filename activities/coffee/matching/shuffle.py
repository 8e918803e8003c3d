"""Walk at random among matchings that are equally good, until every one of them is about equally likely.

A solver that finds one optimum finds some of them far more often than others. So we take a few pairs at a time, look at
every way to pair the same slots anew, and choose evenly among the best ways. A choice depends only on which slots are
taken, so each step is as likely as its reverse, and the walk has no favourites (Gibbs sampling; Geman & Geman 1984).

Two optima differ by cycles and paths, each of them neutral by itself, so the walk can do them one by one; a cycle of up
to five pairs is one step. All optima of a pool of up to 11 slots are thus within reach for certain.

Two people who work at the same two sites may be drawn for each other at both: part them where that costs nothing.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from activities.coffee.matching.slots import NOBODY, Bools, Ints, Slots, is_in, lawful, one_number, total, worth

Indices = NDArray[np.intp]

MOST_AT_ONCE = 5  # pairs in a step: 945 ways to pair ten slots
UNLAWFUL = -(1 << 58)  # five of them still fit
WEIGHT_BITS = 57
CELLS = 2_000_000  # numbers looked at in one go, to bound memory

TRIES = 64  # blocks looked at for each two people
ROUNDS = 20


def shuffle(slots: Slots, units: Ints, rng: np.random.Generator, sizes: tuple[int, ...]) -> Ints:
    """Re-pair at random, never for the worse: one sweep over all units for each of `sizes`.

    units: (u, 2) slots; an unpaired slot stands with NOBODY, which comes second. sizes: units in a step, 2 … 5. Every
    other sweep takes units of one site together (chance decides which, for those of several), the rest any units.
    """
    if len(units) < 2:
        return units
    units = units.copy()
    for sweep, at_once in enumerate(sizes):
        size = min(at_once, len(units))
        blocks = _any_blocks(units, size, rng) if sweep % 2 else _site_blocks(slots, units, size, rng)
        ways = len(_table(size)[2])
        step = max(1, CELLS // (ways * size))
        for start in range(0, len(blocks), step):
            taken = blocks[start : start + step]
            units[taken] = repaired(slots, units[taken], rng)
    return units


def repaired(slots: Slots, blocks: Ints, rng: np.random.Generator) -> Ints:
    """Pair each block's slots anew, at random among the best ways: (b, size, 2) units → the same."""
    count, size, _ = blocks.shape
    tokens = blocks.reshape(count, 2 * size)
    scores, ways = way_scores(slots, tokens)
    best = scores == scores.max(axis=1, keepdims=True)
    chosen = np.where(best, rng.random(best.shape), -1).argmax(axis=1)
    pairs = np.sort(tokens[np.arange(count)[:, None, None], ways[chosen]], axis=2)
    return pairs[:, :, ::-1]  # NOBODY is the lowest, so it comes second


def way_scores(slots: Slots, tokens: Ints) -> tuple[Ints, Indices]:
    """Work out what each way to pair up a row of tokens (b, 2s) is worth: scores (b, w), and the ways (w, s, 2)."""
    size = tokens.shape[1] // 2
    left, right, ways, column = _table(size)
    a, b = tokens[:, left], tokens[:, right]
    real: Bools = (a != NOBODY) & (b != NOBODY)
    a, b = np.maximum(a, 0), np.maximum(b, 0)
    allowed = lawful(slots, a, b)
    weights = one_number(worth(slots, a, b), at_most=size, bits=WEIGHT_BITS)
    weights = np.where(real, np.where(allowed, weights, UNLAWFUL), 0)
    scores: Ints = weights[:, column].sum(axis=2)
    return scores, ways


@cache
def _table(size: int) -> tuple[Indices, Indices, Indices, Indices]:
    """List all pairs of 2 × size things, as left and right; every way to pair them all up, as things and as pairs."""
    left, right = np.triu_indices(2 * size, 1)
    number = np.zeros((2 * size, 2 * size), dtype=np.intp)
    number[left, right] = np.arange(len(left))
    ways = _ways(size)
    return left, right, ways, number[ways[:, :, 0], ways[:, :, 1]]


def _ways(size: int) -> Indices:
    """List every way to pair up 2 × size things: (1 · 3 · 5 · …, size, 2), the lower of a pair first."""

    def ways(things: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
        if not things:
            return [()]
        first, rest = things[0], things[1:]
        return [
            ((first, mate), *others)
            for index, mate in enumerate(rest)
            for others in ways(rest[:index] + rest[index + 1 :])
        ]

    return np.array(ways(tuple(range(2 * size))), dtype=np.intp).reshape(-1, size, 2)


def _any_blocks(units: Ints, size: int, rng: np.random.Generator) -> Ints:
    order = rng.permutation(len(units))
    return order[: len(order) // size * size].reshape(-1, size)


def _site_blocks(slots: Slots, units: Ints, size: int, rng: np.random.Generator) -> Ints:
    """Return blocks of units that can meet at one site; those of several sites are assigned one by chance.

    The assignment is made before looking at the units, so that it does not depend on who is paired with whom.
    """
    chance = np.where(slots.holds, rng.random(slots.holds.shape), -1)
    home = chance.argmax(axis=1)
    first = home[slots.place[units[:, 0]]]
    second = np.where(units[:, 1] == NOBODY, first, home[slots.place[units[:, 1]]])
    eligible = rng.permutation(np.flatnonzero(first == second))
    eligible = eligible[np.argsort(first[eligible], kind="stable")]
    sites = first[eligible]
    rank = np.arange(len(eligible)) - np.searchsorted(sites, sites)
    whole = np.bincount(sites) // size * size
    blocks: Ints = eligible[rank < whole[sites]].reshape(-1, size)
    return blocks


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
