"""One Slack workspace, connected: over Socket Mode, or over HTTP where Slack calls us."""

import asyncio
import ssl
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine.engine import Engine
from bot.faults.faults import discreet_logger
from bot.platforms.kept_profile import kept_profile
from bot.platforms.pace import Pace
from bot.settings.settings import Slack
from bot.slack.admission import Installation
from bot.slack.calls import Calls
from bot.slack.grid import Grid
from bot.slack.hellos import Hellos
from bot.slack.kept_tiers import KeptTiers
from bot.slack.listeners import Listeners
from bot.slack.lookups import SLACK, Lookups
from bot.slack.platform import SlackPlatform
from bot.slack.sockets import Sockets
from bot.slack.text import Json
from bot.slack.tiers import Tiers
from bot.slack.way_in import way_in
from bot.slack.web import route

PATIENT, QUICK = 30, 2
"""Seconds that a call may take: when something is sent, and when somebody waits for an acknowledgement."""

PING_EVERY = 5.0
"""Seconds between pings; a broken connection is noticed after this long."""


class SlackConnection:
    """A configured workspace, or a whole organisation: what it sends with, and how it hears."""

    def __init__(
        self,
        platform: SlackPlatform,
        listeners: Listeners,
        app: AsyncApp,
        slack: Slack,
        here: Installation,
        kept_tiers: KeptTiers,
        hellos: Hellos,
    ) -> None:
        self.platform = platform
        self._listeners = listeners
        self._app = app
        self._slack = slack
        self._here = here
        self._kept_tiers = kept_tiers
        self._hellos = hellos
        self._keeping: list[asyncio.Task[None]] = []
        self._socket: Sockets | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what Slack calls here; nothing in Socket Mode."""
        if self._slack.app_token:
            return []
        secret = self._slack.signing_secret
        return [route(self._app, secret.get_secret_value() if secret else "", self._here)]

    async def start(self) -> None:
        """Begin to take events; in Socket Mode returns when the connection stands."""
        self._keeping.append(asyncio.create_task(self._kept_tiers.run()))
        if self._slack.app_token is None:
            return
        client = self._app.client
        token = self._slack.app_token.get_secret_value()
        self._socket = Sockets(self._app, token, client.proxy, PING_EVERY, self._here)
        await self._hellos.begin(self._socket.client)
        await self._socket.connect_async()  # type: ignore[no-untyped-call]
        self._keeping.append(asyncio.create_task(self._hellos.run(self._socket.client)))

    async def stop(self) -> None:
        """Take no more events, and show what is still to be shown."""
        for task in self._keeping:
            task.cancel()
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
            await self._hellos.end()
        await self._listeners.answering.afterwards.end()

    async def close(self) -> None:
        """Write down what has been used of Slack's limits. Nothing else is left: each call is its own connection."""
        await self._kept_tiers.keep(is_all=True)

    async def has_answered(self) -> None:
        """Wait until everybody has been shown what was still to be shown to them."""
        await self._listeners.answering.afterwards.finish()


async def connect(
    engine: Engine, slack: Slack, pace: Pace, proxy: str | None = None, ca_file: Path | None = None
) -> SlackConnection:
    """Ask Slack who we are there, and put together what sends and what listens; `start` then begins to listen.

    `proxy` is for Slack's address alone; without one the environment's is not used either. Raises the failures of
    `bot.platforms.platform` where Slack does not answer or does not know the token.
    """
    trust = ssl.create_default_context(cafile=str(ca_file)) if ca_file else None
    tiers = Tiers(pace)
    token = slack.bot_token.get_secret_value()

    def client(token: str | None, timeout: int) -> AsyncWebClient:
        made = AsyncWebClient(
            token, slack.api_url, timeout=timeout, ssl=trust, logger=discreet_logger("slack"), retry_handlers=[]
        )
        made.proxy = proxy
        return made

    hears, is_refused = engine.certain_date.heard, partial(engine.counting.measures.refused, SLACK)
    sending, asking = (Calls(client(token, patience), tiers, hears, is_refused) for patience in (PATIENT, QUICK))
    us = await sending.at_once("auth.test")
    here = await _installation(sending, us)
    engine.ways_in[SLACK] = way_in(here)
    engine.serving.is_app(SLACK, here.app)
    the_grid = Grid(sending, engine, here)
    await the_grid.settle(here.enterprise)
    moves_in = partial(engine.reception.moves_in, platform=SLACK, tenant=here.tenant)
    await asyncio.to_thread(engine.transact, "workspace", lambda session: moves_in(session).id)
    kept = await asyncio.to_thread(KeptTiers, engine, here.tenant, tiers)
    await asyncio.to_thread(kept.remember)
    channels = engine.serving.members(SLACK).places(SLACK)
    lookups = Lookups(asking, pace, here, partial(kept_profile, engine.database, here.app), channels)
    listeners = Listeners(engine, lookups, asking)
    app = _app(client(None, PATIENT), us, token, here)
    app.use(the_grid.hear)
    listeners.register(app)
    hellos = await asyncio.to_thread(Hellos, engine, here.tenant, tiers)
    return SlackConnection(SlackPlatform(sending, lookups, here.tenant), listeners, app, slack, here, kept, hellos)


async def _installation(calls: Calls, us: Json) -> Installation:
    """Ask where the token is good for, and which app it is of: Slack tells the one of a token, the other of its bot."""
    bot = (await calls.at_once("bots.info", bot=str(us["bot_id"])))["bot"]
    is_wide = bool(us.get("is_enterprise_install"))
    team, enterprise = str(us.get("team_id") or ""), str(us.get("enterprise_id") or "")
    return Installation(
        str(bot["app_id"]), team, enterprise or (team if is_wide else ""), is_wide, str(us.get("user_id") or "")
    )


def _app(client: AsyncWebClient, us: Json, token: str, here: Installation) -> AsyncApp:
    async def authorise() -> AuthorizeResult:
        """Tell Bolt who we are: it need not ask again, and through a proxy of its own choosing."""
        return AuthorizeResult(
            enterprise_id=here.enterprise or None,
            team_id=None if here.is_wide else here.team,
            bot_token=token,
            bot_id=us.get("bot_id"),
            bot_user_id=us.get("user_id"),
        )

    return AsyncApp(
        name="knowhow.slack",
        logger=discreet_logger("slack"),
        client=client,
        authorize=authorise,
        process_before_response=True,
        request_verification_enabled=False,  # bot.slack.web verifies; Socket Mode needs none
        signing_secret="",
    )
