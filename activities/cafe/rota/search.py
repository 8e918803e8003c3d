"""Looking for a rota with fewer repeats, by letting two people change places in one round at a time.

A tabu search: the best change is made even where it makes things worse, and those two do not change back for a while,
so that the search leaves places in which no single change helps. Only people who sit with somebody they meet again are
moved. What it is given is never made worse.

Then people change places for the whole café, so that departments and kinds of work mix. Two people who take each
other's place in every round change nobody's number of repeats: the rota keeps its shape. So among all the ways to seat
people in a shape, one is looked for in which those who sit together are as little alike as possible, a change at a
time, the best first (a quadratic assignment, descended).
"""

import numpy as np
import numpy.typing as npt

from activities.cafe.rota.meetings import Counts, Round, together

MOST_MOVED = 64
"""So many people are looked at for a change at once."""

_REPEAT = 1 << 20
_TIMES = np.arange(512)
_ONCE_MORE = np.where(_TIMES > 0, _REPEAT + _TIMES - 1, 0).astype(np.float64)
"""What it adds to the cost when two meet who have met so many times: a repeat, and a little more for a third time."""

_COST = np.concatenate([[0.0], np.cumsum(_ONCE_MORE)])

Numbers = npt.NDArray[np.float64]

MOST_WORK = 60_000_000
"""Pairs of people looked at in all: a few hundred changes for sixty people, and a second's work for a thousand."""


class Search:
    """Rounds being improved, with who has met whom; `before`: how often any two had met earlier."""

    def __init__(self, rounds: list[Round], before: Counts, chance: np.random.Generator) -> None:
        self.rounds = [tables.copy() for tables in rounds]
        self.same = [together(tables) for tables in rounds]
        self.met = before + sum(self.same)
        self.chance = chance
        self.forbidden = np.zeros((len(rounds), *before.shape), np.int64)

    def run(self, fewest: int, steps: int) -> list[Round]:
        """Find the rounds with the fewest repeats within so many steps, or with no more than `fewest`."""
        least = now = int(_COST[self.met].sum()) // 2
        best = [tables.copy() for tables in self.rounds]
        longest = min(12, len(self.met) // 2)
        for step in range(steps):
            if least < (fewest + 1) * _REPEAT:
                break
            turn, movers = self._somewhere_to_improve()
            change = self._changes(turn, movers)
            # Those who changed lately stay, or the search would go back and forth; unless it beats all found so far.
            change[(self.forbidden[turn][movers] > step) & (change + now >= least)] = np.inf
            # Costs are whole numbers, so less than a half decides between equals alone, by chance.
            row, other = divmod(int(np.argmin(change + self.chance.random(change.shape) / 2)), len(self.met))
            if not np.isfinite(change[row, other]):
                continue
            now += int(change[row, other])
            self._swap(turn, int(movers[row]), other, until=step + 2 + int(self.chance.integers(longest)))
            if now < least:
                best, least = [tables.copy() for tables in self.rounds], now
        return best

    def _somewhere_to_improve(self) -> tuple[int, Round]:
        """Choose a round in which people meet again, by chance, and some of them."""
        again = self.met > 1
        for turn in self.chance.permutation(len(self.rounds)):
            movers = np.flatnonzero((again & (self.same[turn] > 0)).any(axis=1))
            if len(movers):
                break
        return int(turn), movers if len(movers) <= MOST_MOVED else self.chance.permutation(movers)[:MOST_MOVED]

    def _changes(self, turn: int, movers: Round) -> Numbers:
        """Work out by how much the cost changes when a mover and anybody change places; infinite at one table."""
        same = self.same[turn]
        adds = _ONCE_MORE[self.met]
        np.fill_diagonal(adds, 0)
        leaves = (same * _ONCE_MORE[self.met - 1]).sum(axis=1)  # where they are not together it is times nought
        mine = same[movers].astype(np.float64)
        mine[np.arange(len(movers)), movers] = 1
        # Each joins the table of the other, who leaves it: both sums count the two together, so that is taken off.
        theirs = (same + np.eye(len(same))) @ adds[:, movers]
        change: Numbers = theirs.T + mine @ adds - 2 * adds[movers] - leaves[movers][:, None] - leaves
        change[mine > 0] = np.inf
        return change

    def _swap(self, turn: int, one: int, other: int, until: int) -> None:
        tables = self.rounds[turn]
        self.met -= self.same[turn]
        tables[one], tables[other] = tables[other], tables[one]
        self.same[turn] = together(tables)
        self.met += self.same[turn]
        self.forbidden[turn, one, other] = self.forbidden[turn, other, one] = until


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
