"""What there is to read and to press in a message or a view."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.block_limits import FILLED_BY_APP
from bot.sandbox.block_rules import elements_of
from bot.sandbox.fields import STATE_KEYS
from bot.sandbox.records import Json, Message, View


def what_it_says(shown: Message | View) -> str:
    """Write everything that a person can read in it, a line for each text; a message without blocks says its text."""
    lines = list(_texts(shown.blocks))
    if isinstance(shown, View):
        lines = [shown.title, *lines] if shown.title else lines
    return "\n".join(lines or ([shown.text] if isinstance(shown, Message) else []))


def elements(shown: Message | View) -> list[tuple[Json, Json]]:
    """Return everything that can be pressed, chosen or filled in: each with the block in which it stands."""
    return [(block, element) for block in shown.blocks for element in elements_of(block)]


def as_offered(view: View, element: Json) -> Json:
    """Return an element with the options of its menu, where the app fills it: all that it has offered there."""
    if element["type"] not in FILLED_BY_APP:
        return element
    _, initial = STATE_KEYS[element["type"]]
    begins_with = element.get(initial, [])
    given = begins_with if isinstance(begins_with, list) else [begins_with]
    return {**element, "options": [*given, *view.offered.get(element["action_id"], [])]}


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            elif name not in ("confirm", "placeholder"):
                yield from _texts(value)
