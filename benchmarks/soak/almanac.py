"""The town's calendar, as it stands in the database; while that is away, as it stood last."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.clock.time_travel import is_still
from bot.sandbox.rehearsal import WORKING_DAYS, ZONE, Rehearsal
from storage.tables import Calendar

LOOKS_EVERY = 0.1
RESTS_WITHIN = 600.0
"""Real seconds after which something must be wrong."""


class Almanac:
    """Reads the calendar and writes to it, whatever happens to the database meanwhile."""

    def __init__(self, stage: Rehearsal) -> None:
        self.stage = stage
        self.now: datetime = stage.now
        stage.slack.workspace.calendar = lambda: self.now.timestamp()

    async def keep(self) -> None:
        """Look again and again, until it is cancelled."""
        while True:
            with suppress(SQLAlchemyError):
                self.now = await asyncio.to_thread(lambda: self.stage.now)
            await asyncio.sleep(LOOKS_EVERY)

    async def writes(self, change: Callable[[Calendar], object]) -> None:
        """Change the calendar, as soon as the database lets us."""
        while True:
            try:
                await asyncio.to_thread(self._write, change)
            except SQLAlchemyError:
                await asyncio.sleep(LOOKS_EVERY)
            else:
                return

    async def comes_to(self, when: datetime) -> None:
        """Move time on, and wait for what falls due on the way."""
        await self.writes(lambda own: setattr(own, "bound_for", when.astimezone(ZONE)))
        await self.rests()

    async def rests(self) -> None:
        """Wait until nothing is due and nothing may leave, whatever happens to the bot and the database."""
        async with asyncio.timeout(RESTS_WITHIN):
            while not await asyncio.to_thread(self._is_still):  # noqa: ASYNC110  (rows set no event)
                await asyncio.sleep(LOOKS_EVERY)

    async def comes_to_hold(self, what: Callable[[Session], bool], within: float) -> bool:
        """Wait until something holds in the database, for so many real seconds at most; whether it does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not await asyncio.to_thread(self._holds, what):  # noqa: ASYNC110  (rows set no event)
                    await asyncio.sleep(LOOKS_EVERY)
                return True
        return False

    def _holds(self, what: Callable[[Session], bool]) -> bool:
        try:
            with self.stage.database.reading() as session:
                return what(session)
        except SQLAlchemyError:
            return False

    def _is_still(self) -> bool:
        try:
            return is_still(self.stage.database, WORKING_DAYS)
        except SQLAlchemyError:
            return False

    def _write(self, change: Callable[[Calendar], object]) -> None:
        with self.stage.database.writing() as session:
            change(session.get_one(Calendar, 1))
