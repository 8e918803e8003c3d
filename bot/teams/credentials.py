"""The bot's own token, with which it says to Microsoft who it is.

msal keeps tokens until they run out and blocks while it asks for one, so it is asked on a worker thread.
"""

import asyncio
import ssl
from collections.abc import Callable
from functools import partial
from json import JSONDecodeError
from pathlib import Path

import msal
import requests

from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.teams.text import Json

LOGIN = "https://login.microsoftonline.com"
AUDIENCE = "https://api.botframework.com"
PATIENCE = 10
"""Seconds."""


NO_SUCH_TENANT = 90002
"""Microsoft's number for it."""


class NotTaken(PermissionError):
    """Raised where Microsoft does not take the bot for who it says it is. `code`: its number for why, 0 without one.

    Its numbers are written as AADSTS….

    Whatever else Microsoft says of it may name the secret.
    """

    def __init__(self, code: int = 0) -> None:
        super().__init__()
        self.code = code


class BotToken:
    """Gives the bot's token whenever it is called. `asking` makes what asks for one, and keeps it while it is good.

    Calling it raises `NotTaken` where Microsoft does not know the bot, another `OSError` where it cannot be asked.
    """

    def __init__(self, asking: Callable[[], Callable[[], Json]]) -> None:
        self._asking = asking
        self._ask = asking()

    async def __call__(self) -> str:
        """Return the token: from Microsoft, or as it was kept."""
        said = await asyncio.to_thread(self._ask)
        if "access_token" not in said:
            codes = said.get("error_codes")
            raise NotTaken(int(codes[0]) if codes else 0)
        return str(said["access_token"])

    def is_refused(self) -> None:
        """Forget the token that is kept: msal takes it for good for as long as the world's clock was set back."""
        self._ask = self._asking()


def token_for(teams: Teams, proxy: str | None = None, ca_file: Path | None = None, login: str = LOGIN) -> BotToken:
    """Make what gives the bot's token; it is empty in a rehearsal, where nobody asks for one."""
    if teams.is_insecure:
        return BotToken(lambda: lambda: {"access_token": ""})
    if teams.app_type is AppType.USER_ASSIGNED_MSI:
        return BotToken(lambda: _by_machine(teams))
    return BotToken(lambda: _by_password(teams, proxy, ca_file, login))


def _by_password(teams: Teams, proxy: str | None, ca_file: Path | None, login: str) -> Callable[[], Json]:
    made: list[msal.ConfidentialClientApplication] = []

    def ask() -> Json:
        try:
            if not made:  # not before it is needed: the library asks Microsoft where to ask
                made.append(_application(teams, proxy, ca_file, login))
            said: Json = made[0].acquire_token_for_client(scopes=[f"{AUDIENCE}/.default"])
        except ValueError as error:
            if isinstance(error.__context__ or error, JSONDecodeError):
                raise ConnectionError from None  # somebody between here and Microsoft has answered
            raise NotTaken(NO_SUCH_TENANT) from None
        return said

    return ask


def _application(
    teams: Teams, proxy: str | None, ca_file: Path | None, login: str
) -> msal.ConfidentialClientApplication:
    return msal.ConfidentialClientApplication(
        teams.app_id,
        client_credential=teams.app_password.get_secret_value() if teams.app_password else None,
        authority=f"{login}/{teams.tenant}",
        instance_discovery=False,  # the address is our own: nobody need vouch for it
        http_client=_session(proxy, ca_file),
    )


def _by_machine(teams: Teams) -> Callable[[], Json]:
    client = msal.ManagedIdentityClient(
        msal.UserAssignedManagedIdentity(client_id=teams.app_id), http_client=_session()
    )

    def ask() -> Json:
        try:
            said: Json = client.acquire_token_for_client(resource=AUDIENCE)
        except ValueError:
            raise ConnectionError from None  # whatever answered is not Azure's
        return said

    return ask


def _session(proxy: str | None = None, ca_file: Path | None = None) -> requests.Session:
    """Make a session that calls through this proxy or none, and trusts whom the bot trusts everywhere else.

    Left to itself the library would take both from other settings, and its certificates from a package.
    """
    systems = ssl.get_default_verify_paths()
    certificates = ca_file or systems.cafile or systems.capath
    made = requests.Session()
    made.trust_env = False
    made.verify = str(certificates) if certificates else True
    made.proxies = {"https": proxy} if proxy else {}
    made.request = partial(made.request, timeout=PATIENCE)  # type: ignore[method-assign]  # as msal does it, too
    return made
