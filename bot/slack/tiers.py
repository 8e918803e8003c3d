"""How much of what Slack allows has been used, by method. What can wait waits here, and leaves room for people.

Slack counts a method's calls of the last minute. So they are counted here as well, all of them; and those for which
nobody waits come evenly, once a few have gone at once. While people press things, a fifth is left to them.
"""

import asyncio
import math
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.platforms.pace import THE_WORLD_BEGAN, Pace

COUNTED_FOR = timedelta(seconds=61)
"""How long a call counts. Slack counts a minute from when it heard of one, which differs by as long as that takes."""

PRESSING_FOR = timedelta(minutes=1)
"""For so long after somebody has pressed something others are expected to."""

FOR_PEOPLE = 0.2
"""The part of each tier that is theirs while they do."""

LONGEST_NAP = timedelta(seconds=5)
"""After so long whoever waits looks anew: people may have come or gone."""

SLICE = timedelta(seconds=10)
"""What is written down is not finer than this."""

SLICES = 6


@dataclass(frozen=True)
class Tier:
    """So many calls of a method in any minute, and how many of them may come at once."""

    calls: int
    at_once: int

    def others(self, are_pressing: bool) -> int:
        """How many of them are not for people who wait."""
        return math.floor(self.calls * (1 - FOR_PEOPLE)) if are_pressing else self.calls


@dataclass(frozen=True)
class Used:
    """The calls of the minute before a moment, by method: how many in its last ten seconds, in the ten before, and on.

    `is_all`: nothing was called after that.
    """

    at: datetime
    calls: Mapping[str, Sequence[int]]
    is_all: bool


class Tiers:
    """Keeps to the limits of one workspace. Moments are those of its pace."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._calls: dict[str, deque[datetime]] = defaultdict(deque)
        self._next: dict[str, datetime] = defaultdict(lambda: THE_WORLD_BEGAN)
        self._shut_until: dict[str, datetime] = {}
        self._queues: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._pressed_at = THE_WORLD_BEGAN

    def somebody_presses(self) -> None:
        """Note that somebody has just done something, and waits for what comes of it."""
        self._pressed_at = self.pace.now()

    def are_pressing(self) -> bool:
        """Say whether somebody has done something just now."""
        return self.pace.now() - self._pressed_at < PRESSING_FOR

    async def through(self, method: str, tier: Tier) -> None:
        """Wait until one more call may go out for which nobody waits: one after another, in the order they came in."""
        async with self._queues[method]:
            while (wait := self._wait(method, tier)) > timedelta():
                await self.pace.sleep(min(wait, LONGEST_NAP).total_seconds())
            now, gap = self.pace.now(), self._gap(tier)
            self._next[method] = max(self._next[method], now - gap * (tier.at_once - 1)) + gap
            self._calls[method].append(now)

    def count(self, method: str) -> None:
        """Count one more call that goes out for somebody who waits."""
        self._calls[method].append(self.pace.now())

    def shut(self, method: str, seconds: float) -> None:
        """Let nothing through for so many seconds: Slack asked for it."""
        self._shut_until[method] = self.pace.now() + timedelta(seconds=seconds)

    def shut_for(self, method: str) -> float:
        """Return for how many seconds more Slack wants none of these; 0 where it takes them."""
        now = self.pace.now()
        return max((self._shut_until.get(method, now) - now).total_seconds(), 0.0)

    def used(self, is_all: bool) -> Used:
        """Return what was called for which nobody waits, to be remembered.

        When people pressed anything is not in it.
        """
        now = self.pace.now()
        found = {}
        for method in self._queues:
            ages = [int((now - at) / SLICE) for at in self._calls[method]]
            if slices := [ages.count(number) for number in range(SLICES)]:
                found[method] = slices
        return Used(now, {method: slices for method, slices in found.items() if any(slices)}, is_all)

    def remember(self, used: Used, tiers: Mapping[str, Tier]) -> None:
        """Count what was called before this process began. What nobody wrote down was as much as may have been."""
        began = self.pace.now()
        at = min(used.at, began)  # the world's clock may have been set back
        for method, slices in used.calls.items():
            if method not in tiers:
                continue
            calls, tier = self._calls[method], tiers[method]
            self._queues[method] = asyncio.Lock()  # it is written down again
            for number in reversed(range(len(slices))):
                calls.extend([at - SLICE * number] * slices[number])
            if not used.is_all:
                unknown = math.ceil(tier.calls * min(SLICE, began - at) / timedelta(minutes=1))
                calls.extend([at + min(SLICE, began - at)] * unknown)
            self._next[method] = began if at + SLICE > began else self._next[method]

    def _wait(self, method: str, tier: Tier) -> timedelta:
        """Return how long it is, as things stand, until one more may go out for which nobody waits."""
        now, calls = self.pace.now(), self._calls[method]
        while calls and calls[0] <= now - COUNTED_FOR:
            calls.popleft()
        allowed = tier.others(self.are_pressing())
        has_room = now if len(calls) < allowed else calls[len(calls) - allowed] + COUNTED_FOR
        evenly = self._next[method] if self._next[method] > now else now
        return max(has_room, evenly, self._shut_until.get(method, now)) - now

    def _gap(self, tier: Tier) -> timedelta:
        return COUNTED_FOR / tier.others(self.are_pressing())
