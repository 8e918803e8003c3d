"""What a message takes that is delivered, against slack_sdk’s client that makes the same two calls for it.

The pace of limits is fast, so that the processor is measured and not the waiting. What the bot takes at that pace when
nothing is left to do is measured too, and taken off.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select, update

from benchmarks.speed.desk import Desk
from benchmarks.speed.filling import fill
from benchmarks.speed.grounds import Ground
from benchmarks.speed.hospital import LEE, NEVER_IN, OPEN, SITES, Size, profile
from benchmarks.speed.inserting import like, put
from benchmarks.speed.processes import Server, server
from benchmarks.speed.stage import have_looked_round, small_slack
from benchmarks.speed.table import Line, times
from bot.engine.waking import Waking
from bot.sandbox.installation import App
from bot.sandbox.records import Entry
from bot.sandbox.server import Sandbox
from bot.slack.manifest import manifest
from storage import calendar
from storage.database import Database
from storage.tables import Draw, Message, Signup, Trial
from tests.bot_process import ROOT

INTRODUCTIONS = 400
"""Pairs, each of whom is introduced with one message in a chat of their own."""

UNCOUNTED = 50
"""Messages that come first, until everything is warm."""

PACE = 50.0
"""How much faster than the world Slack’s limits, leases and retries pass."""

IDLE_FOR = 3.0
"""Seconds."""

WITHIN = 300.0
"""Seconds within which everything has arrived, unless something is wrong."""

POSTS = "posts.json"
"""The file by which the client alone is told what to post."""

DRAWN = 3
"""The id of the trial whose people are introduced."""

PAIRED = range(NEVER_IN + 1, NEVER_IN + 1 + 2 * INTRODUCTIONS)
"""Who is in it."""


async def line(ground: Ground, folder: Path) -> Line:
    """What the bot takes for a message, and what the client alone does."""
    database = Database(url := ground.empty())
    held = _get_ready(database)
    app = App.from_manifest(manifest(), request_url="http://127.0.0.1:1/")
    async with small_slack(app, PAIRED.stop - 1) as slack:
        with server(["bot", "run"], slack.settings() | {"DATABASE_URL": url}, folder) as bot:
            await have_looked_round(slack)
            idle = await _idle(bot)
            _let_go(database, held)
            ours, messages = await _delivered(slack, bot, idle)
    database.close()
    async with small_slack(app, PAIRED.stop - 1) as other:
        theirs = await _posted(other, slack, folder)
    baseline = f"AsyncWebClient: {theirs * 1e3:.2f} ms"
    measure = f"CPU a message of {messages} delivered"
    return Line(measure, f"{ours * 1e3:.2f} ms", baseline, times(ours, theirs), "≤ 3 ms")


def _get_ready(database: Database) -> Sequence[int]:
    """Put everybody’s introduction into the outbox, in office hours that do not end; gives back the messages.

    They count as sorted, so that none leaves yet.
    """
    fill(database, Size(people=PAIRED.stop, trials=2, records=100))
    with database.writing() as session:
        calendar.keep(session, _a_monday(), PACE)
        trial = session.get_one(Trial, OPEN)
        drawn = {"id": DRAWN, "phase": "waiting_for_approval", "title": "Drawn", "signups_close": _a_monday().date()}
        put(session, Trial, like(trial, [drawn]))
        signup = Signup(organisation_id=trial.organisation_id, trial_id=DRAWN, person_id=0, sites=[SITES[0]])
        put(session, Signup, like(signup, ({"person_id": one} for one in PAIRED), without=["id"]))
        pairs = zip(PAIRED[::2], PAIRED[1::2], strict=True)
        groups: list[dict[str, object]] = [
            {"members": list(pair), "site": SITES[0], "why": "x", "third": None} for pair in pairs
        ]
        draw = Draw(
            organisation_id=trial.organisation_id,
            trial_id=DRAWN,
            phase="waiting_for_approval",
            seed=1,
            groups=groups,
            drawn_at=_a_monday(),
        )
        session.add(draw)
    desk = Desk(database)
    desk.presses(profile(LEE), "coffee.send", draw.id)
    while Waking(desk.engine).run_next():
        pass
    with database.writing() as session:
        held = session.exec(select(Message.id).where(col(Message.sorted).is_(False))).all()
        _sort(session, held, True)
    return held


def _let_go(database: Database, held: Sequence[int]) -> None:
    with database.writing() as session:
        _sort(session, held, False)


def _sort(session: Session, messages: Sequence[int], are_sorted: bool) -> None:
    session.exec(update(Message).where(col(Message.id).in_(messages)).values(sorted=are_sorted))


def _a_monday() -> datetime:
    """The next Monday at ten, or today’s."""
    now = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)
    return now + timedelta(days=-now.weekday() % 7)


async def _idle(bot: Server) -> float:
    """What part of a processor the bot takes that has nothing to do but look."""
    spent, began = bot.spent(), time.perf_counter()
    await asyncio.sleep(IDLE_FOR)
    return (bot.spent() - spent) / (time.perf_counter() - began)


async def _delivered(slack: Sandbox, bot: Server, idle: float) -> tuple[float, int]:
    """Wait until all have arrived; gives back what one took of a processor, in seconds, and how many were counted."""
    arrived, first, last = 0, asyncio.Event(), asyncio.Event()

    def watch(entry: Entry) -> None:
        nonlocal arrived
        arrived += entry.what == "posted" and entry.user == slack.app.bot_user
        if arrived == UNCOUNTED:
            first.set()
        if arrived == INTRODUCTIONS:
            last.set()

    slack.workspace.watchers.append(watch)
    async with asyncio.timeout(WITHIN):
        await first.wait()
        spent, began, before = bot.spent(), time.perf_counter(), arrived
        await last.wait()
        spent, took, messages = bot.spent() - spent, time.perf_counter() - began, arrived - before
    return (spent - idle * took) / messages, messages


async def _posted(slack: Sandbox, by_the_bot: Sandbox, folder: Path) -> float:
    """What the client alone takes for such a message, in seconds of a processor."""
    posts = [
        {"users": ",".join(sorted(place.members[:-1])), "text": said.text, "blocks": said.blocks}
        for place in by_the_bot.workspace.conversations.values()
        for said in by_the_bot.workspace.messages[place.id]
        if place.kind == "mpim"
    ]
    (folder / POSTS).write_text(json.dumps(posts), encoding="utf-8")
    settings = slack.settings() | {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    posting = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.speed.posting", POSTS),
        cwd=folder,
        env=settings,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await posting.communicate()
    return float(told) / len(posts)
