"""Slack over a socket that we opened: every envelope is read and looked at before anything is made of it."""

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.admission import Installation, Malformed, NotOurs, checked, note_refusal
from bot.slack.text import Json


class Sockets(AsyncSocketModeHandler):
    """Bolt's own, but what is refused is not acknowledged: to Slack it is as if nobody had heard it."""

    def __init__(self, app: AsyncApp, token: str, proxy: str | None, ping_interval: float, here: Installation) -> None:
        super().__init__(app, token, proxy=proxy, ping_interval=ping_interval)
        self._here = here

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """One envelope."""
        try:
            payload = checked(req.payload)
            self._here.admit(payload)
            bolt_request = bolt_request_of(payload)
        except (Malformed, NotOurs) as why:
            note_refusal(why)
            return
        await send_async_response(client, req, await self.app.async_dispatch(bolt_request), 0.0)


def bolt_request_of(payload: Json) -> AsyncBoltRequest:
    """A payload as Bolt takes it, already read. Raises `Malformed` where Bolt stumbles over what we never look at."""
    try:
        return AsyncBoltRequest(mode="socket_mode", body=payload)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        raise Malformed from None
