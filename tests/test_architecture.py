"""The page on how it is built leads to files that are there, and to names that stand in them."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
PAGE = (HERE / "docs/architecture.md").read_text(encoding="utf-8")
FILE = re.compile(r"`((?:activities|bot|docs|storage|tests)/[\w./]*)`")
NAME = re.compile(r"`(\w+)`")


def section(heading: str) -> str:
    """What stands under a heading of the second level."""
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("path", sorted(set(FILE.findall(PAGE))))
def test_every_file_that_it_names_is_there(path: str) -> None:
    assert (HERE / path).exists()


@pytest.mark.parametrize("heading", ["The life of one event", "Where to find it"])
def test_every_name_stands_in_a_file_of_its_row(heading: str) -> None:
    rows = [line for line in section(heading).splitlines() if FILE.search(line)]
    assert rows
    for row in rows:
        files = [HERE / path for path in FILE.findall(row)]
        code = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
        missing = [name for name in NAME.findall(row) if not re.search(rf"\b{name}\b", code)]
        assert not (code and missing), f"{missing} in {row}"


def test_the_words_stand_in_order_and_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", section("Glossary"), re.MULTILINE)
    assert words == sorted(set(words))


def test_no_file_has_more_lines_than_somebody_reads_at_once() -> None:
    files = [file for wing in ("activities", "bot", "storage") for file in (HERE / wing).rglob("*.py")]
    long = [file for file in files if file.parent.name != "versions" and file.read_text("utf-8").count("\n") > 300]
    assert long == [], "a file has one subject, and 300 lines at most"
