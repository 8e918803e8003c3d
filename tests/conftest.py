"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import database, database_url, empty, postgres, postgres_url, sqlite_template, sqlite_url
from tests.town import Town

__all__ = ["database", "database_url", "empty", "postgres", "postgres_url", "sqlite_template", "sqlite_url", "town"]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town of its own for each test, on a Monday morning in November."""
    made = Town(tmp_path)
    yield made
    made.database.close()
