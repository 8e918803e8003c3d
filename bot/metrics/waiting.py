"""What waits, as the database has it: read when somebody looks, with a connection of its own, and not too often."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from itertools import product
from time import monotonic
from zoneinfo import ZoneInfo

from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from activities.kit.days import moment
from activities.kit.working import WorkingDays
from bot.clock.nightly import AFTER
from bot.metrics import names
from bot.metrics.counted import one_of
from bot.metrics.names import Metric
from bot.metrics.seen import Seen
from bot.platforms.pace import Pace
from storage import backlog, calendar
from storage.backlog import Going, Kept
from storage.database import Database

LOOKS_EVERY = 5.0
"""Seconds for which what was found is told again, however often somebody asks."""

LOOKS_FOR = 2.0
"""Seconds for which whoever asks waits for the database."""

NOW, OFFICE_HOURS, REACHABLE = "now", "office_hours", "reachable"
UNTIL = (NOW, OFFICE_HOURS, REACHABLE)
"""What a parcel waits for: its turn and the platform; hours; or that somebody can be reached again."""

Values = Mapping[tuple[str, ...], float]
"""A gauge's values, by those of its labels."""

Found = Mapping[Metric, Values]
"""What was found when somebody last looked."""


class Waiting(Collector):
    """Tells what waits on one database, or that it is away. Moments of delivery are those of `pace`."""

    def __init__(self, url: str, platforms: Iterable[str], pace: Pace, working_days: WorkingDays) -> None:
        self._database = Database(url)
        self._platforms = frozenset(platforms)
        self._pace, self._working_days = pace, working_days
        self._thread = ThreadPoolExecutor(1, "metrics")  # of its own: turns are to have all of the others
        self._look: asyncio.Future[Found | None] | None = None
        self._looked_at = 0.0
        self._wakes, self._messages = Seen(), Seen()
        self._seen: dict[str, Seen] = defaultdict(Seen)

    async def look(self) -> None:
        """Read what waits, unless that was done a moment ago or is being done; wait for it, but not for long."""
        is_over = self._look is None or self._look.done()
        if self._look is None or (is_over and monotonic() - self._looked_at >= LOOKS_EVERY):
            self._looked_at = monotonic()
            self._look = asyncio.get_running_loop().run_in_executor(self._thread, self._find)
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKS_FOR):
                await asyncio.shield(self._look)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give what was found last; nothing that is older than that."""
        found = self._look.result() if self._look is not None and self._look.done() else None
        yield _family(names.DATABASE_UP, {(): found is not None})
        for metric in names.OF_THE_DATABASE:
            yield _family(metric, found[metric] if found else {})

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Give the names alone."""
        return (_family(metric, {}) for metric in (names.DATABASE_UP, *names.OF_THE_DATABASE))

    def close(self) -> None:
        """Look no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._database.close()

    def _find(self) -> Found | None:
        """Read everything; `None` where the database is away. It would be made anew where its file is gone."""
        if not (self._database.may_be_there() and self._database.is_itself()):
            return None
        try:
            with self._database.reading() as session:
                return self._read(session)
        except DBAPIError:
            return None

    def _read(self, session: Session) -> Found:
        now, newest, kept = calendar.now(session), backlog.newest(session), backlog.kept(session)
        due, unsorted = backlog.due(session, now), backlog.unsorted(session)
        return {
            names.WAKES: _one(due.number),
            names.OLDEST_WAKE: _one(max(_ago(now, due.oldest), self._wakes.look(newest.wake, due.first_id))),
            names.FAILING: _one(due.failing),
            names.MESSAGES: _one(unsorted.number),
            names.OLDEST_MESSAGE: _one(self._messages.look(newest.message, unsorted.first_id)),
            **self._lines(backlog.lines(session), now),
            **self._parcels(backlog.going(session, now), newest.parcel, self._closed(kept, now)),
            names.NIGHT_AGE: _longest(_ago(now, moment(one.night, AFTER, _zone(one))) for one in kept if one.night),
            names.BACKUP_AGE: _longest(_ago(datetime.now(UTC), one.backed_up_at) for one in kept if one.backed_up_at),
        }

    def _lines(self, lines: Sequence[tuple[str, datetime | None]], now: datetime) -> Found:
        """Tell for how long nobody could be written to, of each platform that has ever been reached."""
        longest: dict[tuple[str, ...], float] = {}
        for platform, since in lines:
            label = (self._known(platform),)
            longest[label] = max(longest.get(label, 0.0), _ago(now, since))
        return {names.OUTAGE: longest}

    def _parcels(self, going: Sequence[Going], newest: int, closed: Collection[int]) -> Found:
        """Tell how many parcels wait for what, and for how long the oldest of those has that may leave."""
        apart: dict[tuple[str, str], list[Going]] = {label: [] for label in product(self._platforms, UNTIL)}
        for one in going:
            apart.setdefault((self._known(one.platform), _waits_for(one, closed)), []).append(one)
        return {
            names.PARCELS: {label: float(sum(one.number for one in those)) for label, those in apart.items()},
            names.OLDEST_PARCEL: {
                (platform,): self._oldest(platform, those, newest)
                for (platform, until), those in apart.items()
                if until == NOW
            },
        }

    def _oldest(self, platform: str, may_leave: Sequence[Going], newest: int) -> float:
        first_id = min((one.first_id for one in may_leave), default=None)
        tried = max((_ago(self._pace.now(), one.tried_at) for one in may_leave), default=0.0)
        return max(self._seen[platform].look(newest, first_id), tried)

    def _closed(self, kept: Sequence[Kept], now: datetime) -> Collection[int]:
        """Return the organisations that are outside their office hours."""
        return {one.organisation for one in kept if not self._working_days.is_open(now, _zone(one))}

    def _known(self, platform: str) -> str:
        return one_of(self._platforms, platform)


def _waits_for(parcels: Going, closed: Collection[int]) -> str:
    if parcels.state == "held":
        return REACHABLE
    is_open = parcels.organisation not in closed if parcels.has_begun is None else parcels.has_begun
    return NOW if is_open or not parcels.office_hours else OFFICE_HOURS


def _zone(of: Kept) -> ZoneInfo:
    return ZoneInfo(of.timezone)


def _ago(now: datetime, since: datetime | None) -> float:
    """Return how many seconds ago a moment was; none where there was none, or it has yet to come."""
    return max((now - since).total_seconds(), 0.0) if since else 0.0


def _one(value: float) -> Values:
    return {(): value}


def _longest(ages: Iterable[float]) -> Values:
    """Return the longest of these; nothing at all where there are none."""
    longest = max(ages, default=None)
    return {} if longest is None else _one(longest)


def _family(metric: Metric, values: Values) -> GaugeMetricFamily:
    family = GaugeMetricFamily(metric.name, metric.help, labels=metric.labels)
    for labels, value in values.items():
        family.add_metric(labels, value)
    return family
