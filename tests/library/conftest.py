"""What tests of the library ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.library.hidden import Case
from tests.town import Town


@pytest.fixture
def case(tmp_path: Path, database: Database) -> Iterator[Case]:
    """A record that only those who took part may read, in a town on SQLite, and in one on PostgreSQL."""
    town = Town(tmp_path, database)
    yield Case(town)
    town.front.close()
