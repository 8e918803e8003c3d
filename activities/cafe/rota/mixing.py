"""Letting people change places for the whole café, so that departments and kinds of work mix.

Two people who take each other's place in every round change nobody's number of repeats: the rota keeps its shape. So
among all the ways to seat people in a shape, one is looked for in which those who sit together are as little alike as
possible, a change at a time, the best first (a quadratic assignment, descended).
"""

import numpy as np
import numpy.typing as npt

MOST_WORK = 60_000_000
"""Pairs of people looked at in all: a few hundred changes for sixty people, and a second's work for a thousand."""


def seated(shape: npt.NDArray[np.int64], costs: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Find who takes which place; `shape`: how often two places share a table; `costs`: by person.

    Gives back for each place the number of the person. Begins with everybody in the place of their own number.
    """
    places = len(shape)
    taken = np.arange(places)
    often = shape.astype(np.float64)
    cost = costs.copy()
    pull = often @ cost
    for _ in range(max(1, MOST_WORK // max(1, places * places))):
        own = pull.diagonal()
        change = pull + pull.T - own[:, None] - own[None, :] + 2 * often * cost
        one, other = np.unravel_index(np.argmin(change), change.shape)
        if change[one, other] >= 0:
            break
        two, swapped = [one, other], [other, one]
        before = cost[two].copy()
        taken[two] = taken[swapped]
        cost[two] = cost[swapped]
        cost[:, two] = cost[:, swapped]
        pull += often[:, two] @ (cost[two] - before)
        pull[:, two] = often @ cost[:, two]
    return taken
