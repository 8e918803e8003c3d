"""Writing down what a platform has answered, over faults of the database: the answer will not come a second time."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

from bot.faults.faults import note
from bot.platforms.pace import Pace

KEEPS_FOR = timedelta(hours=1)
"""How long an answer is kept while the database cannot take it."""

SHORTEST_WAIT, LONGEST_WAIT = 0.1, 5.0
"""Seconds between two tries to write it down: the first, from which they double, and the most."""

_OURS = (IntegrityError, ProgrammingError, DataError)
"""Faults that do not pass with time: what we ask of the database is wrong."""


async def until_recorded(pace: Pace, what: str, write: Callable[[], None]) -> None:
    """Write down what has happened already, again and again for an hour while the database is away, locked or full.

    `what` is for the log, which hears of it once: ids only. `write` runs on a worker thread. Raises what the database
    said last when the hour is over, and at once whatever does not pass with time.
    """
    until, wait, is_noted = pace.now() + KEEPS_FOR, SHORTEST_WAIT, False
    while True:
        try:
            return await asyncio.to_thread(write)
        except _OURS:
            raise
        except SQLAlchemyError as error:
            if pace.now() >= until:
                raise
            if not is_noted:
                note(f"{what}: writing down what became of it, which is tried again,", error)
            is_noted = True
        await pace.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)
