"""One town: a trial from its announcement to its report, through whatever weather, and the reckoning after it."""

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from activities import ACTIVITIES
from benchmarks.soak.almanac import Almanac
from benchmarks.soak.crowd import Crowd, staff
from benchmarks.soak.grounds import Ground
from benchmarks.soak.misfortunes import Misfortunes
from benchmarks.soak.outage import LASTS, outage
from benchmarks.soak.reckoning import Reckoning, reckon
from benchmarks.soak.scenes import Scenes
from benchmarks.soak.supervisor import Supervisor
from benchmarks.soak.weather import Weather
from benchmarks.soak.witness import SLACK_GIVES, Witness
from bot.sandbox.clocks import PaceClock
from bot.sandbox.hospital import coffee_channel
from bot.sandbox.installation import App
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.rehearsal import WORKING_DAYS, ZONE, Rehearsal, rehearsal
from bot.slack.manifest import manifest
from storage.tables import AccountRow, Trial

MORNING = 10
SIGNUPS_CLOSE, MEET_BY = timedelta(days=4), timedelta(days=25)

QUIET_PRESSES = 7
A_QUICK_PRESS = 0.05
"""Seconds from a command to its form on a machine with nothing else to do."""

TRY_IT_ANYWAY = 20
"""How many people press something while Slack is away."""

IN_A_SCENE = 6
"""How many people have a part in the review, as many in the café, and as many file something."""

A_MOMENT = 0.5

LISTS_AT_MOST, LISTED_WITHIN = 4, 60.0
"""How often the bot is started for a night, and the real seconds that it is given to list everybody."""

ROUNDS = 12
"""How often whoever was not answered presses Join."""


@dataclass
class Plan:
    """What is to be played: how many people, from what seed, on what, for how many seconds of misfortune at most.

    `kills_within`: the bot lives for so many seconds at most, while it is being killed.
    """

    people: int
    seed: str
    ground: Ground
    seconds: float
    kills_within: float


@dataclass
class Outcome:
    """How one town fared. `allowance`: how much longer than Slack gives a press was allowed to take.

    `took`: for how many seconds it was played.
    """

    plan: Plan
    found: Reckoning
    weather: Weather
    allowance: float
    took: float


