"""`knowhow run --insecure-local`: Teams without Microsoft, for Microsoft's Agents Playground on this machine.

Nobody proves who they are, so it listens on this machine alone, leaves Slack out, and keeps a database of its own
unless one is named.
"""

import logging
from dataclasses import replace

from platformdirs import user_data_path
from pydantic import SecretStr

from bot.setting_values import AppType
from bot.settings import Settings, Teams, own_database

PLAYGROUNDS_TENANT = "00000000-0000-0000-0000-0000000000001"
PLAYGROUNDS_USER = "alexw@example.com"
"""Whom the playground's page lets one be at first: they facilitate."""

WARNING = (
    "WITHOUT PROTECTION: whoever can reach this port on this machine can be anybody. Only for trying Knowhow with the "
    "Agents Playground; never for people’s own data."
)

log = logging.getLogger("knowhow")


def unprotected(settings: Settings) -> Settings:
    """The settings of such a run."""
    log.warning(WARNING)
    is_own = settings.database_url.get_secret_value() == own_database()
    kept = f"sqlite:///{(user_data_path('knowhow', appauthor=False) / 'playground.sqlite3').as_posix()}"
    return replace(
        settings,
        database_url=SecretStr(kept) if is_own else settings.database_url,
        slack=None,
        teams=Teams("", None, AppType.SINGLE_TENANT, PLAYGROUNDS_TENANT, is_insecure=True),
        facilitators=settings.facilitators | {PLAYGROUNDS_USER},
        host="127.0.0.1",
    )
