"""The search for faults that no test notices: what is put in, and what is said of it."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from benchmarks.mutants.faults import faults_of
from benchmarks.mutants.judging import judged

ROOT = Path(__file__).parents[1]

AGES = '''
    """Ages in > years."""

    GROWN_UP = 18


    def may_vote(age: int) -> bool:
        return age >= GROWN_UP


    def oldest(ages: list[int]) -> int:
        best = -9
        for age in ages:
            if age > best:
                best = age
        return best


    def nobody_asks(age: int) -> str:
        return f"{age + 1}"
'''

TESTS = """
    import pytest

    from storage.ages import may_vote, oldest


    def test_who_is_grown_up_may_vote() -> None:
        assert may_vote(18) and not may_vote(17)


    @pytest.mark.parametrize("whose", ["Zoë"], ids=str)
    def test_the_oldest_is_found(whose: str) -> None:
        assert oldest([3, 5, 4]) == 5
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A program of one file, with two tests."""
    for name, text in {"storage/__init__.py": "", "storage/ages.py": AGES, "tests/test_ages.py": TESTS}.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(dedent(text))
    return tmp_path


def searched(folder: Path) -> subprocess.CompletedProcess[str]:
    """What comes of a search in this program."""
    paths = os.pathsep.join((str(folder), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.mutants"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_noticed_is_caught_and_what_changes_nothing_survives(small: Path) -> None:
    ended = searched(small)
    assert "caught: storage/ages.py:8 may_vote: age >= GROWN_UP → age > GROWN_UP" in ended.stderr
    assert "caught: storage/ages.py:4 module: GROWN_UP = 18 → GROWN_UP = 19" in ended.stderr
    assert "survived: storage/ages.py:14 oldest: age > best → age >= best" in ended.stderr
    assert "\n  storage/ages.py:14 oldest: age > best → age >= best\n" in ended.stdout


def test_what_is_known_is_not_tried_again_until_its_tests_change(small: Path) -> None:
    first, second = searched(small), searched(small)
    assert " caught: " not in second.stderr
    assert " survived: " not in second.stderr
    assert sorted(second.stdout.splitlines()) == sorted(first.stdout.splitlines())
    tests = small / "tests/test_ages.py"
    tests.write_text(tests.read_text().replace(" and not may_vote(17)", ""))
    third = searched(small)
    assert "survived: storage/ages.py:4 module: GROWN_UP = 18 → GROWN_UP = 17" in third.stderr


def test_no_sentence_is_changed(small: Path) -> None:
    found = [str(fault) for fault in faults_of(small, "storage/ages.py")]
    assert "storage/ages.py:14 oldest: age > best → True" in found
    assert not [fault for fault in found if "nobody_asks" in fault or "years" in fault]


def test_a_fault_keeps_its_name_when_it_moves(small: Path) -> None:
    before = faults_of(small, "storage/ages.py")
    file = small / "storage/ages.py"
    file.write_text(file.read_text().replace("GROWN_UP = 18", "\n\nGROWN_UP = 18"))
    after = faults_of(small, "storage/ages.py")
    assert [fault.name for fault in before] == [fault.name for fault in after]
    assert before != after


def test_each_fault_is_judged_once_and_with_a_reason() -> None:
    said = judged()
    assert not said.changes_nothing.keys() & said.caught_elsewhere.keys()
    assert all(why.strip() for why in (*said.changes_nothing.values(), *said.caught_elsewhere.values()))
