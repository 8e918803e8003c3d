"""How long something waits of which no moment is kept: since when it was there is told by its id."""

from bisect import bisect_left
from collections.abc import Callable
from time import monotonic

MOST = 256
"""Looks that are remembered; past that every second one is let go of, and ages are told less finely."""


class Seen:
    """Remembers which id was the newest at which look. A row whose id is no greater was there by then."""

    def __init__(self, steady: Callable[[], float] = monotonic) -> None:
        self._steady = steady
        self._newest: list[int] = []
        self._looked_at: list[float] = []

    def look(self, newest: int, oldest_waiting: int | None) -> float:
        """Take note of the newest id there is, and say for how many seconds the oldest that waits is known to."""
        now, newest = self._steady(), max(newest, oldest_waiting or 0)  # it may have come between the two questions
        if not self._newest or newest > self._newest[-1]:
            self._newest.append(newest)
            self._looked_at.append(now)
        first = bisect_left(self._newest, newest if oldest_waiting is None else oldest_waiting)
        del self._newest[:first], self._looked_at[:first]
        if len(self._newest) > MOST:
            del self._newest[1:-1:2], self._looked_at[1:-1:2]
        return 0.0 if oldest_waiting is None else now - self._looked_at[0]
