"""Microsoft's far end in small: the Bot Connector's REST API, a key server, and signed activities to the bot.

It keeps conversations, members and messages, and fails as it is told to.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import jwt
from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.teams.text import Json

APP_ID = "1f2e3d4c-5b6a-4789-9abc-def012345678"
BOT = f"28:{APP_ID}"
TEAM = "19:team@thread.tacv2"
ISSUER = "https://api.botframework.com"
MOST_ON_A_PAGE = 3
"""So that every roster has pages."""


@dataclass
class Posted:
    """A message as it stands in a conversation. `changes`: how often it was changed in place."""

    conversation: str
    id: str
    activity: Json
    changes: int = 0

    @property
    def card(self) -> Json:
        """Its card; empty where it has none."""
        attachments = self.activity.get("attachments") or [{}]
        return attachments[0].get("content") or {}


Refusal = tuple[int, str]
"""With which status and which name of its own Microsoft says that somebody cannot be written to."""

BLOCKED: Refusal = (403, "MessageWritesBlocked")
NOT_INSTALLED: Refusal = (403, "BotNotInConversationRoster")
GONE: Refusal = (404, "ConversationNotFound")
DISABLED: Refusal = (403, "BotDisabledByAdmin")
NO_REASON: Refusal = (403, "")


@dataclass(frozen=True)
class Fault:
    """What a call is answered instead, with which headers, and with which name of Microsoft's own for it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    code: str = "Fault"


