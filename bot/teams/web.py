"""`/api/messages`: what Microsoft posts here, refused or read, and handed to botbuilder.

botbuilder's own handler answers bad tokens and bad bodies with a fault, and so it does a good reply to an invoke.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity as TeamsActivity
from msrest.exceptions import ClientException
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.faults.faults import log, note
from bot.teams.authentication import Authentication
from bot.teams.heard import tenant_of
from bot.teams.hosts import Hosts
from bot.teams.tokens import KeysAway, NotTheirs, Tokens

PATH = "/api/messages"


class Identified(BaseModel):
    """Anything with an id."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)
    id: str = Field(min_length=1)


class Posted(BaseModel):
    """What every activity of Teams must have before anything is made of it."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)
    type: str = Field(min_length=1)
    id: str = Field(min_length=1)
    channel_id: Literal["msteams"] = Field(alias="channelId")
    service_url: str = Field(alias="serviceUrl", min_length=1)
    conversation: Identified
    sender: Identified = Field(alias="from")
    recipient: Identified
    entities: list[dict[str, Any]] | None = None
    members_added: list[Identified] | None = Field(None, alias="membersAdded")
    members_removed: list[Identified] | None = Field(None, alias="membersRemoved")


class Door:
    """Lets in what Microsoft has signed for this bot, about this tenant. `tokens` is `None` in a rehearsal alone."""

    def __init__(
        self,
        tokens: Tokens | None,
        tenant: str,
        hosts: Hosts,
        authentication: Authentication,
        on_turn: Callable[[TurnContext], Awaitable[None]],
    ) -> None:
        self._tokens = tokens
        self._tenant = tenant
        self._hosts = hosts
        self._authentication = authentication
        self._adapter = CloudAdapter(authentication)
        self._on_turn = on_turn

    def route(self) -> web.RouteDef:
        """Give the route for what Teams posts."""
        return web.post(PATH, self.take)

    async def take(self, request: web.Request) -> web.Response:
        """Answer 401 who is not Microsoft, 400 for what cannot be read, 413 if it is too large, 403 for other tenants.

        Without tokens, 415 for what any page may have a browser post, which is everything but JSON.
        """
        if self._tokens is None and request.content_type != "application/json":
            return web.Response(status=415)
        try:
            claims = await self._tokens.claims(request.headers.get("Authorization", "")) if self._tokens else {}
        except NotTheirs:
            return web.Response(status=401)
        except KeysAway:
            return web.Response(status=503)
        activity = _read(await request.read())
        if activity is None:
            return _refused(400, "was malformed")
        if self._tokens and activity.service_url != claims["serviceurl"]:
            return web.Response(status=401)  # a good token, and somebody else's message
        if not self._hosts.may_serve(activity.service_url):
            return web.Response(status=403)
        if tenant_of(activity) != self._tenant:
            return _refused(403, "was for another tenant")
        return await self._process(claims, activity)

    async def _process(self, claims: Mapping[str, Any], activity: TeamsActivity) -> web.Response:
        try:
            result = self._authentication.of_claims(claims)
            answer = await self._adapter.process_activity(result, activity, self._on_turn)
        except Exception as error:  # noqa: BLE001  (a fault of ours: the log gets its kind and its place)
            note("Teams activity", error)
            return web.Response(status=500)
        if answer is None:
            return web.json_response({})
        return web.json_response(answer.body or {}, status=int(answer.status))


def _refused(status: int, why: str) -> web.Response:
    """Refuse, with one line of the log, and nothing of what was sent."""
    log.warning("Teams: something that %s was refused", why)
    return web.Response(status=status)


def _read(body: bytes) -> TeamsActivity | None:
    try:
        posted = Posted.model_validate_json(body)
        activity: TeamsActivity = TeamsActivity.deserialize(posted.model_dump(by_alias=True, mode="json"))
    except (ValidationError, ClientException, ValueError, TypeError, AttributeError, LookupError):
        return None
    return activity if isinstance(activity, TeamsActivity) else None
