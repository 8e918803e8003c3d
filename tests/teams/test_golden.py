"""A handful of renderings to the letter, to be read by whoever changes how things look.

After a change that is meant, write them anew: `python -m tests.teams.test_golden`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from activities.kit.cards import Card, Contact, GetInTouch, Paragraph
from activities.kit.forms import Option
from activities.kit.runs import Mention, words
from bot.teams.fields import Filled
from bot.teams.forms import SENT
from bot.teams.render import form_message, message
from tests.examples import INTRODUCTION, REPORT, SIGNUP
from tests.teams.teams_view import check_message

FOLDER = Path(__file__).with_name("golden")
SIGN_INS = {1: "", 2: ""}
CHANNELS = (Option("19:c0ffee@thread.tacv2", "Library › General"),)

ALONE = Card(
    "Meet each other",
    (
        Paragraph(words("Meet ", Mention(2, "Bo"), " and ", Mention(9, "Gil"), ".")),
        GetInTouch(
            (Contact(Mention(2, "Bo"), "bo@trust.example"), Contact(Mention(9, "Gil"), "gil@council.example")),
            words("I can’t read this chat."),
        ),
    ),
)

WITH_ERRORS = Filled(
    typed={"sites": "0,1", "meetups": "", "department": "Finance", "job_title": "Nurse *in* charge", "note": "Hello"},
    errors={"meetups": "Please choose one.", "meet_by": "Please choose a date."},
)

RENDERINGS: dict[str, dict[str, Any]] = {
    "introduction": message(INTRODUCTION, SIGN_INS),
    "introduction_alone": message(ALONE, SIGN_INS),
    "report": message(REPORT, SIGN_INS),
    "signup": form_message(SIGNUP, CHANNELS),
    "signup_with_errors": form_message(SIGNUP, CHANNELS, WITH_ERRORS),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_it_looks_as_it_did(name: str) -> None:
    assert legible(RENDERINGS[name]) == json.loads(file(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RENDERINGS)
def test_teams_takes_it(name: str) -> None:
    check_message(RENDERINGS[name])


def file(name: str) -> Path:
    return FOLDER / f"{name}.json"


def legible(rendered: Any) -> Any:
    """Without the packed form that a form's card carries: it is not for reading, and zlib's to write."""
    if isinstance(rendered, list):
        return [legible(one) for one in rendered]
    if not isinstance(rendered, dict):
        return rendered
    return {key: {**value, "sheet": "…"} if key == SENT else legible(value) for key, value in rendered.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, rendered in RENDERINGS.items():
        written = json.dumps(legible(rendered), indent=2, ensure_ascii=False)
        file(name).write_text(written + "\n", encoding="utf-8")
