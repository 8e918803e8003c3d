"""The clock: APScheduler in memory, which only asks what is due. The truth about time lies in rows.

APScheduler reckons by the world's clock, which may be set, and rows by the moment that it is. So nothing here waits for
the world's clock: where that was set, the next look is timed anew; and of all that has fallen due by that, some is done
in each tick, so that others get in between.
"""

import asyncio
import time
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy.exc import DBAPIError

from bot.clock.nightly import Nights
from bot.clock.time_travel import travel_on
from bot.clock.watch import WAKES, Watch
from bot.delivery.channel_look import look_at_channels
from bot.delivery.delivery import Delivery
from bot.engine.engine import TurnFailed
from bot.engine.own_settings import policy_of
from bot.engine.waking import Waking
from bot.faults.faults import log, note
from bot.platforms.pace import Pace
from bot.platforms.platform import Platform, Refused, SendingFailed
from storage import belonging, inbox
from storage.here import Here
from storage.tables import Organisation

TICK, SHORTEST_TICK = 1.0, 0.02
"""Seconds between two looks at what is due; and at least, in a rehearsal that runs fast."""

WORKS_FOR = 0.5
"""Seconds after which a tick begins nothing more: commands and delivery write, too."""

WAS_SET = 0.5
"""Seconds by which the world's clock has to differ from what has passed to count as having been set."""

LISTS_AGAIN_AFTER, LONGEST_BETWEEN_LISTS = 60.0, 900.0
"""Seconds until everybody is listed again where that failed: at first, doubling each time, and at most."""

