"""The second clock: it measures leases, retries and limits, and never jumps. A rehearsal may run it faster.

What it says in this process began with the world's clock, and goes on by the monotonic one: the world's may be set, and
whoever waited by it would wait for as long as it was set back.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

THE_WORLD_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

_STARTED_AT, _STARTED = datetime.now(UTC), time.monotonic()
"""When this process began, by the world's clock and by the monotonic one."""


@dataclass(frozen=True)
class Pace:
    """Time that passes `factor` times faster than the world's since `since`: the same in every process with both."""

    since: datetime = THE_WORLD_BEGAN
    factor: float = 1.0

    def now(self) -> datetime:
        """Return the moment by this clock. Only differences between two of its moments mean anything."""
        steady = _STARTED_AT + timedelta(seconds=time.monotonic() - _STARTED)
        return self.since + (steady - self.since) * self.factor

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of this clock's seconds."""
        await asyncio.sleep(max(seconds, 0.0) / self.factor)


@dataclass(frozen=True)
class Rate:
    """So many calls in so many seconds, and how many of them may come at once."""

    calls: int
    seconds: float
    burst: int = 1

    @property
    def gap(self) -> float:
        """Seconds between calls once the burst is spent."""
        return self.seconds / self.calls


@dataclass
class Turnstile:
    """Lets calls through at a rate, each key by itself, and shuts for a while when a platform says so."""

    pace: Pace
    _free_at: dict[Hashable, datetime] = field(default_factory=lambda: defaultdict(lambda: THE_WORLD_BEGAN))
    _shut_until: dict[Hashable, datetime] = field(default_factory=dict)

    async def through(self, key: Hashable, rate: Rate) -> None:
        """Wait until one more call under `key` keeps to `rate`. Callers are served in the order in which they came."""
        now, gap = self.pace.now(), timedelta(seconds=rate.gap)
        slot = max(self._free_at[key], now - gap * (rate.burst - 1))
        self._free_at[key] = slot + gap
        opens = max(slot, self._shut_until.get(key, slot))
        await self.pace.sleep((opens - now).total_seconds())

    def shut(self, key: Hashable, seconds: float) -> None:
        """Let nothing through under `key` for so many seconds: the platform asked for it."""
        self._shut_until[key] = self.pace.now() + timedelta(seconds=seconds)
