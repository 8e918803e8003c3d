"""All that waits in the outbox leaves: the real bot in a process of its own, and a small Slack that keeps its state.

Slack’s limits pass so fast that the machine is measured and not the waiting: `limits` says what that is.
"""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from activities.kit.working import WorkingDays
from benchmarks.memory import peak_megabytes
from benchmarks.speed.processes import server
from benchmarks.speed.stage import NEVER_TOO_MANY, have_looked_round, small_slack
from bot.clock.time_travel import is_still
from bot.sandbox import keeping
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.installation import App
from bot.sandbox.server import Sandbox
from bot.slack.manifest import manifest
from storage.database import Database

LOOKS_EVERY = 1.0
"""Seconds between two looks at whether anything is left."""

LISTS_WITHIN = 1200.0
"""Seconds within which the bot has seen who is there, while it delivers."""

_KEPT = "slack.json"
_POSTS, _CHANGES, _OPENS = "chat.postMessage", "chat.update", "conversations.open"


@dataclass(frozen=True)
class Delivered:
    """What the bot took for it from its start on: seconds of a processor, and megabytes at most.

    At this pace it looks fifty times a second whether anything is due, which is in it: how much that takes hangs on how
    busy the machine is, so that it cannot be told apart. With it come how often it called what Slack limits most.
    """

    spent: float
    peak: float
    posts: int
    changes: int
    opens: int


async def delivered(database: Database, url: str, folder: Path, people: int) -> Delivered:
    """Deliver all that waits to the first so many people; in office hours, by the calendar."""
    slack = _slack(folder / _KEPT, people)
    async with slack:
        with server(["bot", "run"], slack.settings() | {"DATABASE_URL": url}, folder) as bot:
            await have_looked_round(slack, within=LISTS_WITHIN)
            while not await asyncio.to_thread(is_still, database, WorkingDays()):  # noqa: ASYNC110  (the bot tells nobody)
                await asyncio.sleep(LOOKS_EVERY)
            spent, peak = bot.spent(), peak_megabytes(bot.process.pid)
    keeping.save(slack.workspace, folder / _KEPT)
    called = slack.front_door.calls
    return Delivered(spent, peak, *(called.count(method) for method in (_POSTS, _CHANGES, _OPENS)))


def _slack(kept: Path, people: int) -> Sandbox:
    app = App.from_manifest(manifest(), request_url="http://127.0.0.1:1/")
    if not kept.exists():
        return small_slack(app, people)
    workspace = keeping.load(kept, time.time)
    return Sandbox(workspace, app, pace=PaceClock(NEVER_TOO_MANY), deadlines=PaceClock(UNHURRIED))
