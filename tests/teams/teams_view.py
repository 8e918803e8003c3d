"""What Teams would say to a card: Microsoft's schema of version 1.5, and the size that Teams takes."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema_rs import Draft6Validator

MOST_BYTES = 28_000


def check_message(message: dict[str, Any]) -> None:
    """Raise where Teams would refuse a message, or not show all of it."""
    assert message["summary"]
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    check_card(attachment["content"])
    assert len(json.dumps({"type": "message", **message})) < MOST_BYTES


def check_card(card: dict[str, Any]) -> None:
    """Raise where a card is not one of version 1.5."""
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    wrong = [
        f"{error.instance_path}: {error.message[:300]}" for error in _validator().iter_errors(_without_searches(card))
    ]
    assert not wrong, wrong


def _without_searches(card: dict[str, Any]) -> dict[str, Any]:
    """A card whose menus search nothing: that is in no schema, but on a page of Microsoft's, for every version."""

    def without(element: dict[str, Any]) -> dict[str, Any]:
        if "choices.data" not in element:
            return element
        assert element["style"] == "filtered"
        assert element["choices.data"].keys() == {"type", "dataset"}
        return {**{name: value for name, value in element.items() if name != "choices.data"}, "style": "compact"}

    return {**card, "body": [without(element) for element in card["body"]]}


@cache
def _validator() -> Draft6Validator:
    schema: dict[str, Any] = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8"))
    return Draft6Validator(schema)
