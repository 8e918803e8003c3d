"""The lists of dialogues name dialogues that there are."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fronts.differences import CANNOT_BE_HAD, ENGINE_ALONE, PLATFORMS, QUICK

DIALOGUE = re.compile(r"def (test_\w+)\([^)]*\btown: Town\b", re.DOTALL)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_dialogue_in_a_list_exists_and_stands_in_one_of_them(platform: str) -> None:
    written = "".join(file.read_text() for file in Path(__file__).parents[1].glob("*/test_*.py"))
    assert DIALOGUE.findall(written)
    assert (QUICK[platform] | CANNOT_BE_HAD[platform].keys()) <= set(DIALOGUE.findall(written))
    assert not QUICK[platform] & CANNOT_BE_HAD[platform].keys()


@pytest.mark.parametrize("module", ENGINE_ALONE)
def test_every_module_in_the_list_exists(module: str) -> None:
    assert find_spec(module)
