"""The other way to the app: signed requests to its own address, with the same payloads."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import Answer, Parcel
from bot.sandbox.installation import App
from bot.sandbox.records import Json


class RequestUrl:
    """The app's request address."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def carry(self, parcel: Parcel, within: float) -> Answer:
        """Post a parcel, signed, and take the response for the acknowledgement."""
        body, content_type = _body(parcel)
        headers = self._signature(body) | {"Content-Type": content_type}
        if parcel.retry_attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.retry_attempt), "X-Slack-Retry-Reason": parcel.retry_reason}
        timeout = aiohttp.ClientTimeout(total=within)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(str(self._app.request_url), data=body, headers=headers) as response,
            ):
                text = await response.text()
        except TimeoutError:
            return Answer(False, reason="http_timeout")
        except aiohttp.ClientError:
            return Answer(False, reason="connection_failed")
        return Answer(True, _said(text)) if response.status == 200 else Answer(False, reason="http_error")

    def _signature(self, body: str) -> dict[str, str]:
        """Sign as Slack does. The time in it is the wall's: the app compares it with its own clock."""
        stamp = str(int(time.time()))
        signed = hmac.new(self._app.signing_secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed.hexdigest()}"}


def _body(parcel: Parcel) -> tuple[str, str]:
    """Build the body and its content type: a form for a command, one with JSON for an interaction, else JSON."""
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload), "application/x-www-form-urlencoded"
    if parcel.kind == "interactive":
        return urlencode({"payload": json.dumps(parcel.payload)}), "application/x-www-form-urlencoded"
    return json.dumps(parcel.payload), "application/json"


def _said(text: str) -> Json:
    """Read what an acknowledgement says: JSON, or for a command plain text."""
    if not text:
        return {}
    try:
        said = json.loads(text)
    except ValueError:
        return {"text": text}
    return said if isinstance(said, dict) else {"text": text}
