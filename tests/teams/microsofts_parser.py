"""Microsoft's own parser of Adaptive Cards, in one Node that is asked about card after card; README.md says whence."""

import atexit
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from threading import Lock

import pytest

from bot.teams.text import Json

HERE = Path(__file__).with_name("microsoft")
NO_CHOICES = "An Input.ChoiceSet must have at least one choice defined."
PACKAGES = HERE / "node_modules"


def complaints(card: Json) -> list[str]:
    """What the parser says is wrong with a card; nothing where there is no parser, which CI does not put up with."""
    return but_for_menus(_parser().complaints(card), card) if parser_is_here() else []


def but_for_menus(said: list[str], card: Json) -> list[str]:
    """What is wrong beside menus without choices: it wants one in each, those that the app fills included."""
    filled_by_app = [one for one in card["body"] if "choices.data" in one and not one["choices"]]
    without = list(said)
    for _ in filled_by_app:
        without.remove(NO_CHOICES)
    return without


def parser_is_here() -> bool:
    """Whether it has been fetched; in CI, where it must have been, the test fails without."""
    there = shutil.which("node") is not None and (PACKAGES / "adaptivecards").exists()
    if os.environ.get("CI"):
        need(is_here=there)
    return there


def need(is_here: bool) -> None:
    """Without what npm fetches the test is skipped; in CI, where it is fetched, it fails."""
    if not is_here:
        missing = "Microsoft's parser and renderer are not here: npm install --prefix tests/teams/microsoft"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


class _Parser:
    """A Node that answers each line with a line. Dialogues with Teams ask from a thread of their own."""

    def __init__(self) -> None:
        command = ["node", str(HERE / "parsed.js")]
        self._node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
        self._turn = Lock()
        atexit.register(self._node.terminate)

    def complaints(self, card: Json) -> list[str]:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        with self._turn:
            self._node.stdin.write(json.dumps(card) + "\n")
            self._node.stdin.flush()
            answer = self._node.stdout.readline()
        said: list[str] = json.loads(answer)
        return said


@cache
def _parser() -> _Parser:
    return _Parser()
