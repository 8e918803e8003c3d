"""500 people press Join within a minute of an announcement: how long each waits for a form or a sentence, and all in.

Everything is real but Slack, which is the sandbox's, with Slack's published tiers and three seconds for a trigger. Bot,
Slack and all 500 share one process and its time. A minute of limits takes `60 / FASTER` seconds; waits are real ones.
"""

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pydantic import SecretStr

from activities import ACTIVITIES
from bot.delivery.delivery import Delivery
from bot.delivery.ledger import Ledger
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.sandbox.clocks import PaceClock
from bot.sandbox.installation import App
from bot.sandbox.people import Outcome
from bot.sandbox.records import Message, User
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings.rules import Rules
from bot.settings.settings import Slack
from bot.slack.connection import SlackConnection, connect
from bot.slack.manifest import manifest
from storage import schema
from storage.database import Database

CROWD = 500
FASTER = 2.0
GIVES_UP_AFTER = 10.0
"""Seconds after which a press counts as one without an answer."""

TRIAL = {"title": "KNOWvember", "sites": "Northgate", "approve": "automatic"}
ANSWERS = {"meetups": "one", "department": "Radiology", "role_group": "clinical", "job_title": "Lead"}

for _name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
    os.environ.pop(_name, None)


def main() -> None:
    """Print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        rush = asyncio.run(_rush(Path(folder)))
    waited, saved = sorted(rush.waited), sorted(rush.saved)
    print(f"presses                      {len(waited)}, of which {rush.silent} had no answer")
    print(f"a form at the first press    {rush.at_once} of {CROWD}")
    print(f"press to form or sentence    {_figures(waited)}")
    print(f"sending to “you’re in”       {_figures(saved)}")
    print(f"in                           {len(saved)} of {CROWD} after {rush.took:.1f} minutes")
    print(f"presses until a form         {rush.most} at most")
    print(f"calls                        {rush.calls}")


@dataclass
class Rush:
    """500 people, and how it went for them."""

    slack: Sandbox
    pace: Pace
    announcement: Message
    waited: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    silent: int = 0
    at_once: int = 0
    most: int = 0
    took: float = 0.0
    calls: dict[str, int] = field(default_factory=dict)

    async def joins(self, user: User, after: float, jitter: Random) -> None:
        """Somebody presses Join some while after the announcement, and again a minute later until they have a form."""
        await self.pace.sleep(after)
        presses = 1
        while not await self._has_a_form(user):
            presses += 1
            await self.pace.sleep(60 + 10 * jitter.random())
        self.at_once += presses == 1
        self.most = max(self.most, presses)
        form = await self.slack.people.modal(user)
        began = time.monotonic()
        outcome: Outcome = await self.slack.people.submits(user, form, {**ANSWERS, "sites": ["Northgate"]})
        if outcome.went_well:
            self.saved.append(time.monotonic() - began)

    async def _has_a_form(self, user: User) -> bool:
        """Press; true where that opens the form, false where a sentence says when to press again."""
        workspace = self.slack.workspace
        already, began = len(self._said_to(user)), time.monotonic()
        outcome = await self.slack.people.presses(user, self.announcement, "coffee.join")
        try:
            await self.slack.people.until(
                lambda: workspace.modal(user.id) or self._said_to(user)[already:], within=GIVES_UP_AFTER
            )
        except TimeoutError:
            self.silent += 1
        self.silent += not outcome.acknowledged
        self.waited.append(time.monotonic() - began)
        return workspace.modal(user.id) is not None

    def _said_to(self, user: User) -> list[Message]:
        there = self.slack.workspace.messages[self.announcement.channel]
        return [one for one in there if one.only_for == user.id]


async def _rush(folder: Path) -> Rush:
    database = Database(f"sqlite:///{folder.as_posix()}/announcement.sqlite3")
    schema.upgrade(database)
    engine = Engine(database, ACTIVITIES, Rules(seed="rush", facilitators=frozenset({"lee@example.org"})))
    workspace, pace = Workspace(), Pace(factor=FASTER)
    app = App.from_manifest(manifest(list(engine.activities.values())))
    async with Sandbox(workspace, app, pace=PaceClock(FASTER)) as slack:
        lee = workspace.add_user("Lee Librarian", email="lee@example.org")
        crowd = [workspace.add_user(f"P {number}", email=f"p{number}@example.org") for number in range(CROWD)]
        everybody = [lee.id, *(user.id for user in crowd), app.bot_user]
        channel = workspace.add_conversation("channel", everybody, name="coffee")
        connection = await connect(engine, _settings(slack), pace)
        delivery = _delivery(engine, connection, pace)
        loop = asyncio.get_running_loop()
        engine.when_written = lambda: loop.call_soon_threadsafe(delivery.nudge)
        running = asyncio.create_task(delivery.run())
        await connection.start()
        await slack.people.types(lee, channel, "/coffee new")
        await slack.people.submits(lee, await slack.people.modal(lee), {**TRIAL, "channel": channel.id})
        posted = workspace.messages[channel.id]
        announcement = await slack.people.until(
            lambda: next((one for one in posted if one.only_for is None), None), within=60
        )
        calls, began, chance = len(slack.front_door.calls), pace.now(), Random(1)
        rush = Rush(slack, pace, announcement)
        await asyncio.gather(*(rush.joins(user, 60 * chance.random(), chance) for user in crowd))
        rush.took = (pace.now() - began).total_seconds() / 60
        called = slack.front_door.calls[calls:]
        rush.calls = {name: called.count(name) for name in sorted(set(called))}
        await connection.stop()
        delivery.stop()
        await running
        await connection.close()
    database.close()
    return rush


def _settings(slack: Sandbox) -> Slack:
    return Slack(SecretStr(slack.app.bot_token), SecretStr(slack.app.app_token), None, slack.api_url)


def _delivery(engine: Engine, connection: SlackConnection, pace: Pace) -> Delivery:
    platform = connection.platform
    with engine.database.writing() as session:
        at = engine.reception.workspace(session, platform.name, platform.tenant).id
    return Delivery(Ledger(engine, at, pace, frozenset({platform.name})), platform, pace)


def _figures(ordered: list[float]) -> str:
    """The middle, the slowest of a hundred and the slowest, in milliseconds."""
    chosen = [ordered[min(int(len(ordered) * part), len(ordered) - 1)] for part in (0.5, 0.99, 1.0)] if ordered else []
    return "p50 p99 max " + " ".join(f"{one * 1e3:6.0f}" for one in chosen) + " ms"


if __name__ == "__main__":
    main()
