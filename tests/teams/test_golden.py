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
from bot.teams.fields import Filled, Offers
from bot.teams.forms import SENT
from bot.teams.render import form_message, message
from tests.examples import INTRODUCTION, INVITATION, REPORT, SIGNUP
from tests.teams.teams_view import check_message

FOLDER = Path(__file__).with_name("golden")
SIGN_INS = {1: "", 2: ""}
OFFERS = Offers((Option("19:c0ffee@thread.tacv2", "Library › General"),))
FILLED_BY_APP = Offers(fills_menus=True)

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

CHOSEN = Filled(
    typed={
        "participants.found": "9b2d~Ann%20Okafor",
        "participants.chosen": "7c3e~Bo%20%28b.o%40trust.example%29",
        "participants": "Cat",
        "participants.which": "5f6a",
    },
    errors={"participants": "More than one person fits. Please choose below."},
    namesakes={"participants": (Option("5f6a", "Cat (cat@trust.example)"), Option("6a7b", "Cat (c.t@trust.example)"))},
)

RENDERINGS: dict[str, dict[str, Any]] = {
    "introduction": message(INTRODUCTION, SIGN_INS),
    "introduction_alone": message(ALONE, SIGN_INS),
    "report": message(REPORT, SIGN_INS),
    "signup": form_message(SIGNUP, OFFERS),
    "signup_with_errors": form_message(SIGNUP, OFFERS, WITH_ERRORS),
    "invitation_where_names_are_typed": form_message(INVITATION),
    "invitation_where_the_app_says_who": form_message(INVITATION, FILLED_BY_APP),
    "invitation_with_errors": form_message(INVITATION, FILLED_BY_APP, CHOSEN),
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
