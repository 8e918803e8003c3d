"""What the documents say is there is there, and what is there they say."""

import re
import tomllib
from pathlib import Path

import pytest
from dotenv import dotenv_values
from sqlmodel import SQLModel

from activities import ACTIVITIES
from bot.settings.settings import NAMES, read_settings
from bot.slack.manifest import EVENTS, SCOPES
from tests.test_cli import ALL

HERE = Path(__file__).parents[1]
README = (HERE / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_of_every_activity_and_no_other() -> None:
    leads_to = {f"/{typed}": activity.name for activity in ACTIVITIES for typed in activity.typed}
    there = {(activity.name, verb) for activity in ACTIVITIES for verb in ["help", *activity.commands]}
    assert {(leads_to[typed], verb) for typed, verb in re.findall(r"`(/\w+) (\w+)(?: \w+)*`", README)} == there


def test_the_readme_explains_every_setting() -> None:
    table = README.partition("## Settings")[2].partition("## ")[0]
    rows = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert sorted(re.findall(r"`(\w+)`", rows)) == sorted(NAMES)


def test_the_example_names_every_setting_in_order_and_works_as_it_stands() -> None:
    file = HERE / ".env.example"
    assert tuple(dotenv_values(file)) == NAMES
    settings = read_settings({name: value or "" for name, value in dotenv_values(file).items()}, HERE / "docs")
    assert settings.slack is None


SETTING = re.compile(r"\b(?:KNOWHOW|SLACK)_[A-Z_]*[A-Z]\b")
ON_THE_COMMAND_LINE = re.compile(
    r"(?:`|^)(?:\.venv[/\\]\w+[/\\])?knowhow ((?:db|forgotten|library|manifest|staff|templates) [a-z]+|[a-z-]+)",
    re.MULTILINE,
)


def documents() -> str:
    """The README and everything in `docs` that is about the program as it is; decisions are about their day."""
    return "\n".join(file.read_text(encoding="utf-8") for file in [HERE / "README.md", *HERE.glob("docs/*.md")])


def test_documents_name_no_setting_that_is_not_there() -> None:
    assert set(SETTING.findall(documents())) <= set(NAMES)


def test_documents_name_the_commands_that_there_are_and_no_other() -> None:
    assert set(ON_THE_COMMAND_LINE.findall(documents())) == {path.removeprefix("knowhow ") for path in ALL}


def test_it_is_told_every_permission_with_its_reason_and_every_event() -> None:
    page = (HERE / "docs/it.md").read_text(encoding="utf-8")
    slacks, _, _ = page.partition("| permission | to |")  # those of Teams have names of another kind
    assert dict(re.findall(r"^\| `([a-z:.]+)` \| (.+) \|$", slacks, re.MULTILINE)) == SCOPES
    assert [event for event in EVENTS if f"`{event}`" not in page] == []


def test_governance_is_told_every_table() -> None:
    held = (HERE / "docs/governance.md").read_text(encoding="utf-8").partition("## What is held")[2].partition("## ")[0]
    rows = "".join(line.split("|")[3] for line in held.splitlines() if line.startswith("|"))
    assert set(re.findall(r"`(\w+)`", rows)) == set(SQLModel.metadata.tables)


def test_documents_name_no_chat_command_that_is_not_there() -> None:
    there = {f"/{activity.name} {verb}" for activity in ACTIVITIES for verb in activity.commands}
    assert set(re.findall(r"`(/(?:coffee|knowhow) \w+)", documents())) <= there | {"/coffee help", "/knowhow help"}


def test_every_library_that_the_bot_needs_has_its_reason() -> None:
    needed = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    table = (HERE / "docs/decisions/0003-libraries.md").read_text(encoding="utf-8").lower()
    names = [name for one in needed for name in re.findall(r"^[a-z0-9-]+", one)]
    assert [name for name in names if name not in table] == []


def test_every_decision_is_listed() -> None:
    folder = HERE / "docs/decisions"
    listed = re.findall(r"\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(file.name for file in folder.glob("0*.md"))


@pytest.mark.parametrize("file", sorted([*HERE.glob("*.md"), *HERE.glob("docs/**/*.md")]), ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target
