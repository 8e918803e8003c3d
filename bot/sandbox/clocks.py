"""How fast time passes for limits and deadlines."""

import asyncio
import time
from collections.abc import Callable

UNHURRIED = 0.1
"""For deadlines where what happens must not hang on what else the machine has to do: three seconds take thirty."""


class PaceClock:
    """Seconds that never jump, and may pass faster than the wall's.

    With a factor of 60 a rate limit of one minute is over after one second on the wall. Everything that is measured
    with it is told and slept in its own seconds.
    """

    def __init__(self, factor: float = 1.0, wall: Callable[[], float] = time.monotonic) -> None:
        if factor <= 0:
            raise ValueError("a clock's factor must be above zero")
        self.factor = factor
        self._wall = wall

    def now(self) -> float:
        """Return the seconds since some moment in the past, by this clock."""
        return self._wall() * self.factor

    def on_the_wall(self, seconds: float) -> float:
        """Return how many real seconds so many of this clock's seconds take."""
        return seconds / self.factor

    async def sleep(self, seconds: float) -> None:
        """Sleep for so many of this clock's seconds."""
        await asyncio.sleep(self.on_the_wall(seconds))
