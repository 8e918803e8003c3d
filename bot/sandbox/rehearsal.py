"""A rehearsal: a hospital, a small Slack, and the bot with a calendar that can be moved."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from activities.kit.working import WorkingDays
from bot.clock.time_travel import is_still
from bot.register.filing import file_register
from bot.register.register import RegisterRow
from bot.register.staff_list import StaffRow
from bot.sandbox import keeping
from bot.sandbox.clocks import UNHURRIED, PaceClock
from bot.sandbox.hospital import accounts_of, settle_in, with_address
from bot.sandbox.installation import App
from bot.sandbox.records import User
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from storage import calendar, organisations, staff_list
from storage.database import Database
from storage.here import Here
from storage.schema import prepare
from storage.tables import Calendar

ZONE = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 11, 9, 9, tzinfo=ZONE)
"""A Monday morning."""

WORKING_DAYS = WorkingDays()
"""Nobody’s holidays, since its settings name none."""

PACE = 100.0
"""How much faster than the world Slack's rate limits, leases and retries run in a rehearsal."""

KEPT, NEW = "workspace.json", "workspace.new"
"""The file, beside the database, in which the small Slack outlives a restart; and as it is while it is written."""

DATABASE = "rehearsal.sqlite3"
DATABASE_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")

ARRIVES_WITHIN = 120.0
"""Real seconds within which time comes to where it is bound, unless something is wrong."""


@dataclass
class Rehearsal:
    """A small Slack whose users are the staff, and the database of the bot that talks to it.

    `users` are by staff id. `facilitator` runs things; `settings` is the environment with which the bot is to be
    started.
    """

    folder: Path
    slack: Sandbox
    database: Database
    users: dict[str, User]
    facilitator: User
    settings: dict[str, str]

    @property
    def now(self) -> datetime:
        """The moment by the rehearsal's calendar, in local time."""
        return _stands_at(self.database)

    def next_due(self) -> datetime | None:
        """Return when something falls due next."""
        with self.database.reading() as session:
            due = calendar.next_due(session)
        return due.astimezone(ZONE) if due else None

    async def comes_to(self, when: datetime) -> None:
        """Move time on, wake by wake, and wait until everything that fell due on the way is done and delivered."""
        with self.database.writing() as session:
            session.get_one(Calendar, 1).bound_for = when.astimezone(UTC)
        await self.comes_to_rest()

    async def comes_to_rest(self) -> None:
        """Wait until nothing is due, nothing is on its way, and the bot has fallen silent."""
        async with asyncio.timeout(ARRIVES_WITHIN):
            while not await asyncio.to_thread(is_still, self.database, WORKING_DAYS):  # noqa: ASYNC110  (another process may write)
                await asyncio.sleep(0.01)
            await self.slack.settled(quiet_for=0.03)

    async def hires(self, row: StaffRow) -> User:
        """Let somebody new come to the hospital: onto the staff list, into the small Slack and its channels."""
        _put_on_the_list(self.database, [row])
        happenings, workspace = self.slack.happenings, self.slack.workspace
        user = await happenings.joins_team(row.name, email=row.email or "", title=row.job_title)
        for place in workspace.conversations.values():
            if place.kind == "channel":
                await happenings.joins_channel(user, place)
        self.users[row.id] = user
        return user

    def save(self) -> None:
        """Write what the small Slack holds to the folder, for the next rehearsal there to go on with."""
        keeping.save(self.slack.workspace, self.folder / KEPT)


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
    library: Sequence[RegisterRow] = (),
    deadlines: PaceClock | None = None,
) -> AsyncIterator[Rehearsal]:
    """Set everything up in a folder, except the bot itself: start it with `settings`, here or in another process.

    Where the folder holds a rehearsal that was saved, with the same staff in the same order, that one goes on.
    `deadlines` measures the time that the bot has to answer: ten times as long as Slack gives, unless it is given.
    """
    staff = [with_address(row) for row in staff]
    url = database_url or f"sqlite:///{(folder / DATABASE).as_posix()}"
    database = Database(url)
    prepare(database)
    _hire(database, staff, begins, pace, library)

    def dated() -> float:
        return _stands_at(database).timestamp()

    kept = folder / KEPT
    workspace = keeping.load(kept, dated) if kept.exists() else Workspace(calendar=dated)
    slack = Sandbox(workspace, app, pace=PaceClock(pace), deadlines=deadlines or PaceClock(UNHURRIED))
    users = accounts_of(workspace, staff) if kept.exists() else settle_in(workspace, staff, app.bot_user)
    chief = users[facilitator.id]
    settings = slack.settings() | {
        "DATABASE_URL": url,
        "KNOWHOW_FACILITATORS": chief.id,
        "KNOWHOW_TIMEZONE": ZONE.key,
        "KNOWHOW_SEED": seed,
        "PORT": str(free_port()),
    }
    async with slack:
        try:
            yield Rehearsal(folder, slack, database, users, chief, settings)
        finally:
            database.close()


def _hire(
    database: Database, staff: Sequence[StaffRow], begins: datetime, pace: float, library: Sequence[RegisterRow]
) -> None:
    """Give a new database its calendar, its staff and what they learned before; one that has them is left as it is."""
    with database.writing() as session:
        if calendar.own(session) is not None:
            return
        calendar.keep(session, begins.astimezone(UTC), pace)
    _put_on_the_list(database, staff)
    with database.writing() as session:
        here = organisations.sole(session, ZONE.key).id
        file_register(Here(session, here), begins.astimezone(UTC), library, checked=True)


def _put_on_the_list(database: Database, staff: Sequence[StaffRow]) -> None:
    with database.writing() as session:
        organisation = organisations.sole(session, ZONE.key).id
        for row in staff:
            staff_list.save(Here(session, organisation), row.id, row.model_dump(exclude={"id"}))


def _stands_at(database: Database) -> datetime:
    with database.reading() as session:
        return session.get_one(Calendar, 1).stands_at.astimezone(ZONE)


def free_port() -> int:
    """Find a free port for the bot's own address, so that rehearsals may run beside a real bot.

    Free now: any other program may take it as soon as nobody listens there.
    """
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


Bot = Callable[[Rehearsal], AbstractAsyncContextManager[object]]
"""Runs the bot of a rehearsal for as long as it is entered."""
