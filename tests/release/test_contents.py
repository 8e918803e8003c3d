"""What is in the packages is what is committed: what is forgotten and what has crept in are both named."""

import io
import tarfile
import zipfile
from pathlib import Path

from release.contents import wrong_in_source, wrong_in_wheel

COMMITTED = ["README.md", "bot/__init__.py", "storage/mako.txt", "tests/test_a.py"]
WHEEL, SOURCE = "knowhow_bot-1.2.0-py3-none-any.whl", "knowhow_bot-1.2.0.tar.gz"


def a_wheel(folder: Path, *names: str) -> Path:
    with zipfile.ZipFile(folder / WHEEL, "w") as packed:
        for name in ("knowhow_bot-1.2.0.dist-info/METADATA", *names):
            packed.writestr(name, "")
    return folder / WHEEL


def a_source(folder: Path, *names: str) -> Path:
    with tarfile.open(folder / SOURCE, "w:gz") as packed:
        for name in ("PKG-INFO", "setup.cfg", "knowhow_bot.egg-info/SOURCES.txt", *names):
            packed.addfile(tarfile.TarInfo(f"knowhow_bot-1.2.0/{name}"), io.BytesIO())
    return folder / SOURCE


def test_a_wheel_has_all_of_its_packages_and_nothing_else(tmp_path: Path) -> None:
    assert list(wrong_in_wheel(a_wheel(tmp_path, "bot/__init__.py", "storage/mako.txt"), COMMITTED)) == []


def test_what_a_wheel_lacks_or_has_too_much_is_named(tmp_path: Path) -> None:
    assert list(wrong_in_wheel(a_wheel(tmp_path, "bot/__init__.py", "tests/test_a.py"), COMMITTED)) == [
        f"{WHEEL} lacks storage/mako.txt: see MANIFEST.in and package-data.",
        f"{WHEEL} has tests/test_a.py, which should not be there.",
    ]


def test_a_source_package_has_all_that_is_committed(tmp_path: Path) -> None:
    assert list(wrong_in_source(a_source(tmp_path, *COMMITTED), COMMITTED)) == []


def test_what_a_source_package_lacks_or_has_too_much_is_named(tmp_path: Path) -> None:
    assert list(wrong_in_source(a_source(tmp_path, *COMMITTED[1:], ".env"), COMMITTED)) == [
        f"{SOURCE} lacks README.md: see MANIFEST.in and package-data.",
        f"{SOURCE} has .env, which should not be there.",
    ]
