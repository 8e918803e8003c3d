"""What the command line prints and writes of a trial of two: no count under five, however it is asked for."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from typer.testing import CliRunner

from bot.cli.program import knowhow
from storage import schema
from tests.library.shelf import newest
from tests.town import Town

COMMANDS = {
    "pull": ("library", "pull", "--format", "json"),
    "search": ("library", "search", "KNOWvember", "--json"),
    "export": ("library", "export"),
    "audit": ("audit",),
}
SMALL = re.compile(r"\b[1-4] (?:of|people|person|meetings?|signed up|matched|gave)\b")


@pytest.fixture
def filed(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A trial in which two met, filed, in a database as a start makes it."""
    ann, bo = town.person("Ann", department="Radiology"), town.person("Bo", department="Finance")
    town.introduced(ann, bo)
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("File it")
    assert newest(town)
    with town.database.changing_tables() as connection:
        command.stamp(schema.alembic(connection), "head")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", town.database.engine.url.render_as_string(hide_password=False))
    return town


@pytest.mark.parametrize("name", COMMANDS)
def test_no_small_count_leaves_by_the_command_line(filed: Town, name: str) -> None:
    result = CliRunner().invoke(knowhow, COMMANDS[name])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    assert SMALL.findall(result.stdout) == []
    if name == "pull":
        (record,) = json.loads(result.stdout)["records"]
        assert "withheld" in result.stdout
        assert [number for number in numbers(record["figures"]) if 0 < number < 5] == []


def numbers(value: object) -> Iterator[int]:
    """Every whole number in plain values."""
    match value:
        case bool():
            return
        case int():
            yield value
        case list():
            for one in value:
                yield from numbers(one)
        case dict():
            for one in value.values():
                yield from numbers(one)