@dataclass
class Town:
    """A town on stage."""

    plan: Plan
    stage: Rehearsal
    almanac: Almanac
    supervisor: Supervisor
    crowd: Crowd
    scenes: Scenes
    witness: Witness
    weather: Weather
    misfortunes: Misfortunes
    chance: Random
    until: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the time that was given is over."""
        return time.monotonic() > self.until

    def says(self, what: str) -> None:
        """Tell whoever watches how far it has come; they see the kills so far, too."""
        kills = self.weather.counts["kills"]
        left = max(0.0, self.until - time.monotonic())
        said = f"{self.plan.ground.name} {self.plan.seed}: {what}; {kills} kills, {left:.0f} s left"
        print(said, file=sys.stderr, flush=True)

    async def measures_allowance(self) -> float:
        """How much longer than Slack gives a press may take here; measured with nothing wrong and nobody else about."""
        people, channel = self.stage.slack.people, coffee_channel(self.stage.slack.workspace)
        took = []
        for _ in range(QUIET_PRESSES):
            began = time.monotonic()
            await people.types(self.stage.facilitator, channel, "/coffee new")
            form = await people.form(self.stage.facilitator, within=60)
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
            self.says(f"{len(outside)} have yet to join")
            if not outside or self.is_over:
                return
            await self.crowd.acts(self.almanac.now.date(), outside)

    async def goes_on(self) -> None:
        """From day to day, with an outage now and then, until the report is filed or the time is over."""
        spans = self.chance.sample(sorted(LASTS), len(LASTS))
        while not self.is_over:
            self.says(f"{self.almanac.now:%a %d %b}")
            is_sent = await self.presses("coffee.send")
            if spans and (is_sent or self.chance.random() < 0.4):
                some = self.chance.sample(self.crowd.players, min(TRY_IT_ANYWAY, len(self.crowd.players)))
                away = outage(self.misfortunes, self.almanac, spans.pop(), self.chance)
                await asyncio.gather(away, self.crowd.acts(self.almanac.now.date(), some))
            await self.crowd.acts(self.almanac.now.date())
            if await self.presses("coffee.file") or await self.almanac.comes_to_hold(_is_filed, A_MOMENT):
                return
            await self.looks_at_pairs()
            async with self.misfortunes.among_people:
                await self.night()
                await self.almanac.comes_to(_morning_after(self.almanac.now, self.chance.choice((1, 2, 3))))

    async def night(self) -> None:
        """Let the bot list everybody: it does so at three each night, by the world's clock, and whenever it starts."""
        self.misfortunes.reach_everybody()
        self.supervisor.spared = True
        for _ in range(LISTS_AT_MOST):
            self.supervisor.kill()
            await self.supervisor.listens()
            if await self.almanac.comes_to_hold(_everybody_is_here, LISTED_WITHIN):
                break
        self.supervisor.spared = False

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
        town.scenes.waits = town.witness.within
        await town.has_a_trial()
        await town.scenes.open()
        town.witness.begin()
        began = time.monotonic()
        town.until = began + plan.seconds
        killing = town.supervisor.kill_now_and_then(Random(f"{plan.seed}:kills"), plan.kills_within)
        async with asyncio.TaskGroup() as tasks:
            storm = [
                tasks.create_task(work) for work in (killing, *town.misfortunes.all(), town.weather.minds_itself())
            ]
            with suppress(TimeoutError):
                async with asyncio.timeout(plan.seconds):
                    await asyncio.gather(town.rushes(), town.scenes.play())
            await town.goes_on()
            took = time.monotonic() - began
            for one in storm:
                one.cancel()
        town.misfortunes.clear_up()
        await town.supervisor.up.wait()
        await town.almanac.rests()
        await town.stage.slack.settled()
        await asyncio.sleep(town.witness.within)
        with town.stage.database.reading() as session:
            return Outcome(plan, reckon(session, town.witness), town.weather, allowance, took)


@asynccontextmanager
async def _settled(plan: Plan, folder: Path) -> AsyncIterator[tuple[Town, PaceClock]]:
    """A town whose bot runs, and in which nothing has gone wrong yet; and the clock of Slack's deadlines."""
    people, deadlines, weather = staff(plan.people), PaceClock(0.1), Weather()
    app, url = App.from_manifest(manifest(ACTIVITIES)), plan.ground.new(folder)
    async with rehearsal(
        folder, people, people[0], app=app, seed=plan.seed, database_url=url, deadlines=deadlines
    ) as stage:
        almanac, supervisor = Almanac(stage), Supervisor(stage, folder, weather)
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(almanac.keep()), tasks.create_task(supervisor.run())]
            await supervisor.up.wait()
            others = list(stage.users.values())[-3 * IN_A_SCENE :]
            yield (
                Town(
                    plan=plan,
                    stage=stage,
                    almanac=almanac,
                    supervisor=supervisor,
                    crowd=Crowd(stage, people[: len(people) - len(others)], plan.seed, supervisor),
                    scenes=Scenes(stage, supervisor, others),
                    witness=Witness(stage.slack, weather, SLACK_GIVES, chief=stage.facilitator.id),
                    weather=weather,
                    misfortunes=Misfortunes(stage, supervisor, weather, plan.ground, url, plan.seed),
                    chance=Random(f"{plan.seed}:days"),
                ),
                deadlines,
            )
            for one in running:
                one.cancel()


def _everybody_is_here(session: Session) -> bool:
    """Whether no account is taken for closed: between two listings none is."""
    return session.exec(select(AccountRow.id).where(col(AccountRow.active).is_(False)).limit(1)).first() is None


def _is_filed(session: Session) -> bool:
    """Whether the trial is over; its facilitator may not have been told."""
    return session.exec(select(Trial.phase)).first() == "filed"


def _morning_after(now: datetime, days: int) -> datetime:
    """On the first working day after so many days."""
    day = now.date() + timedelta(days=days)
    while day not in WORKING_DAYS:
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, MORNING, tzinfo=ZONE)
