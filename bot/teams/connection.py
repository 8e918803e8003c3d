"""One tenant of Teams, connected: Microsoft calls us, and we call Microsoft."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiohttp import ClientSession, TCPConnector, web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity as TeamsActivity

from bot.delivery.file_offers import Offered
from bot.engine.engine import Engine
from bot.platforms.kept_profile import kept_profile
from bot.platforms.pace import Pace
from bot.platforms.platform import NotNow
from bot.settings.settings import Teams
from bot.teams.answering import Answering
from bot.teams.arrivals import Arrivals
from bot.teams.authentication import Authentication, Connectors
from bot.teams.calls import Calls
from bot.teams.channels import hear_of_channel
from bot.teams.consent import INVOKED, consent_of
from bot.teams.credentials import LOGIN, BotToken, token_for
from bot.teams.files import Files
from bot.teams.heard import message_of
from bot.teams.hosts import MICROSOFTS, THIS_MACHINES, Hosts
from bot.teams.lookups import Lookups
from bot.teams.menus import SEARCHED, Menus
from bot.teams.platform import TeamsPlatform
from bot.teams.references import TEAMS, References
from bot.teams.text import Json
from bot.teams.tokens import OPENID_CONFIGURATION, Keys, Tokens
from bot.teams.turns import Turns
from bot.teams.way_in import way_in
from bot.teams.web import Door
from bot.teams.wire import Token, Wire

OnTurn = Callable[[TurnContext], Awaitable[None]]


@dataclass(frozen=True)
class Microsoft:
    """Where Microsoft is, and how it is told who we are; by the settings, unless `token` says so."""

    keys_at: str = OPENID_CONFIGURATION
    hosts: Hosts = MICROSOFTS
    token: Token | None = None


class TeamsConnection:
    """A configured tenant: what it sends with, and how it hears."""

    def __init__(
        self, platform: TeamsPlatform, door: Door, answering: Answering, menus: Menus, session: ClientSession
    ) -> None:
        self.platform = platform
        self._door = door
        self._answering = answering
        self._menus = menus
        self._session = session

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what Microsoft calls here."""
        return [self._door.route()]

    async def start(self) -> None:
        """Begin nothing: events come in by the route."""

    async def stop(self) -> None:
        """Show what is still to be shown. What is on its way from the outbox may still leave."""
        await self._answering.afterwards.end()
        await self._menus.end()

    async def close(self) -> None:
        """Call nobody any more."""
        await self._session.close()

    async def has_answered(self) -> None:
        """Wait until everybody has been shown what was still to be shown to them."""
        await self._answering.afterwards.finish()


async def connect(
    engine: Engine,
    teams: Teams,
    pace: Pace,
    proxy_for: Callable[[str], str | None] = lambda _url: None,
    ca_file: Path | None = None,
    microsoft: Microsoft = Microsoft(),
) -> TeamsConnection:
    """Prove to Microsoft who we are, and put together what sends and what hears.

    Raises `NotNow` where Microsoft cannot be asked for a token, or does not know the bot.
    """
    token = microsoft.token or token_for(teams, proxy_for(LOGIN), ca_file)
    try:
        await token()
    except OSError:
        raise NotNow from None
    trust = ssl.create_default_context(cafile=str(ca_file)) if ca_file else True
    session = ClientSession(connector=TCPConnector(ssl=trust))
    is_refused = token.is_refused if isinstance(token, BotToken) else lambda: None
    counts = partial(engine.counting.measures.refused, TEAMS)
    wire = Wire(session, token, proxy_for, is_refused, engine.certain_date.heard, counts)
    engine.serving.is_app(TEAMS, teams.app_id)
    moves_in = partial(engine.reception.moves_in, platform=TEAMS, tenant=teams.tenant)
    await asyncio.to_thread(engine.transact, "workspace", lambda session: moves_in(session).id)
    references = References(engine, teams.tenant, bot=f"28:{teams.app_id}")
    calls = Calls(wire, references, pace)
    engine.ways_in[TEAMS] = way_in(teams)
    whose_belong = engine.serving.members(TEAMS).places(TEAMS)
    lookups = Lookups(calls, references, pace, partial(kept_profile, engine.database, teams.app_id), whose_belong)
    platform = TeamsPlatform(calls, lookups)
    menus = Menus(engine, lookups)
    answering = Answering(platform, menus.are_ours)
    keys = Keys(session, pace, microsoft.keys_at, proxy_for(microsoft.keys_at))
    tokens = None if teams.is_insecure else Tokens(keys, teams.app_id)
    hosts = THIS_MACHINES if teams.is_insecure else microsoft.hosts
    turn = _turn_by(engine, platform, answering, menus, hosts)
    door = Door(tokens, teams.tenant, hosts, Authentication(Connectors(wire)), turn)
    return TeamsConnection(platform, door, answering, menus, session)


def _turn_by(engine: Engine, platform: TeamsPlatform, answering: Answering, menus: Menus, hosts: Hosts) -> OnTurn:
    lookups, references = platform.lookups, platform.calls.references
    turns = Turns(engine, lookups, references, answering)
    arrivals = Arrivals(engine, lookups, references, answering)
    files = Files(Offered(engine, platform.name, platform.tenant), platform.calls, answering, hosts)

    async def on_turn(context: TurnContext) -> None:
        activity = context.activity
        match activity.type:
            case "message":
                await turns.on_message(message_of(activity))
            case "installationUpdate":
                await arrivals.on_installation(activity)
            case "conversationUpdate":
                await arrivals.on_members(activity)
                await hear_of_channel(lookups, references, activity)
            case "invoke" if activity.name == INVOKED and (consent := consent_of(activity.value)):
                files.on_consent(message_of(activity), consent)
                await _answers(context)
            case "invoke" if activity.name == SEARCHED:
                await _answers(context, await menus.on_search(activity))

    return on_turn


async def _answers(context: TurnContext, body: Json | None = None) -> None:
    """Say what comes of an invoke, with which Teams waits."""
    said = InvokeResponse(status=200, body=body)
    await context.send_activity(TeamsActivity(type="invokeResponse", value=said))
