"""`knowhow run`: the bot, until it is told to stop."""

import asyncio
import logging
import signal
from contextlib import suppress

from bot.app import running
from bot.settings import Settings
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
    """Run the bot until SIGINT or SIGTERM. Raises `WrongSchema` where a PostgreSQL database has yet to be upgraded."""
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
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(name, told.set)
    async with running(settings, database):
        log.info("Knowhow is running")
        await told.wait()
        log.info("Knowhow is stopping")
