"""What `knowhow doctor` finds out about Teams: whether Microsoft knows the bot, and whether its keys can be had."""

import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, TCPConnector

from bot.clock.wrong_clock import clocks_agree
from bot.faults.finding import Finding, note, well, wrong
from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.teams.credentials import LOGIN, NO_SUCH_TENANT, NotTaken, token_for
from bot.teams.tokens import OPENID_CONFIGURATION, PATIENCE

_WHAT_TO_DO = {
    NO_SUCH_TENANT: "there is no such tenant. Copy the App Tenant ID from your Azure Bot’s page, Configuration, into "
    "MICROSOFT_APP_TENANT_ID.",
    700016: "this tenant has no such app. Check MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID.",
    7000215: "the password is wrong. MICROSOFT_APP_PASSWORD takes the client secret’s value, not its id.",
    7000222: "the client secret has run out. Make a new one under Certificates & secrets, and copy its value into "
    "MICROSOFT_APP_PASSWORD.",
}
"""By Microsoft's number for it: https://learn.microsoft.com/entra/identity-platform/reference-error-codes"""

_NETWORK = "Check the network and HTTPS_PROXY, and SSL_CERT_FILE where a proxy has a certificate of its own."
_OF_A_TENANT = "Check MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and MICROSOFT_APP_PASSWORD."
_OF_A_MACHINE = "Assign the identity that MICROSOFT_APP_ID names to the machine or service that the bot runs on."


async def examine_teams(
    teams: Teams,
    proxy_for: Callable[[str], str | None],
    ca_file: Path | None = None,
    login: str = LOGIN,
    keys_at: str = OPENID_CONFIGURATION,
) -> list[Finding]:
    """Ask Microsoft for a token as the bot does, and for the keys with which it signs. Changes nothing."""
    return [
        await _who_we_are(teams, proxy_for, ca_file, login),
        await _keys(proxy_for, ca_file, keys_at),
        note(
            "Teams: nobody can tell from here whether Microsoft reaches /api/messages. Write “help” to the bot in "
            "Teams."
        ),
    ]


async def _who_we_are(
    teams: Teams, proxy_for: Callable[[str], str | None], ca_file: Path | None, login: str
) -> Finding:
    is_the_machines = teams.app_type is AppType.USER_ASSIGNED_MSI
    try:
        await token_for(teams, proxy_for(login), ca_file, login)()
    except NotTaken as failure:
        otherwise = f"Microsoft does not know this bot. {_OF_A_MACHINE if is_the_machines else _OF_A_TENANT}"
        return wrong(f"Teams: {_WHAT_TO_DO.get(failure.code, otherwise)}")
    except OSError:
        if is_the_machines:
            return wrong(
                f"Teams: this machine has no identity in Azure, as MICROSOFT_APP_TYPE={teams.app_type} says it has. "
                f"Elsewhere, leave that empty and set MICROSOFT_APP_PASSWORD."
            )
        return wrong(f"Teams: {urlsplit(login).hostname} cannot be asked for a token. {_NETWORK}")
    return well(f"Teams: Microsoft knows the bot, in tenant {teams.tenant}.")


async def _keys(proxy_for: Callable[[str], str | None], ca_file: Path | None, keys_at: str) -> Finding:
    trust = ssl.create_default_context(cafile=str(ca_file)) if ca_file else True
    try:
        async with (
            ClientSession(connector=TCPConnector(ssl=trust)) as session,
            session.get(keys_at, timeout=PATIENCE, proxy=proxy_for(keys_at)) as answer,
        ):
            answer.raise_for_status()
            await answer.json(content_type=None)
            clocks = clocks_agree("Microsoft", {name.lower(): value for name, value in answer.headers.items()})
    except (ClientError, TimeoutError, OSError, ValueError):
        return wrong(
            f"Teams: {urlsplit(keys_at).hostname} does not answer, so nobody who writes could be told from anybody "
            f"else. {_NETWORK}"
        )
    return well("Teams: Microsoft’s keys can be had.") if clocks.is_well else clocks
