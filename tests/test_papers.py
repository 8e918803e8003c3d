"""The papers for officers: what they call tested is tested, and what they say of the program as a whole is so."""

import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot import THE_DISTRIBUTION
from release.bill import write_bill

HERE = Path(__file__).parents[1]
FOLDER = HERE / "docs" / "papers"
PAPERS = sorted([*FOLDER.glob("*.md"), HERE / "SECURITY.md", HERE / "docs" / "governance.md"])
NAMED = re.compile(r"\]\(([^)#]*tests/[\w/]+\.py)#(\w+)\)")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_every_test_that_a_paper_names_is_there(paper: Path) -> None:
    for file, name in NAMED.findall(paper.read_text(encoding="utf-8")):
        assert re.search(rf"^(async )?def {name}\(", (paper.parent / file).read_text(encoding="utf-8"), re.M), name


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_what_a_paper_calls_tested_leads_to_a_test(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    called = [target for target in re.findall(r"\[tested\]\(([^)]*)\)", text) if not NAMED.fullmatch(f"]({target})")]
    assert called == []


def test_every_paper_is_listed() -> None:
    listed = re.findall(r"\(([\w-]+\.md)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert sorted({*listed, "README.md"}) == sorted(paper.name for paper in FOLDER.glob("*.md"))


def test_the_bill_of_materials_names_what_the_bot_is_made_of(tmp_path: Path) -> None:
    bill = tmp_path / "bill.json"
    write_bill(Path(sys.executable), HERE / "pyproject.toml", bill)
    found = json.loads(bill.read_text(encoding="utf-8"))
    assert found["bomFormat"] == "CycloneDX"
    assert found["metadata"]["component"]["name"] == THE_DISTRIBUTION
    parts = {re.sub(r"[-_.]+", "-", part["name"]).lower(): part["version"] for part in found["components"]}
    for name in ("slack-bolt", "botbuilder-core", "apscheduler", "sqlmodel", "python-dotenv"):
        assert parts[name] == version(name)
