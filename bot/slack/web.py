"""Slack over HTTP: signed requests, verified before anything is made of them.

Bolt's own check logs the body of what it refuses and stumbles over a timestamp that is no number, so the check is made
here, with slack_sdk's verifier, on the bytes as they came. So is what they say: Bolt takes a body that it cannot read
for a fault of ours.
"""

import hmac
import re

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.clock.wrong_clock import WrongClock
from bot.faults.faults import log
from bot.slack.admission import Installation, Malformed, NotOurs, note_refusal, read
from bot.slack.shapes import HELD_BACK
from bot.slack.sockets import bolt_request_of

PATH = "/slack/events"
"""Events, commands and interactions alike come here."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def route(app: AsyncApp, signing_secret: str, here: Installation) -> web.RouteDef:
    """Make the route for Slack's requests: 401 for who is not Slack, 400 for what cannot be read, 403 for other apps.

    Raises `ValueError` without a secret: anybody could sign with that.
    """
    if not signing_secret:
        raise ValueError("requests cannot be verified without a signing secret")
    verifier, wrong_clock = SignatureVerifier(signing_secret), WrongClock("Slack")

    async def take(request: web.Request) -> web.Response:
        body = _signed_body(verifier, wrong_clock, request, await request.read())
        if body is None:
            return web.Response(status=401)
        try:
            payload = read(body, request.content_type)
            here.admit(payload)
            if payload.get("type") == HELD_BACK:
                log.warning("Slack: there were too many events within a minute, and it has held some back")
                return web.Response()
            bolt_request = bolt_request_of(payload)
        except (Malformed, NotOurs) as why:
            note_refusal(why)
            return web.Response(status=400 if isinstance(why, Malformed) else 403)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    return web.post(PATH, take)


def _signed_body(verifier: SignatureVerifier, wrong_clock: WrongClock, request: web.Request, body: bytes) -> str | None:
    """Return the body, if Slack signed it within the last five minutes; `None` otherwise.

    The verifier itself stumbles over what is no text.
    """
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
