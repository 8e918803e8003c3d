"""What the documents say is there is there, and what is there they say."""

import re
import tomllib
from pathlib import Path

import pytest
from dotenv import dotenv_values
from sqlmodel import SQLModel

from activities import ACTIVITIES
from activities.kit.activity import HELP
from bot.settings.names import NAMES
from bot.settings.settings import read_settings
from bot.slack.manifest import EVENTS, SCOPES
from docs.tables import PAGES, filled, tables
from tests.test_cli import ALL

HERE = Path(__file__).parents[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_repeats_of_the_code_is_as_it_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text, "stale: run `make docs`"


def test_every_activity_and_the_settings_have_their_place_in_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [what for what in tables() if f"<!-- {what} -->\n" not in pages]
    assert not missing, "write `<!-- … -->` and `<!-- end -->` where the table is to stand, then run `make docs`"


def test_pages_are_filled_in_from_the_registry_and_the_settings() -> None:
    commands = filled("<!-- commands of coffee -->\nof old\n<!-- end -->\n")
    assert "| `/coffee join` | Join a trial that is open, or change your answers |\n| `/coffee leave` |" in commands
    assert commands.index("*for facilitators*") < commands.index("`/coffee new`")
    assert "of old" not in commands
    assert re.findall(r"`([A-Z_]+)`", "".join(tables()["settings"].splitlines()[2])) == ["DATABASE_URL"]


def test_the_readme_is_short() -> None:
    assert len((HERE / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_the_example_names_every_setting_in_order_and_works_as_it_stands() -> None:
    file = HERE / ".env.example"
    assert tuple(dotenv_values(file)) == NAMES
    settings = read_settings({name: value or "" for name, value in dotenv_values(file).items()}, HERE / "docs")
    assert settings.slack is None


SETTING = re.compile(r"\b(?:KNOWHOW|SLACK)_[A-Z_]*[A-Z]\b")
ON_THE_COMMAND_LINE = re.compile(
    r"(?:`|^)(?:\.venv[/\\]\w+[/\\])?knowhow "
    r"((?:db|dev|forgotten|library|manifest|organisations|staff|templates)\s+[a-z-]+|[a-z-]+)",
    re.MULTILINE,
)


def documents() -> str:
    """The README and everything in `docs` that is about the program as it is; decisions are about their day."""
    return "\n".join(file.read_text(encoding="utf-8") for file in [HERE / "README.md", *HERE.glob("docs/*.md")])


def test_documents_name_no_setting_that_is_not_there() -> None:
    assert set(SETTING.findall(documents())) <= set(NAMES)


def test_documents_name_the_commands_that_there_are_and_no_other() -> None:
    named = {" ".join(found.split()) for found in ON_THE_COMMAND_LINE.findall(documents())}
    assert named == {path.removeprefix("knowhow ") for path in ALL}


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
    there = {(typed, verb) for one in ACTIVITIES for typed in one.typed for verb in [HELP, *one.commands]}
    assert set(re.findall(r"`/(\w+) (\w+)(?: \w+)*`", documents())) <= there


def test_every_library_that_the_bot_needs_has_its_reason() -> None:
    needed = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    table = (HERE / "docs/decisions/0003-libraries.md").read_text(encoding="utf-8").lower()
    names = [name for one in needed for name in re.findall(r"^[a-z0-9-]+", one)]
    assert [name for name in names if name not in table] == []


def test_the_citation_is_of_this_version() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (HERE / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [project["version"]]


def test_what_runs_elsewhere_is_what_runs_here() -> None:
    assert re.findall(r"run: (.+)", (HERE / ".github/workflows/ci.yml").read_text(encoding="utf-8")) == [".ci/run"]
    hooks = (HERE / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]


def test_every_decision_is_listed() -> None:
    folder = HERE / "docs/decisions"
    listed = re.findall(r"\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(file.name for file in folder.glob("0*.md"))


DOCUMENTS = sorted([*HERE.glob("*.md"), *HERE.glob("docs/**/*.md")])


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target


def anchors(file: Path) -> set[str]:
    """What a link may name in a page, as GitHub makes it of the headings."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_to_headings_that_are_there(file: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", file.read_text(encoding="utf-8")):
        page = file.parent / target if target else file
        assert page.suffix != ".md" or anchor in anchors(page), f"{target}#{anchor}"


def test_every_command_and_option_stands_on_the_page_of_the_command_line() -> None:
    page = (HERE / "docs/command-line.md").read_text(encoding="utf-8")
    for path, command in ALL.items():
        section = page.partition(f"# {path}\n")[2].partition("\n##")[0]
        assert [
            name for one in command.params for name in one.opts if name.startswith("-") and name not in section
        ] == []
