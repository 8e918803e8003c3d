"""What has been used of each of Slack's tiers, written down now and then: whoever starts again goes on from there."""

import asyncio
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from bot.engine.engine import Engine
from bot.faults.faults import note
from bot.slack.calls import METHODS
from bot.slack.lookups import SLACK
from bot.slack.tiers import SLICE, Tiers, Used
from storage.tables import Workspace

SELDOM = 1.0
"""Real seconds between two times, at least, however fast the pace is."""


class KeptTiers:
    """Keeps one workspace's tiers in its row. Where several processes share it, each goes on from the last's."""

    def __init__(self, engine: Engine, tenant: str, tiers: Tiers) -> None:
        self.engine = engine
        self.tiers = tiers
        with engine.database.writing() as session:
            self._workspace = engine.reception.workspace(session, SLACK, tenant).id
        self._has_any = False

    def remember(self) -> None:
        """Go on from what was written down before this process began."""
        with self.engine.database.reading() as session:
            kept = session.get_one(Workspace, self._workspace).used
        if kept:
            used = Used(datetime.fromisoformat(kept["at"]), kept["calls"], kept["is_all"])
            self.tiers.remember(used, {name: method.tier for name, method in METHODS.items()})

    async def run(self) -> None:
        """Write down what has been used, as long as anything is."""
        while True:
            await asyncio.sleep(max(SLICE.total_seconds() / self.tiers.pace.factor, SELDOM))
            await self.keep()

    async def keep(self, *, is_all: bool = False) -> None:
        """Write down now what has been used; `is_all`: nothing will be called after this."""
        used = self.tiers.used(is_all)
        had_any, self._has_any = self._has_any, bool(used.calls)
        if had_any or self._has_any:
            await asyncio.to_thread(self._write, used)

    def _write(self, used: Used) -> None:
        calls = {method: list(slices) for method, slices in used.calls.items()}
        try:
            with self.engine.database.writing() as session:
                here = session.get_one(Workspace, self._workspace)
                here.used = {"at": used.at.isoformat(), "calls": calls, "is_all": used.is_all}
        except DBAPIError as error:
            note("what has been used of Slack’s limits", error)
