"""A real Prometheus scrapes a bot in use, and answers every query that we give to others. Where it is installed."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from storage import organisations
from tests.metrics.test_monitoring import ALERTS, of_alerts, of_dashboard
from tests.metrics.test_scrape import Bot, a_bot

pytestmark = pytest.mark.slow

CONFIGURATION = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [{alerts}]
scrape_configs:
  - job_name: knowhow
    static_configs: [{{targets: ["127.0.0.1:{port}"]}}]
"""


@asynccontextmanager
async def a_prometheus(folder: Path, scrapes: int, listens: int) -> AsyncIterator[ClientSession]:
    """One that scrapes the bot at a port each second."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("Prometheus is not installed here")
    file = folder / "prometheus.yml"
    file.write_text(CONFIGURATION.format(alerts=ALERTS, port=scrapes), encoding="utf-8")
    options = (f"--config.file={file}", f"--storage.tsdb.path={folder / 'data'}")
    with (folder / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            program, *options, f"--web.listen-address=127.0.0.1:{listens}", stdout=log, stderr=log
        )
        try:
            async with ClientSession(f"http://127.0.0.1:{listens}") as client:
                yield client
        finally:
            process.terminate()
            await process.wait()


async def answered(client: ClientSession, query: str) -> list[Any]:
    """What Prometheus answers to a query; nothing while it starts."""
    try:
        async with client.get("/api/v1/query", params={"query": query}) as answer:
            if answer.status == 503:
                return []
            said = await answer.json()
    except ClientError:
        return []
    assert said["status"] == "success", (query, said)
    result: list[Any] = said["data"]["result"]
    return result


def looked_at(query: str) -> list[str]:
    """What a query compares, without what that is compared with: there is an answer whatever the state is."""
    query = query.replace("$__rate_interval", "1m").replace('job=~"$job"', 'job=~"knowhow"')
    parts = [re.sub(r"^\((.+)\)$", r"\1", part) for part in re.split(r" or | and on \(\) ", query)]
    return [re.sub(r"^absent\((.+)\)$", r"\1", re.sub(r" (>|==) [\d.* ]+$", "", part)) for part in parts]


async def test_every_query_of_dashboard_and_alerts_is_answered(
    sqlite_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    ports = unused_tcp_port_factory(), unused_tcp_port_factory()
    async with (
        a_bot(sqlite_url, tmp_path, ports) as bot,
        a_prometheus(tmp_path, bot.port, unused_tcp_port_factory()) as prometheus,
    ):
        with bot.database.writing() as session:
            organisations.backed_up(session, datetime.now(UTC))
        using = asyncio.create_task(uses(bot))
        queries = {part for query in [*of_dashboard(), *of_alerts().values()] for part in looked_at(query)}
        async with asyncio.timeout(300):
            while [one for one in queries if not await answered(prometheus, one)]:  # noqa: ASYNC110  (another program)
                await asyncio.sleep(1)
        async with prometheus.get("/api/v1/rules") as answer:
            rules = (await answer.json())["data"]["groups"][0]["rules"]
        assert {rule["name"]: rule["health"] for rule in rules} == dict.fromkeys(of_alerts(), "ok")
        assert await answered(prometheus, 'scrape_samples_scraped{job="knowhow"} > 300')
        using.cancel()


async def uses(bot: Bot) -> None:
    """People use the bot, and Slack refuses something, again and again."""
    staff = [bot.workspace.add_user(f"Ann {number}", email=f"ann{number}@example.org") for number in range(4)]
    while True:
        for user in staff:
            await bot.types(user, "/coffee status")
            await bot.slack.people.opens_home(user)
        await asyncio.sleep(0.5)
