"""The dashboard and the alerts are about metrics that there are, and each alert can fire."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.metrics.names import METRICS, Type

HERE = Path(__file__).parents[2]
DASHBOARD, ALERTS = HERE / "docs/monitoring/dashboard.json", HERE / "docs/monitoring/alerts.yml"
CASES = Path(__file__).parent / "alerts.test.yml"


def of_dashboard() -> list[str]:
    """Every query of the dashboard."""
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [target["expr"] for panel in panels for target in panel.get("targets", ())]


def of_alerts() -> dict[str, str]:
    """Every alert's expression, by its name."""
    found = re.findall(r"- alert: (\w+)\n +expr: (.+)\n", ALERTS.read_text(encoding="utf-8"))
    return dict(found)


def named_in(query: str) -> set[str]:
    return set(re.findall(r"\bknowhow_\w+", query)) - {"knowhow"}


SERIES = {
    name
    for one in METRICS
    for name in (
        [f"{one.name}_{end}" for end in ("bucket", "sum", "count")] if one.type is Type.HISTOGRAM else [one.name]
    )
}


def test_dashboard_and_alerts_name_metrics_that_there_are() -> None:
    queries = [*of_dashboard(), *of_alerts().values()]
    assert len(queries) > 30
    assert {name for query in queries for name in named_in(query)} <= SERIES


def test_every_metric_is_on_the_dashboard() -> None:
    shown = {name for query in of_dashboard() for name in named_in(query)}
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    assert {one.name for one in METRICS} == shown


def test_labels_that_are_asked_for_are_those_that_the_metric_has() -> None:
    labels = {
        name: set(one.labels) | {"job", "instance", "le"} for one in METRICS for name in SERIES if one.name in name
    }
    for query in [*of_dashboard(), *of_alerts().values()]:
        for name, chosen in re.findall(r"\b(knowhow_\w+)\{([^}]*)\}", query):
            assert set(re.findall(r"(\w+)=", chosen)) <= labels[name], query
        by = {label for group in re.findall(r"\bby \(([^)]*)\)", query) for label in re.split(r",\s*", group)}
        assert by <= set.union(*(labels[name] for name in named_in(query)), {"version"}) or not by, query


def test_every_alert_has_a_case_in_which_it_fires() -> None:
    assert set(re.findall(r'alertname="(\w+)"', CASES.read_text(encoding="utf-8"))) == set(of_alerts())


def test_alerts_fire_when_they_should_and_not_otherwise() -> None:
    """By Prometheus's own tool, where it is installed."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed here")
    done = subprocess.run([promtool, "test", "rules", CASES.name], cwd=CASES.parent, capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
