"""Slack over HTTP: signed requests, verified before anything is made of them.

Bolt's own check logs the body of what it refuses and stumbles over a timestamp that is no number, so the check is made
here, with slack_sdk's verifier, on the bytes as they came.
"""

import hmac
import re
from collections.abc import Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.wrong_clock import WrongClock

PATH = "/slack/events"
"""Events, commands and interactions alike come here."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def route(app: AsyncApp, signing_secret: str) -> web.RouteDef:
    """The route for Slack's requests. Raises `ValueError` without a secret: anybody could sign with that."""
    if not signing_secret:
        raise ValueError("requests cannot be verified without a signing secret")
    verifier, wrong_clock = SignatureVerifier(signing_secret), WrongClock("Slack")

    async def take(request: web.Request) -> web.Response:
        body = _signed_body(verifier, wrong_clock, request, await request.read())
        if body is None:
            return web.Response(status=401)
        headers: dict[str, str | Sequence[str]] = dict(request.headers)
        bolt_request = AsyncBoltRequest(body=body, query=request.query_string, headers=headers)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    return web.post(PATH, take)


def _signed_body(verifier: SignatureVerifier, wrong_clock: WrongClock, request: web.Request, body: bytes) -> str | None:
    """The body, if Slack signed it within the last five minutes. The verifier itself stumbles over what is no text."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    if not _TIMESTAMP.fullmatch(timestamp) or not signature.isascii():
        return None
    if verifier.is_valid(text, timestamp, signature):
        return text
    if hmac.compare_digest(verifier.generate_signature(timestamp=timestamp, body=text) or "", signature):
        wrong_clock.seems_so()
    return None
