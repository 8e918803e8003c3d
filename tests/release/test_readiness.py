"""Before a version goes out: each thing that keeps it back is one sentence, and a repository that is ready has none."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from release.changelog import UNRELEASED, notes
from release.readiness import read_state, what_is_missing

CHANGELOG = """# Changelog

What changes.

## 1.2.0 (2026-12-01)

- **Faster**: twice.

## 1.1.0 (2026-11-01)

The first.
"""


class Repository:
    """A repository in a folder, with real git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet")
        self.write("pyproject.toml", '[project]\nname = "knowhow-bot"\nversion = "1.2.0"\n')
        self.write("CHANGELOG.md", CHANGELOG)
        self.commit()

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.nhs.uk"]
        subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True)  # noqa: S603, S607

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "More")

    def missing(self) -> list[str]:
        return list(what_is_missing(read_state(self.folder)))


@pytest.fixture
def ready(tmp_path: Path) -> Repository:
    """One that can go out as it is."""
    repository = Repository(tmp_path)
    repository.git("tag", "v1.2.0")
    return repository


def test_one_that_is_ready_lacks_nothing(ready: Repository) -> None:
    assert ready.missing() == []


def has_a_change(repository: Repository) -> None:
    repository.write("CHANGELOG.md", f"{CHANGELOG} ")


def has_new_files(repository: Repository) -> None:
    repository.write("a.py", "")
    repository.write("b.py", "")
    repository.write("c.py", "")


def is_not_tagged(repository: Repository) -> None:
    repository.git("tag", "--delete", "v1.2.0")


def is_tagged_otherwise(repository: Repository) -> None:
    repository.git("tag", "v1.3.0")


def went_on_after_its_tag(repository: Repository) -> None:
    repository.write("a.py", "")
    repository.commit()


def _retold(repository: Repository, changelog: str) -> None:
    repository.write("CHANGELOG.md", changelog)
    repository.commit()
    repository.git("tag", "--force", "v1.2.0")


def tells_nothing_of_it(repository: Repository) -> None:
    _retold(repository, CHANGELOG.replace("1.2.0", "1.2.1"))


def does_not_say_when(repository: Repository) -> None:
    _retold(repository, CHANGELOG.replace("1.2.0 (2026-12-01)", "1.2.0"))


def has_something_unreleased(repository: Repository) -> None:
    _retold(repository, CHANGELOG.replace("## 1.2.0", "## Unreleased\n\n- More.\n\n## 1.2.0"))


MISSING: dict[Callable[[Repository], None], str] = {
    has_a_change: "CHANGELOG.md is not as it is committed: commit what is to go out, and put the rest aside.",
    has_new_files: (
        "a.py is not as it is committed, nor are 2 more: commit what is to go out, and put the rest aside."
    ),
    is_not_tagged: "This has no tag yet. Once all else is right: git tag v1.2.0",
    is_tagged_otherwise: "This is tagged v1.3.0, and pyproject.toml says 1.2.0: both have to name one version.",
    went_on_after_its_tag: (
        "v1.2.0 is out already, and is not this: give this a new version in pyproject.toml and CITATION.cff."
    ),
    tells_nothing_of_it: "CHANGELOG.md says nothing under “## 1.2.0 (YYYY-MM-DD)”, with the day of the release.",
    does_not_say_when: "CHANGELOG.md says nothing under “## 1.2.0 (YYYY-MM-DD)”, with the day of the release.",
    has_something_unreleased: (
        "CHANGELOG.md still has something under “## Unreleased”: move it to the version that it comes with."
    ),
}


@pytest.mark.parametrize("goes_wrong", MISSING, ids=lambda one: one.__name__)
def test_what_is_missing_is_one_sentence(goes_wrong: Callable[[Repository], None], ready: Repository) -> None:
    goes_wrong(ready)
    assert ready.missing() == [MISSING[goes_wrong]]


def test_the_notes_are_the_section_of_the_version() -> None:
    assert notes(CHANGELOG, "1.2.0") == "- **Faster**: twice."
    assert notes(CHANGELOG, "1.1.0") == "The first."
    assert notes(CHANGELOG, "1.2") == ""
    assert notes(CHANGELOG, UNRELEASED) == ""
    assert notes("# Changelog\n\n## Unreleased\n\n- More.\n", UNRELEASED) == "- More."
