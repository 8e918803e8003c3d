"""The best of all matchings, by Edmonds' algorithm on every lawful pair; and the best of all thirds.

Time grows with slots × lawful pairs: about 0.1 s at 400 slots and 2 s at 1,000. Above, see large.py.

Those left over join a pair as a third: with the pairs fixed, as many and as well as can be.
"""

import numpy as np
import rustworkx as rx
from scipy.optimize import linear_sum_assignment

from activities.coffee.matching.slots import Ints, Slots, lawful, one_number, worth

WEIGHT_BITS = 110  # rustworkx computes in 128, and needs some of them for itself

CELLS = 4_000_000  # pairs of (left over, pair) judged in one go, to bound memory
CHANCES = 1 << 10  # random numbers below all tiers, to choose between equals
FLOAT_BITS = 52  # what a float holds exactly


def best_pairs(slots: Slots, members: Ints, rng: np.random.Generator, but_not: Ints | None = None) -> Ints:
    """Pair up some slots as well as can be: (k, 2) slots, the first of each pair the lower, rows sorted.

    `but_not` (k, 2) holds pairs of slots, the lower first, that are not to be used. Slots enter in random order, which
    decides between equals, though not evenly: shuffle.py does that.
    """
    order = rng.permutation(members)
    left, right = np.triu_indices(len(order), 1)
    i, j = np.minimum(order[left], order[right]), np.maximum(order[left], order[right])
    usable = lawful(slots, i, j)
    if but_not is not None:
        usable &= ~np.isin(i * len(slots) + j, but_not[:, 0] * len(slots) + but_not[:, 1])
    left, right, i, j = left[usable], right[usable], i[usable], j[usable]
    weights = one_number(worth(slots, i, j), at_most=len(order) // 2, bits=WEIGHT_BITS)
    graph: rx.PyGraph[None, int] = rx.PyGraph()
    graph.add_nodes_from([None] * len(order))
    graph.add_edges_from(list(zip(left.tolist(), right.tolist(), weights.tolist(), strict=True)))
    # A set comes back, in an order that changes from run to run: sorted before anything depends on it.
    mates = sorted(rx.max_weight_matching(graph, weight_fn=int))
    pairs = np.sort(order[np.array(mates, dtype=np.int64).reshape(-1, 2)], axis=1)
    return pairs[np.argsort(pairs[:, 0])]


def thirds(slots: Slots, pairs: Ints, over: Ints, rng: np.random.Generator) -> Ints:
    """Decide who of `over` joins which pair: rows (slot, index into pairs), sorted.

    pairs: (p, 2) slots; over: (r,) slots. A third must be lawful with both, at a site that all three share. As many as
    possible join, those who are owed first, then by the same tiers as pairs, then at random; a pair takes one. This is
    the best there is up to CELLS = r × p, and above in portions, each the best there is for itself.
    """
    joined: list[tuple[int, int]] = []
    free = np.arange(len(pairs))
    over = rng.permutation(over)
    over = over[np.argsort(-slots.owed[over], kind="stable")]
    portion = max(1, CELLS // max(1, len(pairs)))
    for start in range(0, len(over), portion):
        rows = over[start : start + portion]
        chosen = _assign(slots, pairs[free], rows, rng)
        joined += [(int(rows[row]), int(free[column])) for row, column in chosen]
        free = np.delete(free, [column for _, column in chosen])
    return np.array(sorted(joined), dtype=np.int64).reshape(-1, 2)


def _assign(slots: Slots, pairs: Ints, rows: Ints, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Find the best assignment of rows to pairs, as (row, pair) positions."""
    row, column = _lawful_thirds(slots, pairs, rows)
    if not len(row):
        return []
    third, first, second = rows[row], pairs[column, 0], pairs[column, 1]
    values = worth(slots, third, first) + worth(slots, third, second)
    values[0] = 1
    values[1] = slots.owed[third]
    chance = rng.integers(CHANCES, size=(1, len(row)))
    weights = one_number(np.concatenate([values, chance]), at_most=len(rows), bits=FLOAT_BITS)
    taken_rows, taken_row = np.unique(row, return_inverse=True)
    taken_columns, taken_column = np.unique(column, return_inverse=True)
    matrix = np.zeros((len(taken_rows), len(taken_columns)))
    matrix[taken_row, taken_column] = weights
    chosen = zip(*linear_sum_assignment(matrix, maximize=True), strict=True)
    return [(int(taken_rows[r]), int(taken_columns[c])) for r, c in chosen if matrix[r, c] > 0]


def _lawful_thirds(slots: Slots, pairs: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Find the positions (row, pair) where the row may join the pair."""
    places_of_pair = slots.holds[slots.place[pairs[:, 0]]] & slots.holds[slots.place[pairs[:, 1]]]
    near = slots.holds[slots.place[rows]].astype(np.float32) @ places_of_pair.T.astype(np.float32) > 0
    row, column = np.nonzero(near)
    both = lawful(slots, rows[row], pairs[column, 0]) & lawful(slots, rows[row], pairs[column, 1])
    return row[both], column[both]
