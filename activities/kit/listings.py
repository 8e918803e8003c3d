"""When each platform last said who is there: what somebody was taken for may have been put right since, unheard."""

from datetime import datetime
from threading import Event


class Listings:
    """One process's. `wanted` is set while somebody waits for everybody to be listed anew."""

    def __init__(self) -> None:
        self._begun: dict[str, datetime | None] = {}
        self.wanted = Event()

    def is_awaited(self, platform: str) -> None:
        """A platform has yet to say who is there."""
        self._begun[platform] = None

    def is_complete(self, platform: str, begun: datetime) -> None:
        """It has named everybody, in a listing that began at this moment of the calendar."""
        self._begun[platform] = begun

    def is_refused(self, platform: str) -> None:
        """It never will, so nobody waits for it."""
        self._begun.pop(platform, None)

    def cover(self, moment: datetime) -> bool:
        """Whether every platform has said who is there since a moment of the calendar; else that is wanted now.

        A listing that began at that very moment has not: in a rehearsal the calendar stands still between two days.
        """
        covered = all(begun is not None and begun > moment for begun in self._begun.values())
        if not covered:
            self.wanted.set()
        return covered
