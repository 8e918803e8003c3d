"""What the bot holds in memory after many events, and what it takes until it answers for the first time."""

import statistics
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from benchmarks.speed.client import as_fast_as_answered
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import BO, SMALL
from benchmarks.speed.over_http import LOOKERS
from benchmarks.speed.processes import Start, baseline
from benchmarks.speed.stage import answered, is_saved, stage
from benchmarks.speed.table import Line, times

STARTS, READS = 3, 8
"""Starts of each, and reads until the baseline answers."""

SOME, MANY = 2_000, 20_000
"""Events after which memory is looked at."""

A_SIGN_UP = 20
"""One in so many events is the sign-up of somebody new, and every other a status."""

AT_ONCE = 1_000
"""Events that are made ready at once; their signatures are good for five minutes."""


async def start(ground: Ground, url: str, folder: Path) -> Line:
    """How long it takes to answer for the first time, beside the baseline."""
    ours: list[Start] = []
    theirs: list[Start] = []
    for _ in range(STARTS):
        async with stage(url, folder, SMALL.people) as on:
            ours.append(on.began[0])
            with baseline(on.signer.secret, ground.empty(), READS, 0, folder) as core:
                theirs.append(await core.answers(on.status(BO)))
    bot, core_start = _middle(ours), _middle(theirs)
    ratio = times(bot.after, core_start.after)
    return Line("start to first answer", str(bot), f"Core, {READS} + 0: {core_start}", ratio, "< 1 s")


async def memory(url: str, folder: Path) -> Line:
    """What it holds after some events, and after many more."""
    newcomers = range(SMALL.people + 1, SMALL.people + 2 + MANY // A_SIGN_UP)
    async with stage(url, folder, newcomers.stop - 1) as on:
        first = on.bot.memory()
        forms = map(await on.shown_by(newcomers[0]), newcomers[1:])
        statuses = map(on.status, cycle(range(1, newcomers.stop)))
        held = {}
        for number in range(AT_ONCE, MANY + 1, AT_ONCE):
            joins = list(islice(forms, AT_ONCE // A_SIGN_UP))
            await as_fast_as_answered([on.bot.port], LOOKERS, joins, is_saved)
            await as_fast_as_answered([on.bot.port], LOOKERS, list(islice(statuses, AT_ONCE - len(joins))), answered)
            held[number] = on.bot.memory()
    figure = " → ".join(f"{held[number]:.0f} MB" for number in (SOME, MANY))
    grown = times(held[MANY], held[SOME])
    return Line(f"memory, {SOME:,} → {MANY:,} events", figure, f"at rest: {first:.0f} MB", grown, "< 150, flat")


def _middle(starts: Sequence[Start]) -> Start:
    return Start(statistics.median(one.after for one in starts), statistics.median(one.spent for one in starts))
