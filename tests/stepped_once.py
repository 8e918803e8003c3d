"""The steps that lead to today's tables are taken once for all the new SQLite files that a run of the tests makes.

They are nearly fifty, take half a second, and come to the same tables each time. So the next new file gets those tables
at once. Tests of the steps themselves ask for `every_step`.
"""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_take = command.upgrade
_come_to: list[str] = []
"""The statements that make what the steps come to, once they have been taken."""

_BOOKS = ("alembic_version", "sqlite_sequence")
"""What has rows where nothing is kept yet."""


def take_steps_once() -> None:
    """Let every new SQLite file from now on have its tables from the first one."""
    command.upgrade = _upgrade  # type: ignore[assignment]  # nobody says more than how far


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is taken on every database, new ones too."""
    monkeypatch.setattr(command, "upgrade", _take)


def _upgrade(config: Config, revision: str) -> None:
    connection: Connection = config.attributes["connection"]
    if revision != "head" or connection.dialect.name != "sqlite" or _names(connection):
        _take(config, revision)
    elif _come_to:
        for statement in _come_to:
            connection.exec_driver_sql(statement)
    else:
        _take(config, revision)
        _come_to.extend(_statements(connection))


def _names(connection: Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())


def _statements(connection: Connection) -> Iterator[str]:
    for name in _names(connection):
        is_empty = connection.exec_driver_sql(f'SELECT 1 FROM "{name}"').first() is None  # noqa: S608  (of our own names)
        assert is_empty or name in _BOOKS, f"the steps leave rows in {name}"
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    yield from connection.exec_driver_sql(made).scalars()
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    yield f"INSERT INTO alembic_version VALUES ('{version}')"  # noqa: S608  (of our own names)
