"""What has to hold before a version goes out: a sentence for each thing that does not."""

import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from release.changelog import UNRELEASED, notes


@dataclass(frozen=True)
class State:
    """How a repository stands: the version that its files name, what git knows of it, and what is said of it.

    `tags`: all that there are; `here`: those of what is checked out; `changed`: files that are not as committed.
    """

    version: str
    changelog: str
    tags: frozenset[str]
    here: frozenset[str]
    changed: tuple[str, ...]


def read_state(repository: Path) -> State:
    """Look at a repository."""
    return State(
        version=version_of(repository),
        changelog=(repository / "CHANGELOG.md").read_text(encoding="utf-8"),
        tags=frozenset(_git(repository, "tag")),
        here=frozenset(_git(repository, "tag", "--points-at", "HEAD")),
        changed=tuple(line[3:] for line in _git(repository, "status", "--porcelain")),
    )


def version_of(repository: Path) -> str:
    """Return the version that pyproject.toml names."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def what_is_missing(state: State) -> Iterator[str]:
    """Yield what keeps a version from going out."""
    version, tag = state.version, f"v{state.version}"
    others = sorted(other for other in state.here - {tag} if other.startswith("v"))
    if state.changed:
        more = f", nor are {len(state.changed) - 1} more" if len(state.changed) > 1 else ""
        yield f"{state.changed[0]} is not as it is committed{more}: commit what is to go out, and put the rest aside."
    if others:
        yield f"This is tagged {others[0]}, and pyproject.toml says {version}: both have to name one version."
    elif tag in state.tags - state.here:
        yield f"{tag} is out already, and is not this: give this a new version in pyproject.toml and CITATION.cff."
    elif tag not in state.here:
        yield f"This has no tag yet. Once all else is right: git tag {tag}"
    if not notes(state.changelog, version):
        yield f"CHANGELOG.md says nothing under “## {version} (YYYY-MM-DD)”, with the day of the release."
    if notes(state.changelog, UNRELEASED):
        yield f"CHANGELOG.md still has something under “## {UNRELEASED}”: move it to the version that it comes with."


def _git(repository: Path, *arguments: str) -> list[str]:
    ran = subprocess.run(["git", *arguments], cwd=repository, check=True, capture_output=True, text=True)  # noqa: S603, S607
    return ran.stdout.splitlines()
