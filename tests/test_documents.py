"""What the documents say is there is there, and what is there they say."""

import re
import tomllib
from pathlib import Path

import pytest
from dotenv import dotenv_values

from activities import ACTIVITIES
from bot.settings import NAMES, read_settings

HERE = Path(__file__).parents[1]
README = (HERE / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_of_every_activity_and_no_other() -> None:
    typed = {f"/{activity.name} {verb}" for activity in ACTIVITIES for verb in ["help", *activity.commands]}
    assert set(re.findall(r"`(/\w+ \w+)`", README)) == typed


def test_the_readme_explains_every_setting() -> None:
    table = README.partition("## Settings")[2].partition("## ")[0]
    rows = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert sorted(re.findall(r"`(\w+)`", rows)) == sorted(NAMES)


def test_the_example_names_every_setting_in_order_and_works_as_it_stands() -> None:
    file = HERE / ".env.example"
    assert tuple(dotenv_values(file)) == NAMES
    settings = read_settings({name: value or "" for name, value in dotenv_values(file).items()}, HERE / "docs")
    assert settings.slack is None


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
