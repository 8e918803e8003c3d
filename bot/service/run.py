"""`knowhow run`: the bot, until it is told to stop."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from bot.faults.faults import log
from bot.faults.lines import JsonLines, Lines
from bot.service.app import running
from bot.service.stopping import told_to_stop
from bot.settings.settings import Settings
from bot.settings.values import LogForm
from storage.database import Database
from storage.progress import Progress
from storage.residents import BeingUpgraded, Resident, resident
from storage.schema import prepare
from storage.sqlite import FileReplaced

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

LOOKS_EVERY = 1.0
"""Seconds between two looks at whether the database is still the one that was opened, and of this version."""


def run(settings: Settings, waiting: Callable[[], AbstractContextManager[Progress]]) -> None:
    """Run the bot until SIGINT or SIGTERM, and end within ten seconds of it.

    `waiting`: begins to show whoever waits how far an upgrade of the database has come, until it is done.

    Raises `WrongSchema` where a PostgreSQL database has yet to be upgraded, `NoCopy` where a SQLite file has and cannot
    be copied before, `AnotherRuns` where a bot runs on it already, `BeingUpgraded` where one does, also while this one
    runs, and `FileReplaced` where the file goes meanwhile.
    """
    database = Database(settings.database_url.get_secret_value())
    try:
        with resident(database) as here:
            with waiting() as progress:
                kept = prepare(database, progress)
            database.count_up()  # what is in it may have grown since
            if kept:
                log.info("The database was brought up to date. As it was before, it is kept for a week: %s", kept)
            asyncio.run(_until_told_to_stop(settings, database, here))
    except ExceptionGroup:  # a task of the bot's was the first to stumble over it
        if database.is_itself():
            raise
    finally:
        is_itself = database.is_itself()
        database.close()
    if not is_itself:
        raise FileReplaced


def keep_quiet(log_as: LogForm = LogForm.TEXT) -> None:
    """Log what Knowhow says of itself, and only warnings of its libraries, which may quote what they were sent."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if log_as is LogForm.JSON else Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    log.setLevel(logging.INFO)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.ERROR)


async def _until_told_to_stop(settings: Settings, database: Database, here: Resident) -> None:
    is_to_end = False
    with told_to_stop() as told:
        async with running(settings, database):
            log.info("Knowhow is running")
            while not (told.is_set() or is_to_end) and database.is_itself():
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOKS_EVERY):
                        await told.wait()
                is_to_end = await asyncio.to_thread(here.is_to_end)
            log.info("Knowhow is stopping")
    if is_to_end and not told.is_set():
        raise BeingUpgraded
