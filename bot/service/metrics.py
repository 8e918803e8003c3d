"""Counting what happens while the bot runs, and letting Prometheus read it, where the settings ask for that."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing

from aiohttp import web

from bot.engine.measures import NOBODY_COUNTS, Measures
from bot.platforms.pace import Pace
from bot.platforms.platform import OF_ANY_PLATFORM
from bot.service.web import listening
from bot.settings.settings import Settings
from bot.slack.refusals import ABOUT as SLACKS
from bot.teams.refusals import ABOUT as TEAMSS
from bot.teams.refusals import STATUSES
from storage.database import Database

PATH = "/metrics"


class CannotListen(Exception):
    """Raised where metrics cannot be read at where the settings say; the text says so, and what to do."""


@asynccontextmanager
async def counted(
    settings: Settings, database: Database, activities: Collection[str], pace: Pace
) -> AsyncIterator[Measures]:
    """Give what is told of everything that happens in the block. Raises `CannotListen`."""
    if settings.metrics is None:
        yield NOBODY_COUNTS
        return
    from bot.metrics.scraped import Scraped  # a twentieth of a second's worth of imports

    at, application = settings.metrics, web.Application()
    with closing(Scraped(database, activities, _codes(settings), pace, settings.policy.working_days)) as scraped:
        application.router.add_get(PATH, scraped.answer)
        async with AsyncExitStack() as serving:
            try:
                await serving.enter_async_context(listening(at.host, at.port, application))
            except OSError as error:
                raise CannotListen(
                    f"Cannot listen on {at.host}:{at.port} for metrics: {error.strerror}. Please set "
                    "KNOWHOW_METRICS_PORT or KNOWHOW_METRICS_HOST."
                ) from None
            yield scraped.measures


def _codes(settings: Settings) -> Mapping[str, Collection[str]]:
    """Return what each platform that is served may say where it refuses something."""
    codes = {"slack": (settings.slack, SLACKS), "teams": (settings.teams, [*TEAMSS, *STATUSES])}
    return {name: {*known, *OF_ANY_PLATFORM} for name, (is_served, known) in codes.items() if is_served}
