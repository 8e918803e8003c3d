"""Calling Microsoft: through the proxy, with the bot's own token, once, and with failures told apart.

botbuilder's own client blocks the event loop while it asks for a token, and knows neither limits nor time limits.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
)

from bot.platforms.platform import Away, MayHaveArrived, NotNow, SendingFailed, code_of, failure
from bot.teams.refusals import about
from bot.teams.text import Json

NONE: Mapping[str, str] = MappingProxyType({})

PATIENCE = ClientTimeout(total=15)

Token = Callable[[], Awaitable[str]]
"""Gives the token with which the bot says who it is; empty where nobody asks."""


@dataclass(frozen=True)
class Wire:
    """JSON over HTTP to the Bot Connector. Every call may raise the failures of `bot.platforms.platform`.

    `hears` is told the headers of every answer, which say what time it is, and `is_refused` the code of every no.
    """

    session: ClientSession
    token: Token
    proxy_for: Callable[[str], str | None]
    token_is_refused: Callable[[], object] = lambda: None
    hears: Callable[[Mapping[str, str]], object] = lambda _: None
    is_refused: Callable[[str], object] = lambda _: None

    async def call(self, method: str, url: str, body: Json | None = None, query: Mapping[str, str] = NONE) -> Json:
        """Make one call, now. Gives back an empty answer where there is none."""
        try:
            return await self._call(method, url, body, query)
        except SendingFailed as failed:
            self.is_refused(code_of(failed))
            raise

    async def _call(self, method: str, url: str, body: Json | None, query: Mapping[str, str]) -> Json:
        try:
            token = await self.token()
        except OSError:
            raise Away from None  # who we are could not be proved, so nothing was sent
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self.session.request(
                method, url, json=body, params=query, headers=headers, timeout=PATIENCE, proxy=self.proxy_for(url)
            ) as answer:
                self.hears(answer.headers)
                if answer.status == 401:
                    self.token_is_refused()
                if answer.status >= 400:
                    raise await _what_it_means(answer)
                return await _json(answer)
        except (ClientConnectorError, ClientHttpProxyError):
            raise Away from None  # nobody was reached, so nothing was sent
        except (ClientError, TimeoutError, OSError):
            raise MayHaveArrived from None

    async def put_file(self, url: str, content: bytes) -> None:
        """Put a file where the platform said. It may be put there again."""
        headers = {"Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}"}
        try:
            async with self.session.put(
                url, data=content, headers=headers, timeout=PATIENCE, proxy=self.proxy_for(url)
            ) as answer:
                if answer.status >= 400:
                    raise await _what_it_means(answer)
        except (ClientError, TimeoutError, OSError):
            raise NotNow from None


async def _what_it_means(answer: ClientResponse) -> SendingFailed:
    code = _error_of(await _json(answer))
    wait = _retry_after(answer.headers.get("Retry-After", ""))
    return failure(about(answer.status, code), code or str(answer.status), wait)


async def _json(answer: ClientResponse) -> Json:
    try:
        said: Any = await answer.json(content_type=None)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"items": said} if isinstance(said, list) else {}


def _error_of(said: Json) -> str:
    error = said.get("error")
    name = error.get("code") if isinstance(error, dict) else said.get("code")
    return name if isinstance(name, str) else ""


def _retry_after(asked: str) -> float | None:
    return float(asked) if asked.isascii() and asked.isdigit() else None
