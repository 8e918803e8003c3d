"""One town: a trial from its announcement to its report, through whatever weather, and the reckoning after it."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.exc import SQLAlchemyError

from activities import ACTIVITIES
from activities.kit.working import is_working_day
from benchmarks.soak.almanac import Almanac
from benchmarks.soak.crowd import Crowd, staff
from benchmarks.soak.grounds import Ground
from benchmarks.soak.misfortunes import Misfortunes
from benchmarks.soak.outage import LASTS, outage
from benchmarks.soak.reckoning import Reckoning, reckon
from benchmarks.soak.supervisor import Supervisor
from benchmarks.soak.weather import Weather
from benchmarks.soak.witness import SLACK_GIVES, Witness
from bot.sandbox.clocks import PaceClock
from bot.sandbox.hospital import coffee_channel
from bot.sandbox.installation import App
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.rehearsal import ZONE, Rehearsal, rehearsal
from bot.slack.manifest import manifest

MORNING = 10
SIGNUPS_CLOSE, MEET_BY = timedelta(days=4), timedelta(days=25)

QUIET_PRESSES = 7
A_QUICK_PRESS = 0.05
"""Seconds from a command to its form on a machine with nothing else to do."""

ROUNDS = 12
"""How often whoever was not answered presses Join."""


@dataclass
class Plan:
    """What is to be played: how many people, from what seed, on what, until when by the monotonic clock.

    `kills_within`: the bot lives for so many seconds at most, while it is being killed.
    """

    people: int
    seed: str
    ground: Ground
    until: float
    kills_within: float

    @property
    def is_over(self) -> bool:
        """Whether the time that was given is over."""
        return time.monotonic() > self.until


@dataclass
class Outcome:
    """How one town fared. `allowance`: how much longer than Slack gives a press was allowed to take."""

    plan: Plan
    found: Reckoning
    weather: Weather
    allowance: float


@dataclass
class Town:
    """A town on stage."""

    plan: Plan
    stage: Rehearsal
    almanac: Almanac
    supervisor: Supervisor
    crowd: Crowd
    witness: Witness
    weather: Weather
    misfortunes: Misfortunes
    chance: Random

    async def measures_allowance(self) -> float:
        """How much longer than Slack gives a press may take here; measured with nothing wrong and nobody else about."""
        people, channel = self.stage.slack.people, coffee_channel(self.stage.slack.workspace)
        took = []
        for _ in range(QUIET_PRESSES):
            began = time.monotonic()
            await people.types(self.stage.facilitator, channel, "/coffee new")
            form = await people.modal(self.stage.facilitator, within=60)
            took.append(time.monotonic() - began)
            await people.closes(form)
        return max(3.0, statistics.median(took) / A_QUICK_PRESS)

    async def has_a_trial(self) -> None:
        """The facilitator opens it, and reads that it is announced."""
        today = self.almanac.now.date()
        await self.crowd.troupe.opens("KNOWvember", today + SIGNUPS_CLOSE, today + MEET_BY)

    async def rushes(self) -> None:
        """Everybody joins, and whoever was not answered presses again, until all are in or the time is over."""
        for _ in range(ROUNDS):
            outside = [one for one in self.crowd.players if "coffee.signup" not in one.saved]
            if not outside or self.plan.is_over:
                return
            await self.crowd.acts(self.almanac.now.date(), outside)

    async def goes_on(self) -> None:
        """From day to day, with an outage now and then, until the report is filed or the time is over."""
        spans = self.chance.sample(sorted(LASTS), len(LASTS))
        while not self.plan.is_over:
            is_sent = await self.presses("coffee.send")
            if spans and (is_sent or self.chance.random() < 0.4):
                await outage(self.misfortunes, self.almanac, spans.pop(), self.chance)
            await self.crowd.acts(self.almanac.now.date())
            if await self.presses("coffee.file"):
                return
            await self.looks_at_pairs()
            await self.almanac.comes_to(_morning_after(self.almanac.now, self.chance.choice((1, 2, 3))))

    async def presses(self, action: str) -> bool:
        """The facilitator presses this where it stands; whether that was answered."""
        with suppress(TimeoutError, CannotDo, SQLAlchemyError):
            return bool(await self.crowd.troupe.presses(action))
        return False

    async def looks_at_pairs(self) -> None:
        """The facilitator asks who meets whom."""
        with suppress(CannotDo):
            chief, workspace = self.stage.facilitator, self.stage.slack.workspace
            await self.stage.slack.people.types(chief, coffee_channel(workspace), "/coffee pairs")


async def live(plan: Plan, folder: Path) -> Outcome:
    """Play one town, and count."""
    async with _settled(plan, folder) as (town, deadlines):
        allowance = await town.measures_allowance()
        deadlines.factor = 1 / allowance
        town.witness.within = SLACK_GIVES * allowance
        town.crowd.hurry(town.witness.within)
        await town.has_a_trial()
        town.witness.begin()
        killing = town.supervisor.kill_now_and_then(Random(f"{plan.seed}:kills"), plan.kills_within)
        storm = [asyncio.create_task(killing), *town.misfortunes.begin()]
        try:
            await town.rushes()
            await town.goes_on()
        finally:
            for one in storm:
                one.cancel()
            await asyncio.gather(*storm, return_exceptions=True)
        town.misfortunes.clear_up()
        await town.supervisor.up.wait()
        await town.almanac.rests()
        await asyncio.sleep(town.witness.within)
        with town.stage.database.reading() as session:
            return Outcome(plan, reckon(session, town.witness), town.weather, allowance)


@asynccontextmanager
async def _settled(plan: Plan, folder: Path) -> AsyncIterator[tuple[Town, PaceClock]]:
    """A town whose bot runs, and in which nothing has gone wrong yet; and the clock of Slack's deadlines."""
    people, deadlines, weather = staff(plan.people), PaceClock(0.1), Weather()
    app, url = App.from_manifest(manifest(ACTIVITIES)), plan.ground.new(folder)
    async with rehearsal(
        folder, people, people[0], app=app, seed=plan.seed, database_url=url, deadlines=deadlines
    ) as stage:
        almanac, supervisor = Almanac(stage), Supervisor(stage, folder, weather)
        running = [asyncio.create_task(almanac.keep()), asyncio.create_task(supervisor.run())]
        try:
            await supervisor.up.wait()
            yield (
                Town(
                    plan=plan,
                    stage=stage,
                    almanac=almanac,
                    supervisor=supervisor,
                    crowd=Crowd(stage, people, plan.seed, supervisor),
                    witness=Witness(stage.slack, weather, SLACK_GIVES, chief=stage.facilitator.id),
                    weather=weather,
                    misfortunes=Misfortunes(stage, supervisor, weather, plan.ground, url, plan.seed),
                    chance=Random(f"{plan.seed}:days"),
                ),
                deadlines,
            )
        finally:
            for one in running:
                one.cancel()
            await asyncio.gather(*running, return_exceptions=True)


def _morning_after(now: datetime, days: int) -> datetime:
    """On the first working day after so many days."""
    day = now.date() + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, MORNING, tzinfo=ZONE)
