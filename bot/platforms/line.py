"""Whether anybody can be written to in a workspace just now, as its platform's answers show.

A code says what a refusal is about, and so does who else gets it: the same from everybody at once is the
installation's, whatever the code says, and what one person gets while others are written to is that person's.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.platforms.platform import Away, SendingFailed, Unreachable

EVERYBODY = 3
"""So many places that were tried one after another, and none in between with success, are everybody."""

LATELY = timedelta(minutes=1)
"""What was sent within this shows that the installation is well."""

CERTAIN_AFTER = timedelta(minutes=10)
"""After so long a refusal of one person is taken for theirs, though nobody else was written to in between."""

LONGEST_GAP = 60.0
"""Seconds between two tries while nobody can be written to, at most."""


@dataclass
class Line:
    """What a workspace has answered one process lately. Moments are those of its pace."""

    is_down: bool = False
    _served_at: datetime | None = None
    _refused: dict[str, datetime] = field(default_factory=dict)
    _suspected: dict[str, datetime] = field(default_factory=dict)
    _tries: int = 0
    _next_try: datetime | None = None

    def serves(self, place: str, begun: datetime) -> bool:
        """Note that a call about a place went well that was begun then.

        True where that ends a time in which none did.
        """
        was_down, self.is_down = self.is_down, False
        self._served_at, self._tries, self._next_try = begun, 0, None
        self._refused.clear()
        self._suspected.pop(place, None)
        return was_down

    def refuses(self, place: str, why: SendingFailed, now: datetime) -> bool:
        """Note that a call about a place failed. True where it shows that nobody can be written to, which is news."""
        self._refused.setdefault(place, now)
        if isinstance(why, Unreachable):
            self._suspected.setdefault(place, now)
        is_well = self._served_at is not None and now - self._served_at <= LATELY
        is_everybodys = len(self._refused) >= EVERYBODY or (isinstance(why, Away) and not is_well)
        was_down, self.is_down = self.is_down, self.is_down or is_everybodys
        if self.is_down:
            self._tries += 1
            self._next_try = now + timedelta(seconds=min(2.0**self._tries, LONGEST_GAP))
        return self.is_down and not was_down

    def is_theirs(self, place: str, now: datetime) -> bool:
        """Say whether a person's refusal is about them: others were served since, or it has stood long enough."""
        first = self._suspected.get(place, now)
        others_are_served = self._served_at is not None and self._served_at > first
        is_certain = not self.is_down and (others_are_served or now - first > CERTAIN_AFTER)
        if is_certain:
            self._suspected.pop(place, None)
        return is_certain

    def may_try(self, now: datetime) -> bool:
        """Say whether it is time to find out whether anybody can be written to."""
        return self._next_try is None or now >= self._next_try
