"""The bot's own token, with which it says to Microsoft who it is.

msal keeps tokens until they run out and blocks while it asks for one, so it is asked on a worker thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msal
import requests

from bot.settings import Teams

LOGIN = "https://login.microsoftonline.com"
AUDIENCE = "https://api.botframework.com"
PATIENCE = 10
"""Seconds."""


def token_for(teams: Teams, proxy: str | None = None, login: str = LOGIN) -> Callable[[], Awaitable[str]]:
    """Gives the bot's token whenever it is called; empty in a rehearsal, where nobody asks for one.

    Calling it raises `PermissionError` where Microsoft does not know the bot, `OSError` where it cannot be asked.
    """
    if teams.is_insecure:
        return _nobody_asks
    ask = _by_password(teams, proxy, login) if teams.app_password else _by_machine(teams)

    async def token() -> str:
        said = await asyncio.to_thread(ask)
        if "access_token" not in said:
            raise PermissionError  # what Microsoft says of it may name the secret
        return str(said["access_token"])

    return token


async def _nobody_asks() -> str:
    return ""


def _by_password(teams: Teams, proxy: str | None, login: str) -> Callable[[], dict[str, Any]]:
    made: list[msal.ConfidentialClientApplication] = []

    def ask() -> dict[str, Any]:
        if not made:  # not before it is needed: the library asks Microsoft where to ask
            made.append(_application(teams, proxy, login))
        said: dict[str, Any] = made[0].acquire_token_for_client(scopes=[f"{AUDIENCE}/.default"])
        return said

    return ask


def _application(teams: Teams, proxy: str | None, login: str) -> msal.ConfidentialClientApplication:
    return msal.ConfidentialClientApplication(
        teams.app_id,
        client_credential=teams.app_password.get_secret_value() if teams.app_password else None,
        authority=f"{login}/{teams.tenant}",
        timeout=PATIENCE,
        proxies={"https": proxy} if proxy else None,
    )


def _by_machine(teams: Teams) -> Callable[[], dict[str, Any]]:
    client = msal.ManagedIdentityClient(
        msal.UserAssignedManagedIdentity(client_id=teams.app_id), http_client=requests.Session()
    )

    def ask() -> dict[str, Any]:
        said: dict[str, Any] = client.acquire_token_for_client(resource=AUDIENCE)
        return said

    return ask
