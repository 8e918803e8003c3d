"""What happens in this process, counted for Prometheus. A call costs a few additions.

Each value of a label is one of those that are known when the bot starts: kinds and outcomes from `bot.engine.measures`,
activities from the registry, platforms and their codes from their tables. Whatever else comes counts as `other`. So
nothing typed can stand there, and there are no more series than that.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from threading import Lock
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

from bot.engine.measures import Measures, Outcome, TurnKind
from bot.metrics import names
from bot.metrics.names import Metric

OTHER = "other"

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series beside each that counts


class Counted(Measures):
    """Counts into a registry. `codes`: by platform that is served, what it may say where it refuses something."""

    def __init__(
        self,
        registry: CollectorRegistry,
        activities: Collection[str],
        codes: Mapping[str, Collection[str]],
        version: str,
    ) -> None:
        self._registry = registry
        self._activities = frozenset(activities)
        self._codes = {platform: frozenset(known) for platform, known in codes.items()}
        self._waiting: dict[int, float] = {}
        self._numbers = count()
        self._holds: dict[str, bool] = {}
        self._lock = Lock()
        self._turns = self._counter(names.TURNS)
        self._failures = self._counter(names.FAILURES)
        self._turn_time = self._histogram(names.TURN_TIME)
        self._acknowledgement_time = self._histogram(names.ACKNOWLEDGEMENT_TIME)
        self._refusals = self._counter(names.REFUSALS)
        self._lease = self._gauge(names.LEASE)
        self._lost_leases = self._counter(names.LOST_LEASES)
        self._nights = self._counter(names.NIGHTS)
        self._gauge(names.BUILD).labels(version).set(1)
        self.reads(names.EVENTS, lambda: len(self._waiting))
        self.reads(names.OLDEST_EVENT, self._oldest)
        self._begin_at_nothing()

    def turn(self, kind: TurnKind, outcome: Outcome, seconds: float) -> None:
        """Count a turn that has come to its end."""
        self._turns.labels(kind, outcome).inc()
        self._turn_time.labels(kind).observe(seconds)

    def failed(self, kind: TurnKind, activity: str) -> None:
        """Count a turn that has failed."""
        self._failures.labels(kind, one_of(self._activities, activity)).inc()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Have an event wait for as long as the block runs."""
        number = next(self._numbers)
        self._waiting[number] = monotonic()
        try:
            yield
        finally:
            del self._waiting[number]

    @contextmanager
    def acknowledging(self, platform: str, kind: TurnKind) -> Iterator[None]:
        """Count for how long the block runs."""
        begun = monotonic()
        try:
            yield
        finally:
            self._acknowledgement_time.labels(one_of(self._codes, platform), kind).observe(monotonic() - begun)

    def refused(self, platform: str, code: str) -> None:
        """Count a call that a platform refused."""
        known = self._codes.get(platform, frozenset())
        self._refusals.labels(one_of(self._codes, platform), one_of(known, code)).inc()

    def lease(self, platform: str, is_held: bool) -> None:
        """Note whether this process delivers there, and count it where it does no more."""
        platform = one_of(self._codes, platform)
        with self._lock:
            held, self._holds[platform] = self._holds.get(platform, False), is_held
        self._lease.labels(platform).set(is_held)
        if held and not is_held:
            self._lost_leases.labels(platform).inc()

    def night(self, went_well: bool) -> None:
        """Count a night."""
        self._nights.labels(_night(went_well)).inc()

    def reads(self, metric: Metric, read: Callable[[], float]) -> None:
        """Have a gauge say what `read` gives whenever somebody looks."""
        self._gauge(metric).set_function(read)

    def _begin_at_nothing(self) -> None:
        """Have what matters stand at 0 from the start: of a series that begins at 1 nobody can tell that it grew."""
        for kind in TurnKind:
            self._turn_time.labels(kind)
            for outcome in Outcome:
                self._turns.labels(kind, outcome)
            for activity in (*self._activities, OTHER):
                self._failures.labels(kind, activity)
        for platform, codes in self._codes.items():
            self._lease.labels(platform)
            self._lost_leases.labels(platform)
            for kind in (TurnKind.COMMAND, TurnKind.PRESS, TurnKind.FORM):
                self._acknowledgement_time.labels(platform, kind)
            for code in (*codes, OTHER):
                self._refusals.labels(platform, code)
        for went_well in (True, False):
            self._nights.labels(_night(went_well))

    def _oldest(self) -> float:
        # A copy: another thread may let one in or out meanwhile.
        since = min(list(self._waiting.values()), default=None)
        return 0.0 if since is None else monotonic() - since

    def _counter(self, metric: Metric) -> Counter:
        return Counter(metric.name, metric.help, metric.labels, registry=self._registry)

    def _gauge(self, metric: Metric) -> Gauge:
        return Gauge(metric.name, metric.help, metric.labels, registry=self._registry)

    def _histogram(self, metric: Metric) -> Histogram:
        return Histogram(metric.name, metric.help, metric.labels, registry=self._registry, buckets=metric.buckets)


def one_of(known: Collection[str], said: str) -> str:
    """Return what was said if that is known, and else `other`."""
    return said if said in known else OTHER


def _night(went_well: bool) -> str:
    return "run" if went_well else "failed"
