"""The best of all matchings, by Edmonds' algorithm on every lawful pair.

Time grows with slots × lawful pairs: about 0.1 s at 400 slots and 2 s at 1,000. Above, see large.py.
"""

import numpy as np
import rustworkx as rx

from activities.coffee.matching.slots import Ints, Slots
from activities.coffee.matching.tiers import lawful, one_number, worth

WEIGHT_BITS = 110  # rustworkx computes in 128, and needs some of them for itself


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
