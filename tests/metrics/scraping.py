"""Reading a scrape as Prometheus does: by prometheus-client's own parser."""

from collections.abc import Iterator, Mapping

from aiohttp import ClientSession
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

Scrape = Mapping[tuple[str, frozenset[tuple[str, str]]], float]
"""What each series says."""


async def scraped(port: int) -> str:
    """What Prometheus would be told."""
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{port}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        return await answer.text()


def read(text: str) -> Scrape:
    """The same, series by series; no series may come twice."""
    series = list(_series(text))
    assert len(dict(series)) == len(series)
    return dict(series)


def read_of(registry: CollectorRegistry) -> Scrape:
    return read(generate_latest(registry).decode())


def value(scrape: Scrape, name: str, **labels: str) -> float:
    """What one series says; fails where there is none."""
    return scrape[name, frozenset(labels.items())]


def names(scrape: Scrape) -> set[str]:
    return {name for name, _ in scrape}


def _series(text: str) -> Iterator[tuple[tuple[str, frozenset[tuple[str, str]]], float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            yield (sample.name, frozenset(sample.labels.items())), sample.value
