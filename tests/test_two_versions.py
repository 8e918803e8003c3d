"""Two versions never run on one database at once: the older ends when it is brought up to date, and says so."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.sandbox.rehearsal import free_port
from storage import schema
from storage.database import Database
from storage.residents import AnotherRuns, BeingUpgraded, DoNotEnd, nobody, resident
from tests.bot_process import PATHS, ROOT
from tests.databases import Postgres
from tests.test_setting_the_clock import a_machine


@pytest.fixture
def current(postgres: Postgres) -> Iterator[str]:
    """A database of PostgreSQL to which every migration has come."""
    url = postgres.empty()
    schema.upgrade(Database(url))
    yield url
    postgres.drop(url)


def is_of(url: str, version: str) -> None:
    """Its tables are of another version from now on."""
    with Database(url).writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def until(holds: Callable[[], bool]) -> None:
    while not holds():
        pass


def test_an_upgrade_waits_until_everybody_has_ended(postgres_url: str) -> None:
    one, other, upgrade = (Database(postgres_url) for _ in range(3))
    begun: list[str] = []

    def brings_up_to_date() -> None:
        with nobody(upgrade):
            begun.append("upgrade")

    with ThreadPoolExecutor(1) as threads:
        with resident(one) as first:
            with resident(other) as second:
                assert not first.is_to_end()
                waiting = threads.submit(brings_up_to_date)
                until(first.is_to_end)
                assert second.is_to_end()
            assert first.is_to_end()
            assert begun == []
        waiting.result()
    assert begun == ["upgrade"]
    with resident(one) as again:
        assert not again.is_to_end()


def test_nobody_moves_in_while_it_is_brought_up_to_date(postgres_url: str) -> None:
    one, another = Database(postgres_url), Database(postgres_url)
    with nobody(one), pytest.raises(BeingUpgraded), resident(another, waits_for=0.3):
        pass


def test_an_upgrade_does_not_wait_for_ever(postgres_url: str) -> None:
    with resident(Database(postgres_url)):
        with pytest.raises(DoNotEnd), nobody(Database(postgres_url), waits_for=0.3):
            pass
        with resident(Database(postgres_url)) as another:
            assert not another.is_to_end()


def test_whoever_was_cut_off_meanwhile_finds_out(current: str, postgres: Postgres) -> None:
    database = Database(current)
    with resident(database) as here:
        postgres.cut_off(current)
        assert not here.is_to_end()  # it cannot tell
        assert not here.is_to_end()  # it is back, and everything is as it was
        postgres.cut_off(current)
        is_of(current, "9999")
        assert not here.is_to_end()
        assert here.is_to_end()
    database.close()


def test_a_file_is_not_brought_up_to_date_under_a_bot_that_runs_on_it(sqlite_url: str) -> None:
    with resident(Database(sqlite_url)), pytest.raises(AnotherRuns), nobody(Database(sqlite_url)):
        pass


async def test_a_bot_ends_for_an_upgrade_and_says_so(
    tmp_path: Path, current: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async with a_machine(tmp_path, current) as machine:

        def brings_up_to_date() -> None:
            with nobody(Database(current)):
                is_of(current, "9999")

        upgrading = asyncio.create_task(asyncio.to_thread(brings_up_to_date))
        assert await machine.process.wait() == 1
        await upgrading
        given = {name: os.environ[name] for name in PATHS if name in os.environ} | machine.slack.settings()
        given |= {"DATABASE_URL": current, "PORT": str(free_port()), "PYTHONPATH": str(ROOT)}
        again = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=given, cwd=tmp_path)
        assert await again.wait() == 1
    said = capfd.readouterr().err
    assert "The database is being brought up to date by `knowhow db upgrade`" in said
    assert "made by a newer version" in said
    assert "Traceback" not in said
