"""Every metric there is: what it is called, what it says, and of whom. The page `docs/monitoring.md` is made from this.

A label has one of a few values that are known beforehand, and never one that somebody typed: see `counted`.
"""

from dataclasses import dataclass
from enum import StrEnum

QUICK = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds that turns are told apart by."""

ACKNOWLEDGED = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
"""The same of acknowledgements; Slack waits for three."""


class Type(StrEnum):
    """What a metric does: a counter only grows, and starts anew with the process."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True)
class Metric:
    """One metric, in words for whoever looks at it. `of_database`: every process on one database says the same."""

    name: str
    type: Type
    what: str
    labels: tuple[str, ...] = ()
    of_database: bool = False
    buckets: tuple[float, ...] = ()

    @property
    def help(self) -> str:
        """What Prometheus is told of it."""
        return f"{self.what}{' (of the database: the same from every process)' if self.of_database else ''}"


def _waits(name: str, what: str, *labels: str) -> Metric:
    return Metric(name, Type.GAUGE, what, labels, of_database=True)


BUILD = Metric("knowhow_build_info", Type.GAUGE, "Which version runs; always 1", ("version",))
TURNS = Metric("knowhow_turns_total", Type.COUNTER, "Turns, but for answers without a name", ("kind", "outcome"))
FAILURES = Metric(
    "knowhow_turn_failures_total", Type.COUNTER, "Turns that failed, answers without a name too", ("kind", "activity")
)
TURN_TIME = Metric(
    "knowhow_turn_duration_seconds",
    Type.HISTOGRAM,
    "How long turns took, from when a thread took them up until they were committed",
    ("kind",),
    buckets=QUICK,
)
ACKNOWLEDGEMENT_TIME = Metric(
    "knowhow_acknowledgement_duration_seconds",
    Type.HISTOGRAM,
    "How long the platform waited, from when an event was read until it was acknowledged",
    ("platform", "kind"),
    buckets=ACKNOWLEDGED,
)
EVENTS = Metric("knowhow_events_waiting", Type.GAUGE, "Events that wait for their turn, or are in it")
OLDEST_EVENT = Metric("knowhow_events_oldest_seconds", Type.GAUGE, "How long the oldest of these has waited")
WRITERS = Metric("knowhow_writers", Type.GAUGE, "How many write to SQLite, or wait until they may; 0 with PostgreSQL")
REFUSALS = Metric(
    "knowhow_refusals_total", Type.COUNTER, "Calls that a platform refused or did not answer", ("platform", "code")
)
LEASE = Metric("knowhow_lease_held", Type.GAUGE, "Whether this process delivers to the platform", ("platform",))
LOST_LEASES = Metric(
    "knowhow_leases_lost_total", Type.COUNTER, "How often another process has taken over from this one", ("platform",)
)
NIGHTS = Metric("knowhow_nights_total", Type.COUNTER, "Nights that this process has run", ("outcome",))
DATABASE_UP = Metric(
    "knowhow_database_up",
    Type.GAUGE,
    "Whether the database answers; while it does not, nothing is told of what it would say",
)

WAKES = _waits("knowhow_wakes_waiting", "What has fallen due and is not done")
OLDEST_WAKE = _waits("knowhow_wakes_oldest_seconds", "For how long the oldest of these has been due")
FAILING = _waits("knowhow_wakes_failing", "What has fallen due, has failed, and is tried again")
MESSAGES = _waits("knowhow_messages_waiting", "Messages of which nobody has decided yet where they go")
OLDEST_MESSAGE = _waits("knowhow_messages_oldest_seconds", "For how long the oldest of these is known to wait")
PARCELS = _waits("knowhow_parcels_waiting", "Parcels that have not left, and what they wait for", "platform", "until")
OLDEST_PARCEL = _waits(
    "knowhow_parcels_oldest_seconds",
    "For how long the oldest of those that may leave is known to wait",
    "platform",
)
OUTAGE = _waits("knowhow_outage_seconds", "Since when nobody can be written to; 0 where people can", "platform")
NIGHT_AGE = _waits("knowhow_night_age_seconds", "How long ago the last night was due that has been run")
BACKUP_AGE = _waits(
    "knowhow_backup_age_seconds", "How long ago `knowhow backup` last took one; absent before the first"
)

OF_A_PROCESS = (
    BUILD,
    TURNS,
    FAILURES,
    TURN_TIME,
    ACKNOWLEDGEMENT_TIME,
    EVENTS,
    OLDEST_EVENT,
    WRITERS,
    REFUSALS,
    LEASE,
    LOST_LEASES,
    NIGHTS,
    DATABASE_UP,
)
OF_THE_DATABASE = (
    WAKES,
    OLDEST_WAKE,
    FAILING,
    MESSAGES,
    OLDEST_MESSAGE,
    PARCELS,
    OLDEST_PARCEL,
    OUTAGE,
    NIGHT_AGE,
    BACKUP_AGE,
)
METRICS = (*OF_A_PROCESS, *OF_THE_DATABASE)
"""In the order in which the page has them."""
