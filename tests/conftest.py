"""What every test may ask for."""

import gc
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.program import OBJECTS_BETWEEN_LOOKS
from bot.settings.names import NAMES
from storage.database import Database
from tests.compiled_once import compile_once
from tests.databases import database, database_url, empty, outage, postgres, postgres_url, sqlite_template, sqlite_url
from tests.fronts.through import dialogues_through_every_front as pytest_generate_tests
from tests.fronts.through import front_called
from tests.town import Town

__all__ = [
    "database",
    "database_url",
    "empty",
    "outage",
    "postgres",
    "postgres_url",
    "pytest_generate_tests",
    "sqlite_template",
    "sqlite_url",
    "town",
]

BEGUN_FIRST = (
    "linkage/test_linkage.py",
    "test_kills.py",
    "test_demo.py",
    "test_restore.py",
    "test_moves_nothing.py",
    "test_database_away.py",
    "test_setting_the_clock.py",
)
"""Files with a test that takes many seconds: at the end no process is to be left alone with one of these."""

settings.register_profile(
    "as long as it takes",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("as long as it takes")
compile_once()
gc.disable()

for name in set(NAMES) - {"HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"}:
    os.environ.pop(name, None)  # whoever runs the tests may have set what a real bot is run with


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run half as many processes again as there are cores: in each some tests wait, for a bot to start or to end."""
    return -(-3 * (os.cpu_count() or 1) // 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--part 3/16`: one of so many parts of the tests. In which a test is hangs on its name alone."""
    parser.addoption("--part", type=part, metavar="K/N", help="of N parts of the tests only the Kth, from 0 on")


def part(typed: str) -> tuple[int, int]:
    """Read which part is meant, of how many; raises `ValueError`."""
    which, _, of = typed.partition("/")
    if not 0 <= int(which) < int(of):
        raise ValueError(typed)
    return int(which), int(of)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take one part of them, if no more are wanted; begin with what takes longest."""
    if wanted := config.getoption("part"):
        which, of = wanted
        parts = defaultdict[int, list[pytest.Item]](list)
        for item in items:
            parts[crc32(item.nodeid.encode()) % of].append(item)
        items[:] = parts.pop(which, [])
        config.hook.pytest_deselected(items=[item for others in parts.values() for item in others])
    items.sort(key=lambda item: not item.path.as_posix().endswith(BEGUN_FIRST))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Look for garbage from now on, but only among what tests make.

    What was imported and collected is a million objects, of which none goes before the end: to look through them again
    and again is most of what collecting takes.
    """
    if not session.config.getoption("collectonly"):
        gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
    gc.enable()


@pytest.fixture
def town(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Town]:
    """A town of its own for each test, on a Monday morning in November; through the front that the test names."""
    made = Town(tmp_path, front=front_called(getattr(request, "param", "engine")))
    if "monkeypatch" in request.fixturenames:
        made.is_like_no_other()
    yield made
    made.close()


@pytest.fixture
def anywhere(tmp_path: Path, database: Database) -> Iterator[Town]:
    """A town on SQLite, and one on PostgreSQL."""
    made = Town(tmp_path, database)
    yield made
    made.close()