def make_key() -> rsa.RSAPrivateKey:
    """A fresh key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Service:
    """One tenant of Teams with one team, and the bot in it.

    Everybody is in every conversation, but for those who are `absent` from one: conversation, user. `refusals`: by
    user, why nobody can write to them alone; `closed`: by channel, why nobody can write there.
    """

    tenant: str
    bot_url: str = ""
    people: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=lambda: {TEAM: ""})
    messages: list[Posted] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    absent: set[tuple[str, str]] = field(default_factory=set)
    closed: dict[str, Refusal] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    uploads: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=lambda: {"key 1": make_key()})
    endorsements: tuple[str, ...] = ("msteams",)
    key_requests: int = 0
    on_change: list[Callable[[Posted], None]] = field(default_factory=list)
    address: str = ""
    app_id: str = APP_ID
    _own_chats: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1_700_000_000_000))

    @property
    def keys_at(self) -> str:
        return f"{self.address}/openidconfiguration"

    def add(self, user: str, name: str, email: str | None = None, **details: str) -> Json:
        """Somebody in the team."""
        made: Json = {
            "id": f"29:{user}",
            "aadObjectId": user,
            "name": name,
            "tenantId": self.tenant,
            "userRole": "user",
        }
        self.people[user] = {**made, "tenantId": self.tenant, "email": email, "userPrincipalName": email, **details}
        return self.people[user]

    def own_chat(self, user: str) -> str:
        """A person's chat with the bot. Its id says nothing of who it is."""
        return self._own_chats.setdefault(user, f"a:{len(self._own_chats) + 1}")

    def begins_anew(self, user: str) -> None:
        """A person adds the bot once more, and their chat with it is another than before."""
        self._own_chats[user] = f"a:{len(self._own_chats) + 1} anew"

    def in_conversation(self, conversation: str) -> list[Posted]:
        """What stands there, oldest first."""
        return [one for one in self.messages if one.conversation.partition(";")[0] == conversation]

    # ---- what happens in Teams ---------------------------------------------------------------------------------------

    def activity(self, kind: str, user: str, conversation: str, **details: Any) -> Json:
        """An activity as Teams posts it, by somebody in a conversation."""
        is_personal = conversation.startswith("a:")
        data: Json = {"tenant": {"id": self.tenant}}
        if not is_personal:
            data |= {"team": {"id": TEAM, "name": "Library"}, "channel": {"id": conversation.partition(";")[0]}}
        someone = self.people[user]
        return {
            "type": kind,
            "id": str(next(self._numbers)),
            "channelId": "msteams",
            "serviceUrl": f"{self.address}/uk/",
            "from": {"id": someone["id"], "aadObjectId": user, "name": someone["name"]},
            "recipient": {"id": BOT, "name": "Knowhow"},
            "conversation": {
                "id": conversation,
                "conversationType": "personal" if is_personal else "channel",
                "tenantId": self.tenant,
            },
            "channelData": data,
            **details,
        }

    def token(self, **changed: Any) -> str:
        """A token that the Bot Connector would send; `changed` claims, `kid` and `key` make it another."""
        now = int(time.time())
        kid = changed.pop("kid", next(reversed(self.keys)))
        key = changed.pop("key", None) or self.keys[kid]
        claims = {"iss": ISSUER, "aud": self.app_id, "nbf": now - 10, "exp": now + 600}
        claims |= {"serviceurl": f"{self.address}/uk/"}
        claims |= changed
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, key, algorithm="RS256", headers={"kid": kid})

    async def sends(self, activity: Json | bytes, token: str | None = None) -> tuple[int, Json]:
        """Post an activity to the bot, signed unless another token is given; what it answers at once."""
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        authorization = f"Bearer {self.token()}" if token is None else token
        headers = {"Content-Type": "application/json", "Authorization": authorization}
        async with ClientSession() as session, session.post(self.bot_url, data=body, headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else {}

    # ---- what the bot calls ------------------------------------------------------------------------------------------

    def application(self) -> web.Application:
        made = web.Application(middlewares=[self._middleware])
        made.add_routes(
            [
                web.get("/openidconfiguration", self._configuration),
                web.get("/keys", self._keys),
                web.put("/upload/{name}", self._upload),
                web.post("/uk/v3/conversations", self._open),
                web.post("/uk/v3/conversations/{conversation}/activities", self._post),
                web.put("/uk/v3/conversations/{conversation}/activities/{activity}", self._change),
                web.get("/uk/v3/conversations/{conversation}/members/{member}", self._member),
                web.get("/uk/v3/conversations/{conversation}/pagedmembers", self._members),
                web.get("/uk/v3/teams/{team}/conversations", self._channels),
            ]
        )
        return made

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        name = handler.__name__.removeprefix("_")
        self.calls.append((name, request.match_info.get("conversation", "")))
        if self.faults[name]:
            fault = self.faults[name].pop(0)
            return web.json_response({"error": {"code": fault.code}}, status=fault.status, headers=fault.headers)
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _configuration(self, _request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.address}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        self.key_requests += 1
        algorithm = jwt.algorithms.RSAAlgorithm
        listed = [
            {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "endorsements": self.endorsements}
            for kid, key in self.keys.items()
        ]
        return web.json_response({"keys": listed})

    async def _open(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked.get("isGroup") and (refusal := self.closed.get(asked["channelData"]["channel"]["id"])):
            return _error(*refusal)
        if asked.get("isGroup"):
            posted = self._keep(asked["channelData"]["channel"]["id"], asked["activity"], begins_thread=True)
            return web.json_response({"id": posted.conversation, "activityId": posted.id}, status=201)
        user = asked["members"][0]["id"].removeprefix("29:")
        if user not in self.people or self.refusals.get(user) == NOT_INSTALLED:
            return _error(*NOT_INSTALLED)
        self.opened.add(user)
        return web.json_response({"id": self.own_chat(user)}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        conversation = request.match_info["conversation"]
        for user, refusal in self.refusals.items():
            if self.own_chat(user) == conversation:
                return _error(*refusal)
        return web.json_response({"id": self._keep(conversation, await request.json()).id}, status=201)

    async def _change(self, request: web.Request) -> web.Response:
        for posted in self.messages:
            if posted.id == request.match_info["activity"]:
                if refusal := self.closed.get(posted.conversation.partition(";")[0]):
                    return _error(*refusal)
                posted.activity, posted.changes = await request.json(), posted.changes + 1
                self._tell(posted)
                return web.json_response({"id": posted.id})
        return _error(404, "ActivityNotFoundInConversation")

    async def _member(self, request: web.Request) -> web.Response:
        conversation, user = request.match_info["conversation"], request.match_info["member"].removeprefix("29:")
        if user not in self.people or (conversation, user) in self.absent:
            return _error(404, "MemberNotFoundInConversation")
        return web.json_response(self.people[user])

    async def _members(self, request: web.Request) -> web.Response:
        start = int(request.query.get("continuationToken", "0"))
        conversation = request.match_info["conversation"]
        everybody = [said for user, said in self.people.items() if (conversation, user) not in self.absent]
        after = start + MOST_ON_A_PAGE
        page: Json = {"members": everybody[start:after]}
        return web.json_response(page | ({"continuationToken": str(after)} if after < len(everybody) else {}))

    async def _channels(self, _request: web.Request) -> web.Response:
        listed = [{"id": channel, "name": name or None} for channel, name in self.channels.items()]
        return web.json_response({"conversations": listed})

    async def _upload(self, request: web.Request) -> web.Response:
        self.uploads[request.match_info["name"]] = await request.read()
        return web.json_response({}, status=201)

    def _keep(self, conversation: str, activity: Json, begins_thread: bool = False) -> Posted:
        number = str(next(self._numbers))
        where = f"{conversation};messageid={number}" if begins_thread else conversation
        posted = Posted(where, number, activity)
        self.messages.append(posted)
        self._tell(posted)
        return posted

    def _tell(self, posted: Posted) -> None:
        for watch in self.on_change:
            watch(posted)


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "no"}}, status=status)
