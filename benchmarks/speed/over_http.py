"""The bot over signed HTTP, against Bolt with as many statements through SQLAlchemy Core, and against Bolt alone."""

import math
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.speed.client import Check, as_fast_as_answered, as_offered
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import BO, ONLY_IN_IT, SMALL
from benchmarks.speed.processes import Server, baseline
from benchmarks.speed.stage import answered, is_saved, stage
from benchmarks.speed.statements import Made
from benchmarks.speed.table import Line, at, part_of
from bot.slack.listeners import IN_TIME

LOOKERS, JOINERS = 8, 32
"""Clients."""

WARM_UP = 60
STATUSES, SIGN_UPS, ROUNDS = 600, 150, 3
"""How many the bot is asked for in each round. The baselines take turns with it: what else goes on hits all alike."""

OFTENER, OFTENEST = 3, 6
"""How many times as many are asked for of a baseline, since it is quicker; and of the bare echo."""

OFFERED_A_SECOND, OFFERED_FOR = 40, 12
"""Sign-ups, and seconds."""

NEWCOMERS = range(SMALL.people + 1, SMALL.people + 2 + WARM_UP + ROUNDS * SIGN_UPS + OFFERED_A_SECOND * OFFERED_FOR)
"""People of whom the database knows nothing yet; the first of them shows how one joins."""


@dataclass
class Contender:
    """A server, what it is still to be asked, and what came of all that it was asked in rounds."""

    server: Server
    left: Iterator[bytes]
    many: int
    well: Check
    answers: int = 0
    took: float = 0.0
    spent: float = 0.0
    late: int = 0

    async def warms_up(self, clients: int) -> None:
        """Be asked a few times, which do not count."""
        await as_fast_as_answered([self.server.port], clients, list(islice(self.left, WARM_UP)), self.well)

    async def is_asked(self, clients: int) -> None:
        """Be asked a round’s worth."""
        requests, before = list(islice(self.left, self.many)), self.server.spent()
        rush = await as_fast_as_answered([self.server.port], clients, requests, self.well)
        self.answers += len(rush.waited)
        self.late += rush.late
        self.took += rush.took
        self.spent += self.server.spent() - before

    @property
    def rate(self) -> float:
        """How many were answered in a second."""
        return self.answers / self.took

    def __str__(self) -> str:
        late = f", {self.late} late" if self.late else ""
        return f"{self.rate:,.0f}/s, {self.spent / self.answers * 1e3:.2f} ms CPU{late}"


async def lines(ground: Ground, made: Made, url: str, folder: Path) -> AsyncIterator[Line]:
    """What a status and a sign-up take, on a hospital's database that nobody uses; the bot then leaves its traces."""
    async with stage(url, folder, NEWCOMERS.stop - 1) as on:
        status, form = on.status(BO), await on.shown_by(NEWCOMERS[0])
        with ExitStack() as stack:

            def against(reads: int, writes: int, request: bytes, many: int) -> Contender:
                other = stack.enter_context(baseline(on.signer.secret, ground.empty(), reads, writes, folder))
                return Contender(other, cycle([request]), many, lambda _: True)

            bot = Contender(on.bot, map(on.status, cycle(ONLY_IN_IT)), STATUSES, answered)
            core = against(made.looks.reads, 0, status, STATUSES * OFTENER)
            echo = against(0, 0, status, STATUSES * OFTENEST)
            await _take_turns((bot, core, echo), status, LOOKERS)
            measure = f"status by command, {LOOKERS} clients"
            yield Line(measure, str(bot), f"Core, {made.looks}: {core}", part_of(bot.rate, core.rate), "≥ 0.5")
            yield Line("", "", f"bare echo: {echo}", part_of(bot.rate, echo.rate))

        with ExitStack() as stack:
            bot = Contender(on.bot, map(form, NEWCOMERS[1:]), SIGN_UPS, is_saved)
            core = against(made.joins.reads, made.joins.writes, form(NEWCOMERS[0]), SIGN_UPS * OFTENER)
            await _take_turns((bot, core), status, JOINERS)
            measure = f"sign-up submitted, {JOINERS} clients"
            yield Line(measure, str(bot), f"Core, {made.joins}: {core}", part_of(bot.rate, core.rate), "≥ 0.4")
        yield await _as_offered(on.bot, list(bot.left))


async def _take_turns(contenders: Sequence[Contender], first: bytes, clients: int) -> None:
    for one in contenders:
        await one.server.answers(first)
        await one.warms_up(clients)
        await one.server.rests()
    for _ in range(ROUNDS):
        for one in contenders:
            await one.is_asked(clients)


async def _as_offered(bot: Server, forms: Sequence[bytes]) -> Line:
    await bot.rests()
    rush = await as_offered(bot.port, OFFERED_A_SECOND, forms, is_saved)
    waited = sorted(rush.waited)
    figure = f"p50 {_ms(at(waited, 0.5))}, p99 {_ms(at(waited, 0.99))}"
    return Line(f"sign-up, {OFFERED_A_SECOND}/s offered for {OFFERED_FOR} s", figure, goal="p99 < 1 s")


def _ms(seconds: float) -> str:
    """As it is shown; more than the bot waits before it promises an answer is not known."""
    return f"> {IN_TIME * 1e3:,.0f} ms" if math.isinf(seconds) else f"{seconds * 1e3:,.0f} ms"
