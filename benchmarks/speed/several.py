"""Several processes of the bot on one PostgreSQL: are they quicker together, and what does each request cost?"""

from collections.abc import AsyncIterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.speed.client import as_fast_as_answered
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import ONLY_IN_IT, SMALL
from benchmarks.speed.over_http import LOOKERS
from benchmarks.speed.stage import answered, stage
from benchmarks.speed.table import Line, times

PROCESSES = (1, 2, 4)
GOALS = {1: "", 2: "≥ 1.7 × (a)", 4: "≥ 1 ×"}

WARM_UP, STATUSES = 100, 900


async def lines(ground: Ground, url: str, folder: Path) -> AsyncIterator[Line]:
    """How many are told how things stand in a second, with one process, two, and four."""
    alone = 0.0
    for processes in PROCESSES:
        async with stage(url, folder, SMALL.people, processes) as on:
            ports = [bot.port for bot in on.bots]
            asked = map(on.status, cycle(ONLY_IN_IT))
            await as_fast_as_answered(ports, LOOKERS, list(islice(asked, WARM_UP * processes)), answered)
            await on.rest()
            requests = list(islice(asked, STATUSES))
            bots, server = on.spent(), ground.processor()
            rush = await as_fast_as_answered(ports, LOOKERS, requests, answered)
            bots, server = on.spent() - bots, ground.processor() - server
        rate = STATUSES / rush.took
        alone = alone or rate
        yield Line(
            f"status, {processes} process{'es' if processes > 1 else ''}, {LOOKERS} clients",
            f"{rate:,.0f}/s, {bots / STATUSES * 1e3:.2f} ms CPU",
            f"PostgreSQL: {server / STATUSES * 1e3:.2f} ms CPU",
            times(rate, alone),
            GOALS[processes],
        )
