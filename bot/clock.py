"""The clock: APScheduler in memory, which only asks what is due. The truth about time lies in rows."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery import Delivery
from bot.engine import TurnFailed
from bot.mishaps import note
from bot.night import Nights
from bot.pace import Pace
from bot.platform import Platform, SendingFailed
from bot.travel import travel_on
from bot.waking import Waking
from storage import inbox

TICK, SHORTEST_TICK = 1.0, 0.02
"""Seconds between two looks at what is due; and at least, in a rehearsal that runs fast."""

KEEPS_KEYS = timedelta(days=7)
"""How long the inbox remembers: far longer than any platform redelivers."""


class Clock:
    """Runs wakes and nights as they fall due, nudges delivery, moves time in a rehearsal, and keeps profiles fresh."""

    def __init__(
        self, waking: Waking, deliveries: Sequence[Delivery], platforms: Sequence[Platform], pace: Pace
    ) -> None:
        self.waking = waking
        self.nights = Nights(waking.engine)
        self.deliveries = deliveries
        self.platforms = platforms
        self.pace = pace
        self._ticking = asyncio.Lock()
        self._stopped = False
        # A tick that was missed or runs long is made up for by the next: what is due stays due.
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin to tick, on the running event loop."""
        self._scheduler.add_job(self.tick, "interval", seconds=max(TICK / self.pace.factor, SHORTEST_TICK))
        self._scheduler.add_job(self.night, "cron", hour=3)
        self._scheduler.start()

    async def stop(self) -> None:
        """Let a tick that is under way end, and tick no more; what is due stays in the database."""
        self._stopped = True  # a tick that has been made but not begun would be cancelled in its middle
        self._scheduler.pause()
        async with self._ticking:
            self._scheduler.shutdown(wait=False)

    def nudge(self) -> None:
        """Something was written: deliver it now."""
        for delivery in self.deliveries:
            delivery.nudge()

    async def tick(self) -> None:
        """Run everything that is due, and let delivery see what came of it."""
        if self._stopped:
            return
        try:
            async with self._ticking:
                while await asyncio.to_thread(self.waking.run_next, self.pace.now()):
                    self.nudge()
                if await asyncio.to_thread(self.nights.run_due):
                    self.nudge()
                if await asyncio.to_thread(travel_on, self.waking.engine.database):
                    self.nudge()
        except Exception as error:  # noqa: BLE001  (the database is away, say: the next tick must still come)
            note("tick", error)

    async def night(self) -> None:
        """Bring profiles up to date, and forget the keys of old events."""
        await asyncio.to_thread(self._forget_old_keys)
        for platform in self.platforms:
            try:
                async for profile in platform.everybody():
                    await asyncio.to_thread(self.waking.engine.meet, profile)
            except (SendingFailed, TurnFailed) as error:
                note(f"listing of {platform.name}", error)

    def _forget_old_keys(self) -> None:
        engine = self.waking.engine
        with engine.database.writing() as session:
            inbox.forget_before(session, engine.now(session) - KEEPS_KEYS)
