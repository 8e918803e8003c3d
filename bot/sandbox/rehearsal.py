"""A rehearsal: a hospital, a small Slack, and the bot with a calendar that can be moved."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.clocks import PaceClock
from bot.sandbox.hospital import settle_in
from bot.sandbox.installation import App
from bot.sandbox.records import User
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.staff_list import StaffRow
from bot.travel import is_still
from storage import calendar, people, wakes
from storage.database import Database
from storage.schema import prepare
from storage.tables import Calendar

ZONE = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 11, 9, 9, tzinfo=ZONE)
"""A Monday morning."""

PACE = 100.0
"""How much faster than the world Slack's rate limits, leases and retries run in a rehearsal."""

ARRIVES_WITHIN = 120.0
"""Real seconds within which time comes to where it is bound, unless something is wrong."""


@dataclass
class Rehearsal:
    """A small Slack whose users are the staff, and the database of the bot that talks to it.

    `facilitator` runs things; `settings` is the environment with which the bot is to be started.
    """

    slack: Sandbox
    database: Database
    users: dict[str, User]
    facilitator: User
    settings: dict[str, str]

    @property
    def now(self) -> datetime:
        """The moment by the rehearsal's calendar, in local time."""
        with self.database.reading() as session:
            return session.get_one(Calendar, 1).stands_at.astimezone(ZONE)

    def next_due(self) -> datetime | None:
        """When something falls due next."""
        with self.database.reading() as session:
            due = wakes.next_due(session)
        return due.astimezone(ZONE) if due else None

    async def comes_to(self, when: datetime) -> None:
        """Move time on, wake by wake, and wait until everything that fell due on the way is done and delivered."""
        with self.database.writing() as session:
            session.get_one(Calendar, 1).bound_for = when.astimezone(UTC)
        await self.comes_to_rest()

    async def comes_to_rest(self) -> None:
        """Wait until nothing is due, nothing is on its way, and the bot has fallen silent."""
        async with asyncio.timeout(ARRIVES_WITHIN):
            while not await asyncio.to_thread(is_still, self.database):  # noqa: ASYNC110  (another process may write)
                await asyncio.sleep(0.02)
            await self.slack.settled(quiet_for=0.05)


@asynccontextmanager
async def rehearsal(
    folder: Path,
    staff: Sequence[StaffRow],
    facilitator: StaffRow,
    *,
    app: App,
    seed: str,
    begins: datetime = BEGINS,
    pace: float = PACE,
    database_url: str = "",
) -> AsyncIterator[Rehearsal]:
    """Set everything up in a folder, except the bot itself: start it with `settings`, here or in another process."""
    url = database_url or f"sqlite:///{(folder / 'rehearsal.sqlite3').as_posix()}"
    database = Database(url)
    prepare(database)
    with database.writing() as session:
        calendar.keep(session, begins.astimezone(UTC), pace)
        organisation = people.sure(people.sole_organisation(session, ZONE.key).id)
        for row in staff:
            people.save_staff(session, organisation, row.id, row.model_dump(exclude={"id"}))
    slack = Sandbox(Workspace(), app, pace=PaceClock(pace))
    users = settle_in(slack.workspace, staff, app.bot_user)
    chief = users[facilitator.id]
    settings = slack.settings() | {
        "DATABASE_URL": url,
        "KNOWHOW_FACILITATORS": chief.id,
        "KNOWHOW_TIMEZONE": ZONE.key,
        "KNOWHOW_SEED": seed,
    }
    async with slack:
        try:
            yield Rehearsal(slack, database, users, chief, settings)
        finally:
            database.close()


Bot = Callable[[Rehearsal], AbstractAsyncContextManager[object]]
"""Runs the bot of a rehearsal for as long as it is entered."""
