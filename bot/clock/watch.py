"""Whether the bot still looks for what there is to do, as `/healthz` tells."""

import time
from collections.abc import Callable, Iterable

WAKES = "what is due"

NEGLECTED_AFTER = 120.0
"""Seconds; it looks every second at what is due, and every five at an outbox."""


def outbox_of(platform: str) -> str:
    """Name what is looked at to deliver to a platform."""
    return f"the outbox of {platform}"


class Watch:
    """Knows when each thing was last looked at. `steady` is a clock that never jumps."""

    def __init__(self, watched: Iterable[str], steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._looked_at = dict.fromkeys(watched, steady())
        self.absent: set[str] = set()
        """The platforms that have yet to be reached."""

    def looked_at(self, what: str) -> None:
        """Note that somebody has just looked at it, with success."""
        self._looked_at[what] = self._steady()

    def neglected(self) -> list[str]:
        """List what nobody has looked at for two minutes."""
        now = self._steady()
        return [what for what, when in self._looked_at.items() if now - when > NEGLECTED_AFTER]
