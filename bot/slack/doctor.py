"""What `knowhow doctor` asks Slack: are the tokens good, the scopes granted, the clocks right; does a socket open."""

from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.finding import Finding, note, well, wrong
from bot.settings import Slack
from bot.slack.manifest import manifest
from bot.wrong_clock import clocks_agree

PATIENCE = 10
"""Seconds to wait for each answer."""

_WHAT_TO_DO = {
    "invalid_auth": "Slack does not know it. Copy it again from your app’s page.",
    "not_allowed_token_type": "it is a token of another kind.",
    "account_inactive": "the app was removed from the workspace. Install it again.",
    "token_revoked": "it was revoked. Install the app again and copy the new one.",
    "missing_scope": "it lacks the scope connections:write. Make a new one with it.",
}


async def examine_slack(slack: Slack, proxy: str | None) -> list[Finding]:
    """Every finding about Slack; the first that keeps the rest from being looked at is the last."""
    return [finding async for finding in _examine(slack, proxy)]


async def _examine(slack: Slack, proxy: str | None) -> AsyncIterator[Finding]:
    try:
        answer = await _ask("auth.test", slack.bot_token.get_secret_value(), slack, proxy)
    except SlackApiError as error:
        yield wrong(f"Bot token: {_said(error)}")
        return
    except (ClientError, TimeoutError, OSError) as error:
        yield wrong(
            f"Slack: {slack.api_url} cannot be reached ({type(error).__name__}). Please check network and proxy."
        )
        return
    yield well(f"Bot token: Slack knows it, in the workspace {answer['team']}.")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield _scopes(headers)
    yield clocks_agree("Slack", headers)
    if slack.app_token:
        yield await _socket(slack, slack.app_token.get_secret_value(), proxy)
    else:
        yield note("Signing secret: it shows whether it is right when Slack first calls.")


async def _ask(method: str, token: str, slack: Slack, proxy: str | None) -> AsyncSlackResponse:
    client = AsyncWebClient(token, base_url=slack.api_url, timeout=PATIENCE, retry_handlers=[])
    client.proxy = proxy  # set afterwards: given none, the library takes one from the environment, even for loopback
    return await client.api_call(method)


def _scopes(headers: Mapping[str, str]) -> Finding:
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    wanted = set(manifest()["oauth_config"]["scopes"]["bot"])
    if missing := sorted(wanted - granted):
        return wrong(f"Scopes: {', '.join(missing)} not granted. Put manifest.json into your app and install it again.")
    if spare := sorted(granted - wanted):
        return note(f"Scopes: all granted; {', '.join(spare)} would not be needed.")
    return well("Scopes: all granted, and no more than needed.")


async def _socket(slack: Slack, token: str, proxy: str | None) -> Finding:
    try:
        opened = await _ask("apps.connections.open", token, slack, proxy)
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.ws_connect(str(opened["url"]), proxy=proxy) as socket,
        ):
            await socket.receive_json(timeout=PATIENCE)
    except SlackApiError as error:
        return wrong(f"App token: {_said(error)}")
    except (ClientError, TimeoutError, OSError, TypeError, ValueError) as error:
        return wrong(
            f"Socket Mode: the token is good, but no socket opens ({type(error).__name__}). "
            "Does the proxy let WebSockets through?"
        )
    return well("Socket Mode: a socket opens, and Slack says hello.")


def _said(error: SlackApiError) -> str:
    name = str(error.response.get("error", "")) if isinstance(error.response, AsyncSlackResponse) else "no JSON"
    return _WHAT_TO_DO.get(name, f"Slack says {name}.")
