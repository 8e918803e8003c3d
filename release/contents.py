"""What has to be in the packages: what is committed, all of it and nothing else."""

import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES = ("activities/", "bot/", "storage/")
"""The folders that are installed."""

_MADE = re.compile(r"PKG-INFO|setup\.cfg|knowhow_bot\.egg-info/.+")
"""What is written for a source package while it is built."""


def wrong_in_wheel(wheel: Path, committed: Iterable[str]) -> Iterator[str]:
    """Yield what a wheel has too much or too little; `committed`: the files of the repository."""
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if not name.endswith("/")}
    found = {name for name in names if not re.match(r"knowhow_bot-[^/]+\.dist-info/", name)}
    yield from _differences(wheel.name, found, {file for file in committed if file.startswith(PACKAGES)})


def wrong_in_source(source: Path, committed: Iterable[str]) -> Iterator[str]:
    """Yield what a source package has too much or too little; `committed`: the files of the repository."""
    with tarfile.open(source) as packed:
        found = {member.name.partition("/")[2] for member in packed.getmembers() if member.isfile()}
    yield from _differences(source.name, {name for name in found if not _MADE.fullmatch(name)}, set(committed))


def _differences(package: str, found: set[str], wanted: set[str]) -> Iterator[str]:
    yield from (f"{package} lacks {name}: see MANIFEST.in and package-data." for name in sorted(wanted - found))
    yield from (f"{package} has {name}, which should not be there." for name in sorted(found - wanted))
