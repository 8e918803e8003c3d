"""When each platform last listed everybody: what is known of somebody may have been put right since, unheard."""

from datetime import datetime
from threading import Event


class Listings:
    """When platforms listed everybody, as one process knows it.

    `wanted` is set while somebody waits for a new listing.
    """

    def __init__(self) -> None:
        self._begun: dict[str, datetime | None] = {}
        self.wanted = Event()

    def is_awaited(self, platform: str) -> None:
        """Note that a platform has yet to say who is there."""
        self._begun[platform] = None

    def is_complete(self, platform: str, begun: datetime) -> None:
        """Note that a platform has named everybody, in a listing that began at this moment of the calendar."""
        self._begun[platform] = begun

    def is_refused(self, platform: str) -> None:
        """Note that a platform never will say who is there, so that nobody waits for it."""
        self._begun.pop(platform, None)

    def cover(self, moment: datetime) -> bool:
        """Say whether every platform has said who is there since a moment of the calendar; else that is wanted now.

        A listing that began at that very moment has not: in a rehearsal the calendar stands still between two days.
        """
        covered = all(begun is not None and begun > moment for begun in self._begun.values())
        if not covered:
            self.wanted.set()
        return covered
