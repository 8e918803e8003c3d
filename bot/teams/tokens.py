"""Who may post here: tokens that Microsoft has signed for this bot, checked before anything is made of a request.

botbuilder's own check answers a bad token with a fault, fetches keys with a call that blocks every other request and
knows no time limit, and for a day refuses what a new key has signed. So it is made here, with PyJWT, by the rules that
Microsoft publishes for the Bot Connector ("Authenticate requests from the Bot Connector service to your bot").
"""

import asyncio
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock.wrong_clock import WrongClock
from bot.platforms.pace import THE_WORLD_BEGAN, Pace

OPENID_CONFIGURATION = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"

PATIENCE = ClientTimeout(total=5)
SKEW = 300
"""Seconds by which clocks may differ."""

KEPT_FOR = timedelta(days=1)
NOT_AGAIN_FOR = timedelta(seconds=30)
"""Keys are fetched anew for a key id that nobody knows, but no more often than this: anybody may make ids up."""


class NotTheirs(Exception):
    """Raised for a token that Microsoft has not signed for this bot, or for none at all."""


class KeysAway(Exception):
    """Raised where Microsoft's keys cannot be had just now, so that nobody can be told from anybody else."""


@dataclass(frozen=True)
class Key:
    """A key to check signatures with, and the channels that it may speak for; empty where that is not said."""

    public: Any
    endorsements: tuple[str, ...]


class Keys:
    """Microsoft's public keys, fetched when they are needed and kept for a day."""

    def __init__(self, session: ClientSession, pace: Pace, address: str, proxy: str | None) -> None:
        self._session = session
        self._pace = pace
        self._address = address
        self._proxy = proxy
        self._keys: dict[str, Key] = {}
        self._asked_at = self._fetched_at = THE_WORLD_BEGAN
        self._asking = asyncio.Lock()

    async def get(self, key_id: str) -> Key:
        """Return the key of this id; raise `NotTheirs` where there is none, `KeysAway` where none could be fetched."""
        async with self._asking:
            now = self._pace.now()
            is_stale = now - self._fetched_at > KEPT_FOR or key_id not in self._keys
            if is_stale and now - self._asked_at > NOT_AGAIN_FOR:
                self._asked_at = now
                await self._fetch()
        if not self._keys:
            raise KeysAway
        if key_id not in self._keys:
            raise NotTheirs
        return self._keys[key_id]

    async def _fetch(self) -> None:
        try:
            configuration = await self._json(self._address)
            listed = (await self._json(str(configuration["jwks_uri"])))["keys"]
            self._keys = {str(key["kid"]): _key(key) for key in listed if key.get("kty") == "RSA"}
            self._fetched_at = self._pace.now()
        except (ClientError, TimeoutError, OSError, ValueError, LookupError, jwt.PyJWTError):
            return  # those that there are will do meanwhile

    async def _json(self, address: str) -> Any:
        async with self._session.get(address, timeout=PATIENCE, proxy=self._proxy) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None)


class Tokens:
    """Checks the tokens of requests to one bot."""

    def __init__(self, keys: Keys, app_id: str) -> None:
        if not app_id:
            raise ValueError("without an app id there is nobody for whom tokens could be meant")
        self._keys = keys
        self._app_id = app_id
        self._wrong_clock = WrongClock("Microsoft")

    async def claims(self, header: str) -> Mapping[str, Any]:
        """Return what an `Authorization` header says for certain. Raises `NotTheirs`, or `KeysAway`."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise NotTheirs
        try:
            head = jwt.get_unverified_header(token)
            key = await self._keys.get(str(head.get("kid", "")))
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=SKEW,
                options={"require": ["exp", "nbf", "iss", "aud", "serviceurl"]},
            )
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):  # its signature has been found good by then
            self._wrong_clock.seems_so()
            raise NotTheirs from None
        except (jwt.PyJWTError, binascii.Error, ValueError):
            raise NotTheirs from None  # what was wrong with it is nobody's business but the sender's
        if key.endorsements and CHANNEL not in key.endorsements:
            raise NotTheirs
        return claims


def _key(listed: Mapping[str, Any]) -> Key:
    endorsements = listed.get("endorsements") or ()
    return Key(jwt.PyJWK(dict(listed), algorithm="RS256").key, tuple(str(one) for one in endorsements))
