"""Building the two packages from a clean clone, so that nothing of this folder gets in that is not committed."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from release.contents import wrong_in_source, wrong_in_wheel


@dataclass(frozen=True)
class Packages:
    """What was built."""

    wheel: Path
    source: Path


def clone(repository: Path, folder: Path) -> list[str]:
    """Clone what is checked out of a repository into a new folder. Gives the names of its files."""
    _run("git", "clone", "--quiet", str(repository), str(folder))
    listed = subprocess.run(["git", "ls-files"], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S607
    return listed.stdout.splitlines()


def build(source: Path, folder: Path) -> Packages:
    """Build both in environments of their own: the source package, and the wheel from that."""
    _run(sys.executable, "-m", "build", "--outdir", str(folder), str(source))
    (wheel,), (packed,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Packages(wheel, packed)


def wrong_with(packages: Packages, committed: list[str]) -> Iterator[str]:
    """Yield what is wrong with both, as far as it can be seen from outside."""
    yield from wrong_in_source(packages.source, committed)
    yield from wrong_in_wheel(packages.wheel, committed)
    check = [
        sys.executable,
        "-m",
        "twine",
        "--no-color",
        "check",
        "--strict",
        str(packages.wheel),
        str(packages.source),
    ]
    looked = subprocess.run(check, check=False, capture_output=True, text=True)  # noqa: S603  (ours)
    if looked.returncode:
        yield looked.stdout.strip()


def _run(*command: str) -> None:
    ran = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603  (ours)
    if ran.returncode:
        sys.stderr.buffer.write(ran.stdout)
        ran.check_returncode()
