"""What `knowhow doctor` asks Slack: are the tokens good, the scopes granted, the clocks right; does a socket open."""

from collections.abc import AsyncIterator, Callable, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock.wrong_clock import clocks_agree
from bot.delivery.other_copies import SEEM_TO_RUN
from bot.faults.finding import Finding, note, well, wrong
from bot.settings.settings import Slack
from bot.slack.manifest import manifest

PATIENCE = 10
"""Seconds to wait for each answer."""

_WHAT_TO_DO = {
    "invalid_auth": "Slack does not know it. Copy it again from your app’s page.",
    "not_allowed_token_type": "it is a token of another kind.",
    "account_inactive": "the app was removed from the workspace. Install it again.",
    "token_revoked": "it was revoked. Install the app again and copy the new one.",
    "missing_scope": "it lacks the scope connections:write. Make a new one with it.",
}


async def examine_slack(
    slack: Slack, proxy: str | None, ours: Callable[[str, str], int | None] = lambda *_: None
) -> list[Finding]:
    """Find everything about Slack; what keeps the rest from being looked at comes last.

    `ours`: how many processes on this database are connected to a workspace, as an app, just now; `None` where nobody
    knows.
    """
    return [finding async for finding in _examine(slack, proxy, ours)]


async def _examine(slack: Slack, proxy: str | None, ours: Callable[[str, str], int | None]) -> AsyncIterator[Finding]:
    token = slack.bot_token.get_secret_value()
    try:
        answer = await _ask("auth.test", token, slack, proxy)
        bot = (await _ask("bots.info", token, slack, proxy, bot=str(answer["bot_id"])))["bot"]
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
        is_wide = bool(answer.get("is_enterprise_install"))
        tenant = str(answer.get("enterprise_id" if is_wide else "team_id") or answer.get("team_id") or "")
        for finding in await _socket(
            slack, slack.app_token.get_secret_value(), proxy, ours(tenant, str(bot["app_id"]))
        ):
            yield finding
    else:
        yield note("Signing secret: it shows whether it is right when Slack first calls.")


async def _ask(method: str, token: str, slack: Slack, proxy: str | None, **said: str) -> AsyncSlackResponse:
    client = AsyncWebClient(token, base_url=slack.api_url, timeout=PATIENCE, retry_handlers=[])
    client.proxy = proxy  # set afterwards: given none, the library takes one from the environment, even for loopback
    return await client.api_call(method, params=said)


def _scopes(headers: Mapping[str, str]) -> Finding:
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    wanted = set(manifest()["oauth_config"]["scopes"]["bot"])
    if missing := sorted(wanted - granted):
        return wrong(f"Scopes: {', '.join(missing)} not granted. Put manifest.json into your app and install it again.")
    if spare := sorted(granted - wanted):
        return note(f"Scopes: all granted; {', '.join(spare)} would not be needed.")
    return well("Scopes: all granted, and no more than needed.")


async def _socket(slack: Slack, token: str, proxy: str | None, ours: int | None) -> list[Finding]:
    try:
        opened = await _ask("apps.connections.open", token, slack, proxy)
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.ws_connect(str(opened["url"]), proxy=proxy) as socket,
        ):
            hello = await socket.receive_json(timeout=PATIENCE)
    except SlackApiError as error:
        return [wrong(f"App token: {_said(error)}")]
    except (ClientError, TimeoutError, OSError, TypeError, ValueError) as error:
        return [
            wrong(
                f"Socket Mode: the token is good, but no socket opens ({type(error).__name__}). "
                "Does the proxy let WebSockets through?"
            )
        ]
    opens = well("Socket Mode: a socket opens, and Slack says hello.")
    there_are = int(hello.get("num_connections") or 1) - 1  # without this one
    if ours is None or there_are <= ours:
        return [opens]
    return [opens, wrong(f"Copies: {SEEM_TO_RUN} Slack counts {there_are}, and {ours} are this database’s.")]


def _said(error: SlackApiError) -> str:
    name = str(error.response.get("error", "")) if isinstance(error.response, AsyncSlackResponse) else "no JSON"
    return _WHAT_TO_DO.get(name, f"Slack says {name}.")
