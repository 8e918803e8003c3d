"""What `knowhow doctor` finds out about Teams: whether Microsoft knows the bot, and whether its keys can be had."""

from collections.abc import AsyncIterator, Callable

from aiohttp import ClientError, ClientSession

from bot.finding import Finding, note, well, wrong
from bot.settings import Teams
from bot.teams.credentials import LOGIN, token_for
from bot.teams.tokens import OPENID_CONFIGURATION, PATIENCE


async def examine_teams(
    teams: Teams,
    proxy_for: Callable[[str], str | None],
    login: str = LOGIN,
    keys_at: str = OPENID_CONFIGURATION,
) -> list[Finding]:
    """Ask Microsoft for a token as the bot does, and for the keys with which it signs. Changes nothing."""
    return [finding async for finding in _findings(teams, proxy_for, login, keys_at)]


async def _findings(
    teams: Teams, proxy_for: Callable[[str], str | None], login: str, keys_at: str
) -> AsyncIterator[Finding]:
    try:
        await token_for(teams, proxy_for(login), login)()
        yield well(f"Teams: Microsoft knows the bot, in tenant {teams.tenant}.")
    except PermissionError:
        yield wrong(
            "Teams: Microsoft does not know this bot. Check MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and "
            "MICROSOFT_APP_PASSWORD: the secret’s value, not its id, and not one that has run out."
        )
    except (OSError, ValueError):
        yield wrong("Teams: login.microsoftonline.com cannot be asked for a token. Check the network and HTTPS_PROXY.")
    yield await _keys(proxy_for, keys_at)
    yield note(
        "Teams: nobody can tell from here whether Microsoft reaches /api/messages. Write “help” to the bot in Teams."
    )


async def _keys(proxy_for: Callable[[str], str | None], keys_at: str) -> Finding:
    try:
        async with (
            ClientSession() as session,
            session.get(keys_at, timeout=PATIENCE, proxy=proxy_for(keys_at)) as answer,
        ):
            answer.raise_for_status()
            await answer.json(content_type=None)
    except (ClientError, TimeoutError, OSError, ValueError):
        return wrong(
            "Teams: login.botframework.com does not answer, so nobody who writes could be told from anybody else. "
            "Check the network and HTTPS_PROXY."
        )
    return well("Teams: Microsoft’s keys can be had.")
