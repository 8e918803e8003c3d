"""Buttons as the actions of an Adaptive Card."""

from collections.abc import Sequence

from activities.kit.cards import Button, Confirm
from activities.kit.runs import Plain
from bot.teams.text import Json, label, rich

LONGEST_LABEL = 75

MOST_IN_A_ROW = 5
"""Microsoft's own default; Teams takes six, and puts more into a menu."""

WIDTH_OF_A_ROW, WIDTH_OF_A_BUTTON = 38, 5
"""In letters, on a phone; and a button's width beside its label."""

STYLES: dict[str, Json] = {"plain": {}, "primary": {"style": "positive"}, "danger": {"style": "destructive"}}


def in_rows(actions: Sequence[Json]) -> list[Json]:
    """Lay out actions in rows, not more side by side than a phone shows: there what does not fit is cut off."""
    rows: list[list[Json]] = []
    left = 0
    for action in actions:
        left -= _width(action)
        if not rows or left < 0 or len(rows[-1]) == MOST_IN_A_ROW:
            rows.append([])
            left = WIDTH_OF_A_ROW - _width(action)
        rows[-1].append(action)
    return [{"type": "ActionSet", "actions": row} for row in rows]


def action(button: Button) -> Json:
    """Build the action of a button. What it sends is the button's `action` and its `subject`."""
    if button.confirm:
        return _asking_once_more(button, button.confirm)
    return {**_submit(button, button.label), **STYLES[button.style]}


def _asking_once_more(button: Button, confirm: Confirm) -> Json:
    """Build a button that opens the question, and under it the button that takes effect.

    Teams has no dialog for this.
    """
    title = label(button.label, LONGEST_LABEL)
    yes = {**_submit(button, confirm.yes), **(STYLES[button.style] or STYLES["primary"])}
    asked = rich((Plain(confirm.question),), 300) or rich((Plain(title),), LONGEST_LABEL)
    card = {"type": "AdaptiveCard", "body": asked, "actions": [yes]}
    return {"type": "Action.ShowCard", "title": title, **STYLES[button.style], "card": card}


def _submit(button: Button, title: str) -> Json:
    data = {"action": button.action, "subject": button.subject}
    return {"type": "Action.Submit", "title": label(title, LONGEST_LABEL), "data": data}


def _width(action: Json) -> int:
    return len(action["title"]) + WIDTH_OF_A_BUTTON
