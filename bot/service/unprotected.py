"""`knowhow run --insecure-local`: Teams without Microsoft, for Microsoft's Agents Playground on this machine.

Nobody proves who they are. So it listens on this machine alone and to no web page, leaves Slack out, and keeps a
database of its own. Where DATABASE_URL in the environment names another, nobody else may be at home there; what `.env`
names is the everyday bot's.
"""

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

from platformdirs import user_data_path
from pydantic import SecretStr

from bot.faults.faults import log
from bot.settings.file import own_database
from bot.settings.settings import Settings, Teams
from bot.settings.values import AppType
from storage import at_home
from storage.belonging import EVERYBODY_BELONGS
from storage.database import Database

PLAYGROUNDS_TENANT = "00000000-0000-0000-0000-0000000000001"
"""As the playground has it. The last part has a digit too many, so no tenant of Microsoft's can be called so."""

PLAYGROUNDS_USER = "alexw@example.com"
"""Whom the playground's page lets one be at first: they facilitate."""

WARNING = (
    "WITHOUT PROTECTION: whoever can reach this port on this machine can be anybody. Only for trying Knowhow with the "
    "Agents Playground; never for people’s own data."
)

HERE = ("teams", PLAYGROUNDS_TENANT)


class NotForThis(Exception):
    """Raised for a database that is not for such a run, or is for nothing else; the text says what to do."""


def unprotected(settings: Settings, environment: Mapping[str, str] = os.environ) -> Settings:
    """Give the settings of such a run; raise `NotForThis` where others live in the database that is named."""
    log.warning(WARNING)
    is_named = bool(environment.get("DATABASE_URL", "").strip())
    if not is_named and settings.database_url.get_secret_value() != own_database():
        log.warning("DATABASE_URL in .env is the everyday bot’s, and is left alone.")
    url = settings.database_url.get_secret_value() if is_named else playgrounds_database()
    log.info("What happens here is kept in %s", _keep_out_of_others(url))
    return replace(
        settings,
        database_url=SecretStr(url),
        slack=None,
        teams=Teams("", None, AppType.SINGLE_TENANT, PLAYGROUNDS_TENANT, is_insecure=True),
        facilitators=settings.facilitators | {PLAYGROUNDS_USER},
        policy=replace(settings.policy, members=EVERYBODY_BELONGS),
        host="127.0.0.1",
        metrics=settings.metrics and replace(settings.metrics, host="127.0.0.1"),
    )


def playgrounds_database() -> str:
    """Return the URL of the database that such a run keeps."""
    return f"sqlite:///{(user_data_path('knowhow', appauthor=False) / 'playground.sqlite3').as_posix()}"


def keep_out_of_playground(settings: Settings) -> None:
    """Make sure that a bot with real people does not move in where anybody could be anybody. Raises `NotForThis`."""
    with closing(Database(settings.database_url.get_secret_value())) as database:
        if HERE in at_home.workspaces(database):
            raise NotForThis(
                "This database was used with --insecure-local, so what is in it may be anybody’s. Please name another "
                "in DATABASE_URL, or restore a backup from before."
            )


def _keep_out_of_others(url: str) -> str:
    """Return the database's name without its password; raise `NotForThis` where others live in it.

    Others are all but the playground.
    """
    with closing(Database(url)) as database:
        living = at_home.workspaces(database)
        if living - {HERE} or (at_home.has_organisations(database) and not living):
            raise NotForThis(
                "There are real people in the database that DATABASE_URL names, and --insecure-local lets anybody be "
                "anybody. Please unset DATABASE_URL: such a run has a database of its own."
            )
        return database.url.render_as_string(hide_password=True)