KEEPS_KEYS = timedelta(days=7)
"""How long the inbox remembers: far longer than any platform redelivers."""


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """A timer that fires so long after it was last asked, counted anew: catching up on two months would take long."""

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Return the next moment, counted from now."""
        return now + self._interval


class Clock:
    """Runs wakes and nights as they fall due, nudges delivery, moves time in a rehearsal, and keeps profiles fresh."""

    def __init__(self, waking: Waking, pace: Pace, watch: Watch) -> None:
        self.waking = waking
        self.watch = watch
        self.nights = Nights(waking.engine)
        self.deliveries: list[Delivery] = []
        self._platforms: list[Platform] = []
        self.pace = pace
        self._ticking = asyncio.Lock()
        self._stopped = False
        self._minding: asyncio.Task[None] | None = None
        # A tick that was missed or runs long is made up for by the next: what is due stays due.
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def serve(self, platform: Platform, delivery: Delivery) -> None:
        """Nudge what delivers to a platform from now on, and keep the profiles of its people fresh."""
        self._platforms.append(platform)
        self.deliveries.append(delivery)

    def start(self) -> None:
        """Begin to tick, on the running event loop."""
        self._scheduler.add_job(self.tick, Every(max(TICK / self.pace.factor, SHORTEST_TICK)))
        self._scheduler.add_job(self.night, "cron", hour=3)
        self._scheduler.add_job(self.list_when_wanted, Every(max(LISTS_AGAIN_AFTER / self.pace.factor, TICK)))
        self._scheduler.start()
        self._minding = asyncio.create_task(self._mind_the_worlds_clock())

    async def begin(self) -> None:
        """Start; but where the rules of who belongs have changed, try first to list everybody by them.

        That is tried once: what a platform does not tell then, the night’s listing finds out, which goes on trying.
        """
        try:
            if await asyncio.to_thread(self._is_unsure_who_belongs):
                log.info("KNOWHOW_MEMBERS has changed: who belongs is looked up before anything is done by the clock")
                await asyncio.gather(*map(self._has_listed, self._platforms))
        except DBAPIError as error:
            note("who belongs", error)
        self.start()

    def _is_unsure_who_belongs(self) -> bool:
        engine = self.waking.engine
        with engine.database.reading() as session:
            ours = [session.get_one(Organisation, one) for one in engine.serving.organisations(session)]
            rules = {one.id: policy_of(engine.rules.policy, one).members for one in ours}
            return any(belonging.is_anybody_in_by_other_rules(Here(session, one), rules[one]) for one in rules)

    async def stop(self) -> None:
        """Let a tick that is under way end, and tick no more; what is due stays in the database."""
        self._stopped = True  # a tick that has been made but not begun would be cancelled in its middle
        if self._minding:
            self._minding.cancel()
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        async with self._ticking:
            self._scheduler.shutdown(wait=False)

    def nudge(self) -> None:
        """Deliver now: something was written."""
        for delivery in self.deliveries:
            delivery.nudge()

    async def tick(self) -> None:
        """Run what is due, or some of it where that is much, and let delivery see what came of it."""
        if self._stopped:
            return
        try:
            async with self._ticking:
                if not await self._run_wakes():
                    return
                if await asyncio.to_thread(self.nights.run_due):
                    self.nudge()
                engine = self.waking.engine
                if await asyncio.to_thread(travel_on, engine.database, engine.rules.policy.working_days):
                    self.nudge()
        except Exception as error:  # noqa: BLE001  (the database is away, say: the next tick must still come)
            note("tick", error)

    async def _run_wakes(self) -> bool:
        """Run wakes for a while; true when there are no more that are due."""
        until = time.monotonic() + WORKS_FOR
        while not self._stopped and time.monotonic() < until:
            is_one_run = await asyncio.to_thread(self.waking.run_next, self.pace.now())
            self.watch.looked_at(WAKES)
            if not is_one_run:
                return True
            self.nudge()
        return False

    async def _mind_the_worlds_clock(self) -> None:
        """Time the next tick and the next night anew whenever the world's clock has been set."""
        apart = time.time() - time.monotonic()
        while True:
            await asyncio.sleep(TICK)
            was_apart, apart = apart, time.time() - time.monotonic()
            if abs(apart - was_apart) > WAS_SET:
                log.warning("This machine’s clock was set %s by %d s", *_direction(apart - was_apart))
                for job in self._scheduler.get_jobs():
                    job.reschedule(job.trigger)

    async def night(self) -> None:
        """Bring profiles up to date, and forget the keys of old events. What fails of that does not end the bot."""
        parts = [asyncio.to_thread(self._forget_old_keys), *(self._look_round(one) for one in self._platforms)]
        for failed in await asyncio.gather(*parts, return_exceptions=True):
            if isinstance(failed, Exception):
                note("night", failed)

    async def _look_round(self, platform: Platform) -> None:
        await self.list_members(platform)
        await look_at_channels(self.waking.engine, platform)

    async def list_members(self, platform: Platform) -> None:
        """Bring the profiles of everybody whom a platform knows up to date; again until it lets us.

        Whoever came back while nothing was heard of it is found in no other way, so nobody is let go of meanwhile.
        """
        wait = LISTS_AGAIN_AFTER
        self.waking.engine.listings.is_awaited(platform.name)
        while not await self._has_listed(platform):
            await self.pace.sleep(wait)
            wait = min(2 * wait, LONGEST_BETWEEN_LISTS)

    async def list_when_wanted(self) -> None:
        """Ask the platforms who is there, where somebody is about to be let go of who may be back unheard."""
        wanted = self.waking.engine.listings.wanted
        if wanted.is_set():
            await asyncio.gather(*(self._has_listed(one) for one in self._platforms))
            wanted.clear()

    async def _has_listed(self, platform: Platform) -> bool:
        """Meet everybody whom a platform lists; true when that is done, or never will be."""
        engine = self.waking.engine
        try:
            begun = await asyncio.to_thread(self._now)
            async for profile in platform.everybody():
                await asyncio.to_thread(engine.meet, profile)
        except (SendingFailed, TurnFailed, DBAPIError) as error:
            note(f"listing of {platform.name}", error)
            if isinstance(error, Refused):
                engine.listings.is_refused(platform.name)
            return isinstance(error, Refused)
        engine.listings.is_complete(platform.name, begun)
        return True

    def _now(self) -> datetime:
        with self.waking.engine.database.reading() as session:
            return self.waking.engine.now(session)

    def _forget_old_keys(self) -> None:
        engine = self.waking.engine
        while engine.database.write(lambda session: inbox.forget_before(session, engine.now(session) - KEEPS_KEYS)):
            pass  # there are more


def _direction(seconds: float) -> tuple[str, int]:
    return "on" if seconds > 0 else "back", round(abs(seconds))
