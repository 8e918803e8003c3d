"""The real bot over HTTP, in processes of its own, beside a small Slack in this one that never says “too many”."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from activities.kit.wording import TAKES_LONG
from benchmarks.speed.client import Signer, Wrong
from benchmarks.speed.hospital import ANSWERS, CHANNEL, LEE, SITES, ZONE, move_in, user_id
from benchmarks.speed.processes import STARTS_WITHIN, Server, Start, server
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.installation import App
from bot.sandbox.people import Deed
from bot.sandbox.records import Conversation, Json
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.slack.manifest import manifest
from bot.slack.web import PATH

NEVER_TOO_MANY = 10_000.0
"""How much faster than the world the small Slack’s limits pass."""

_LATE = json.dumps(TAKES_LONG)[1:-1].encode()
"""What stands above a form of which it is not known yet what comes of it."""


@dataclass
class Stage:
    """A small Slack, and one bot or several that work for it; `began` tells what it took each to answer at all."""

    slack: Sandbox
    bots: Sequence[Server]
    signer: Signer
    began: Sequence[Start]

    @property
    def bot(self) -> Server:
        """The one, or the first."""
        return self.bots[0]

    def spent(self) -> float:
        """The seconds that all bots have had of a processor."""
        return sum(bot.spent() for bot in self.bots)

    def status(self, number: int) -> bytes:
        """`/coffee status`, typed by somebody."""
        return self.signer.command(_typed(self.slack, number, "coffee", "status"))

    async def shown_by(self, first: int) -> Callable[[int], bytes]:
        """Have somebody join the trial that is open; gives back the form with which anybody else joins it like them."""
        user, view, sent = await self._joins(first)
        text, trigger = json.dumps(sent), str(sent["trigger_id"])

        def form(number: int) -> bytes:
            mine = text.replace(user, user_id(number)).replace(view, f"V{_new()}").replace(trigger, _new())
            return self.signer.interaction(mine)

        return form

    async def rest(self) -> None:
        """Wait until no bot has anything left to do."""
        for bot in self.bots:
            await bot.rests()

    async def _joins(self, number: int) -> tuple[str, str, Json]:
        people, workspace = self.slack.people, self.slack.workspace
        user = workspace.users[user_id(number)]
        await people.types(user, workspace.open_direct([user.id, self.slack.app.bot_user]), "/coffee join")
        form = await people.modal(user)
        deeds: list[Deed] = []
        people.witnesses.append(deeds.append)
        outcome = await people.submits(user, form, {**ANSWERS, "sites": list(SITES[:1])})
        people.witnesses.pop()
        assert outcome.went_well, outcome
        return user.id, form.id, deeds[0].parcel.payload


@asynccontextmanager
async def stage(url: str, folder: Path, people: int, bots: int = 1) -> AsyncIterator[Stage]:
    """A small Slack with so many people, and bots on one filled database, all of which have come to rest."""
    app = App.from_manifest(manifest(), request_url=PATH)
    slack, settings = small_slack(app, people), {"DATABASE_URL": url, "KNOWHOW_TIMEZONE": ZONE, "KNOWHOW_SEED": "speed"}
    signer = Signer(app.signing_secret)
    with ExitStack() as stack:
        async with slack:
            started, began = [], []
            for _ in range(bots):
                bot = stack.enter_context(server(["bot", "run"], slack.settings() | settings, folder))
                began.append(await bot.answers(signer.command(_typed(slack, LEE, "coffee", "status"))))
                started.append(bot)
            app.request_url = f"http://127.0.0.1:{started[0].port}{PATH}"
            on = Stage(slack, started, signer, began)
            await have_looked_round(slack, bots)
            await on.rest()
            yield on


def small_slack(app: App, people: int) -> Sandbox:
    """A small Slack in which so many people are, and the channel in which things are announced."""
    workspace = Workspace()
    slack = Sandbox(workspace, app, pace=PaceClock(NEVER_TOO_MANY), deadlines=PaceClock(UNHURRIED))
    move_in(workspace, range(1, people + 1))
    workspace.conversations[CHANNEL] = Conversation(CHANNEL, "channel", [*workspace.users], name="coffee")
    workspace.messages[CHANNEL] = []
    return slack


async def have_looked_round(slack: Sandbox, bots: int = 1, within: float = STARTS_WITHIN) -> None:
    """Wait until so many bots have seen who is there and how the channel stands, as each does when it starts."""
    async with asyncio.timeout(within):
        while slack.front_door.calls.count("conversations.info") < bots:  # noqa: ASYNC110  (nobody tells of calls)
            await asyncio.sleep(0.05)


def answered(body: bytes) -> bool:
    """Whether somebody who typed something was told what they asked for, rather than promised it."""
    if body and (b"ephemeral" not in body or b"went wrong" in body):
        raise Wrong(body)
    return bool(body)


def is_saved(body: bytes) -> bool:
    """Whether a form was taken, rather than left open until it is."""
    if b"response_action" not in body or b'"errors"' in body or b"already done" in body:
        raise Wrong(body)
    return _LATE not in body


def _typed(slack: Sandbox, number: int, command: str, words: str) -> Json:
    app, workspace = slack.app, slack.workspace
    return {
        "token": app.verification_token,
        "team_id": workspace.team,
        "team_domain": workspace.domain,
        "channel_id": "D000000001",
        "channel_name": "directmessage",
        "user_id": user_id(number),
        "user_name": workspace.users[user_id(number)].name,
        "command": f"/{command}",
        "text": words,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": f"{slack.base}/commands/none",
        "trigger_id": _new(),
    }


_NUMBERS = count(1)


def _new() -> str:
    """An id that nothing else has."""
    return f"9{next(_NUMBERS):09}"
