"""A handful of renderings to the letter, to be read by whoever changes how things look.

After a change that is meant, write them anew: `python -m tests.slack.test_golden`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack.render import dialog, home, message, modal
from tests.examples import INTRODUCTION, INVITATION, REPORT, SIGNUP
from tests.slack.slacks_view import check_home, check_message, check_modal

FOLDER = Path(__file__).with_name("golden")
ACCOUNTS = {1: "U0ANN", 2: "U0BO"}
RENDERINGS: dict[str, dict[str, Any]] = {
    "introduction": message(INTRODUCTION, ACCOUNTS),
    "report": message(REPORT, ACCOUNTS),
    "report_in_a_dialog": dialog(REPORT, ACCOUNTS),
    "introduction_on_the_home_page": home(INTRODUCTION, {}),
    "signup": modal(SIGNUP, ACCOUNTS),
    "invitation_where_slack_shows_everybody": modal(INVITATION, ACCOUNTS),
    "invitation_where_the_app_says_who": modal(INVITATION, ACCOUNTS, fills_menus=True),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_it_looks_as_it_did(name: str) -> None:
    assert RENDERINGS[name] == json.loads(file(name).read_text(encoding="utf-8"))


def test_slack_takes_them() -> None:
    check_message(RENDERINGS["introduction"])
    check_message(RENDERINGS["report"])
    check_modal(RENDERINGS["report_in_a_dialog"])
    check_home(RENDERINGS["introduction_on_the_home_page"])
    check_modal(RENDERINGS["signup"])
    check_modal(RENDERINGS["invitation_where_slack_shows_everybody"])
    check_modal(RENDERINGS["invitation_where_the_app_says_who"])


def file(name: str) -> Path:
    return FOLDER / f"{name}.json"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, rendered in RENDERINGS.items():
        file(name).write_text(json.dumps(rendered, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
