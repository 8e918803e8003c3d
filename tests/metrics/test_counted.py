"""What is counted has one of a few labels, whatever comes."""

from dataclasses import replace

import pytest
from prometheus_client import CollectorRegistry

from activities import ACTIVITIES
from activities.kit.events import Command, Event, Pressed, Profile, Submitted
from bot.engine.counting import NOBODY, Counting
from bot.engine.engine import Engine, TurnFailed
from bot.engine.measures import Measures, Outcome, TurnKind
from bot.metrics.counted import Counted
from bot.metrics.names import METRICS, OF_A_PROCESS
from bot.settings.rules import Rules
from storage.database import Database
from tests.metrics.scraping import Scrape, names, read_of, value

HOSTILE = ('/coffee", person="Ann Okafor"} 1\n', "Ann Okafor", "patient 943 476 5919", "\N{RIGHT-TO-LEFT OVERRIDE}", "")
CODES = {"slack": ["is_archived", "ratelimited"], "teams": ["Bad Argument"]}


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def counted(registry: CollectorRegistry) -> Counted:
    return Counted(registry, [one.name for one in ACTIVITIES], CODES, "1.2.3")


def told_everything(counted: Counted, word: str) -> None:
    """As if a word that somebody typed had found its way to every place."""
    counted.failed(TurnKind.COMMAND, word)
    counted.refused(word, word)
    counted.refused("slack", word)
    counted.lease(word, True)
    counted.lease(word, False)
    with counted.acknowledging(word, TurnKind.PRESS):
        pass


@pytest.mark.parametrize("word", HOSTILE)
def test_nothing_that_somebody_typed_becomes_a_label(registry: CollectorRegistry, counted: Counted, word: str) -> None:
    before = labels(read_of(registry))
    told_everything(counted, word)
    after = labels(read_of(registry))
    assert after - before <= {
        ("platform", "other"),
        ("code", "other"),
        ("activity", "other"),
    }
    scrape = read_of(registry)
    assert value(scrape, "knowhow_turn_failures_total", kind="command", activity="other") == 1
    assert value(scrape, "knowhow_refusals_total", platform="slack", code="other") == 1


def labels(scrape: Scrape) -> set[tuple[str, str]]:
    return {label for _, those in scrape for label in those}


def test_however_many_words_come_there_are_no_more_series(registry: CollectorRegistry, counted: Counted) -> None:
    told_everything(counted, "first")
    number = len(read_of(registry))
    for one in range(500):
        told_everything(counted, f"word {one}")
    assert len(read_of(registry)) == number < 500


def test_a_command_that_nobody_knows_is_counted_and_repeated_nowhere(
    registry: CollectorRegistry, counted: Counted, database: Database
) -> None:
    engine = Engine(database, ACTIVITIES, Rules(seed="1"), counted)
    for word in HOSTILE:
        engine.take(Command("k", replace(NOBODY, name="Ann Okafor"), word, word, word))
    scrape = read_of(registry)
    assert value(scrape, "knowhow_turns_total", kind="command", outcome="unknown") == len(HOSTILE)
    assert "Okafor" not in str(scrape)


def test_a_turn_that_fails_is_counted_under_its_activity(
    registry: CollectorRegistry, counted: Counted, empty: Database
) -> None:
    engine = Engine(empty, ACTIVITIES, Rules(seed="1"), counted)  # there are no tables
    with pytest.raises(TurnFailed):
        engine.take(Command("k", NOBODY, "coffee", "join"))
    scrape = read_of(registry)
    assert value(scrape, "knowhow_turns_total", kind="command", outcome="failed") == 1
    assert value(scrape, "knowhow_turn_failures_total", kind="command", activity="coffee") == 1
    assert value(scrape, "knowhow_turn_duration_seconds_count", kind="command") == 1


def test_a_command_by_another_name_counts_under_the_activity_to_which_it_leads(
    registry: CollectorRegistry, counted: Counted, empty: Database
) -> None:
    engine = Engine(empty, ACTIVITIES, Rules(seed="1"), counted)
    with pytest.raises(TurnFailed):
        engine.take(Command("k", NOBODY, "aar", "status"))
    assert value(read_of(registry), "knowhow_turn_failures_total", kind="command", activity="review") == 1


def test_every_metric_of_a_process_is_there_from_the_start(registry: CollectorRegistry, counted: Counted) -> None:
    of_others = {"knowhow_writers", "knowhow_database_up"}
    told = {
        name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum") for name in names(read_of(registry))
    }
    assert {one for one in told if not one.endswith("_created")} == {one.name for one in OF_A_PROCESS} - of_others
    assert value(read_of(registry), "knowhow_build_info", version="1.2.3") == 1


def test_an_event_waits_until_it_is_done(registry: CollectorRegistry, counted: Counted) -> None:
    with counted.waiting(), counted.waiting():
        assert value(read_of(registry), "knowhow_events_waiting") == 2
        assert value(read_of(registry), "knowhow_events_oldest_seconds") > 0
    assert value(read_of(registry), "knowhow_events_waiting") == 0
    assert value(read_of(registry), "knowhow_events_oldest_seconds") == 0


def test_a_lease_is_lost_once_when_another_has_it(registry: CollectorRegistry, counted: Counted) -> None:
    said = []
    for is_held in (False, True, True, False, False, True):
        counted.lease("slack", is_held)
        scrape = read_of(registry)
        held = value(scrape, "knowhow_lease_held", platform="slack")
        said.append((held, value(scrape, "knowhow_leases_lost_total", platform="slack")))
    assert said == [(0, 0), (1, 0), (1, 0), (0, 1), (0, 1), (1, 1)]


# ---- answers without a name ------------------------------------------------------------------------------------------


class Heard(Measures):
    """Writes down all that it is told."""

    def __init__(self) -> None:
        self.all: list[object] = []

    def turn(self, kind: TurnKind, outcome: Outcome, seconds: float) -> None:
        self.all.append((kind, outcome))

    def failed(self, kind: TurnKind, activity: str) -> None:
        self.all.append((kind, activity))


def every_act(by: Profile) -> list[tuple[Event, bool]]:
    """Each button and form of every activity, and whether it is part of an answer without a name."""
    pressed: list[Event] = [Pressed("k", by, one.name, action, "1") for one in ACTIVITIES for action in one.buttons]
    sent: list[Event] = [Submitted("k", by, one.name, form, "1", {}) for one in ACTIVITIES for form in one.forms]
    activities = {one.name: one for one in ACTIVITIES}
    return [(event, activities[event.activity].takes_no_name_of(event)) for event in (*pressed, *sent)]


def test_of_an_answer_without_a_name_only_a_failure_is_counted() -> None:
    acts = every_act(NOBODY)
    assert {is_anonymous for _, is_anonymous in acts} == {True, False}
    for event, is_anonymous in acts:
        heard = Heard()
        counting = Counting(heard, {event.activity: event.activity}, lambda _event, so=is_anonymous: so)  # type: ignore[misc]
        with counting.turn_of(event) as turn:
            turn.outcome = Outcome.WROTE
        assert bool(heard.all) is not is_anonymous
        with counting.turn_of(event):
            pass
        assert heard.all[-1] == (heard.all[-2][0], event.activity)  # type: ignore[index]


def test_the_names_are_as_prometheus_has_them() -> None:
    for metric in METRICS:
        assert metric.name.startswith("knowhow_")
        assert metric.name.endswith("_total") is (metric.type == "counter")
        assert metric.help[0].isupper()
        assert not metric.help.endswith(".")
    assert len({metric.name for metric in METRICS}) == len(METRICS)
