"""All that Prometheus reads of one process: what it has counted, and what waits on its database."""

from collections.abc import Collection, Mapping
from importlib.metadata import version

from aiohttp import web
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.aiohttp import make_aiohttp_handler

from activities.kit.working import WorkingDays
from bot import THE_DISTRIBUTION
from bot.metrics import names
from bot.metrics.counted import Counted
from bot.metrics.waiting import Waiting
from bot.platforms.pace import Pace
from storage.database import Database


class Scraped:
    """What is counted of a process, and the page on which it stands.

    `activities`: their names. `codes`: by platform that is served, what it may say where it refuses something.
    """

    def __init__(
        self,
        database: Database,
        activities: Collection[str],
        codes: Mapping[str, Collection[str]],
        pace: Pace,
        working_days: WorkingDays,
    ) -> None:
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self.measures = Counted(registry, activities, codes, version(THE_DISTRIBUTION))
        self.measures.reads(names.WRITERS, lambda: len(database.queue or ()))
        self._waiting = Waiting(database.url.render_as_string(hide_password=False), codes, pace, working_days)
        registry.register(self._waiting)
        self._page = make_aiohttp_handler(registry)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer with all of it as it is now."""
        await self._waiting.look()
        return await self._page(request)

    def close(self) -> None:
        """Look at the database no more."""
        self._waiting.close()
