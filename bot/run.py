"""`knowhow run`: the bot, until it is told to stop."""

import asyncio
import logging

from bot.app import running
from bot.settings import Settings
from bot.stopping import told_to_stop
from storage.database import Database
from storage.schema import prepare

LIBRARIES = (
    "aiohttp",
    "apscheduler",
    "botbuilder",
    "botframework",
    "msal",
    "msrest",
    "slack_bolt",
    "slack_sdk",
    "urllib3",
)

log = logging.getLogger("knowhow")


def run(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM, and end within ten seconds of it.

    Raises `WrongSchema` where a PostgreSQL database has yet to be upgraded.
    """
    database = Database(settings.database_url.get_secret_value())
    prepare(database)
    try:
        asyncio.run(_until_told_to_stop(settings, database))
    finally:
        database.close()


def keep_quiet() -> None:
    """Log what Knowhow says of itself, and only warnings of its libraries, which may quote what they were sent."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    log.setLevel(logging.INFO)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.ERROR)


async def _until_told_to_stop(settings: Settings, database: Database) -> None:
    with told_to_stop() as told:
        async with running(settings, database):
            log.info("Knowhow is running")
            await told.wait()
            log.info("Knowhow is stopping")
