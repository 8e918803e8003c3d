"""The parts of a card as the elements of an Adaptive Card."""

from collections.abc import Sequence
from typing import assert_never

from activities.kit.views import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Copyable,
    Divider,
    Fact,
    Facts,
    GetInTouch,
    Heading,
    Paragraph,
    Part,
    Plain,
    Quote,
    Small,
    Text,
    words,
)
from activities.kit.wording import and_more
from bot.platform import Accounts
from bot.teams.getting_in_touch import getting_in_touch
from bot.teams.text import Json, is_only_text, label, rich

MOST_LINES = 100
MOST_BUTTONS_IN_A_ROW = 5
"""Microsoft's own default; Teams takes six, and puts more into a menu."""

WIDTH_OF_A_ROW, WIDTH_OF_A_BUTTON = 38, 5
"""In letters, on a phone; a button's width beside its label."""

STYLES: dict[str, Json] = {"plain": {}, "primary": {"style": "positive"}, "danger": {"style": "destructive"}}


def elements_of(parts: Sequence[Part], accounts: Accounts, longest: int) -> list[Json]:
    """Parts as elements, no text in them longer than `longest`; what says nothing has none."""
    elements: list[Json] = []
    is_divided = False
    for part in parts:
        if isinstance(part, Divider):
            is_divided = True
        elif made := _elements(part, accounts, longest):
            # There is no line that stands by itself: whatever follows it has one above.
            first = {**made[0], "separator": True, "spacing": "Large"} if is_divided and elements else made[0]
            elements += [first, *made[1:]]
            is_divided = False
    return elements


def _elements(part: Part, accounts: Accounts, longest: int) -> list[Json]:
    match part:
        case Heading(text=text):
            return _heading(text, min(longest, 150))
        case Paragraph(text=text):
            return rich(text, longest)
        case Bullets(items=items):
            return _bullets(items, longest)
        case Facts(rows=rows):
            return _facts(rows, longest)
        case Quote() | Copyable() | Small():
            return _set_apart(part, longest)
        case GetInTouch(people=people):
            return getting_in_touch(people, accounts, longest)
        case Divider():
            return []
        case Buttons(buttons=buttons):
            return _actions(buttons)
        case _:
            assert_never(part)


def _set_apart(part: Quote | Copyable | Small, longest: int) -> list[Json]:
    match part:
        case Quote(text=text, said_by=said_by):
            by = rich((Plain(said_by),), 150, isSubtle=True, size="Small")
            return _box([*rich((Plain(text),), longest, italic=True), *({**line, "spacing": "Small"} for line in by)])
        case Copyable(text=text):  # cut last of all: it is meant to be taken away whole
            return _box(rich((Plain(text),), 3 * longest, fontType="Monospace"))
        case Small(text=text):
            return rich(text, longest, isSubtle=True, size="Small")
        case _:
            assert_never(part)


def _heading(text: str, longest: int) -> list[Json]:
    """A heading that screen readers announce as one; only a `TextBlock` can be that, and it reads Markdown."""
    if not text.strip():
        return []
    shown = label(text, longest)
    if is_only_text(shown):
        return [{"type": "TextBlock", "style": "heading", "text": shown, "wrap": True}]
    return rich((Plain(shown),), longest, weight="Bolder", size="Large")


def _bullets(items: tuple[Text, ...], longest: int) -> list[Json]:
    return _lines([words("•  ", item) for item in _cut(items) if rich(item, longest)], longest)


def _facts(rows: tuple[Fact, ...], longest: int) -> list[Json]:
    """A line a fact. Teams' own two columns read Markdown, in which what people typed is not safe."""
    return _lines([words(Bold(row.label), ": ", row.value) for row in rows[:MOST_LINES]], longest)


def _lines(lines: Sequence[Text], longest: int) -> list[Json]:
    """A block a line, close together."""
    blocks = [block for line in lines for block in rich(line, longest)]
    return [{**block, "spacing": "Small"} if number else block for number, block in enumerate(blocks)]


def _cut(items: tuple[Text, ...]) -> tuple[Text, ...]:
    """Not more lines than anybody reads; activities page long lists, so this is the last resort."""
    if len(items) <= MOST_LINES:
        return items
    return (*items[: MOST_LINES - 1], words(and_more(len(items) - MOST_LINES + 1)))


def _box(items: list[Json]) -> list[Json]:
    return [{"type": "Container", "style": "emphasis", "items": items}] if items else []


def _actions(buttons: tuple[Button, ...]) -> list[Json]:
    return [{"type": "ActionSet", "actions": [_action(button) for button in row]} for row in _rows(buttons)]


def _rows(buttons: tuple[Button, ...]) -> list[list[Button]]:
    """Not more side by side than a phone shows: what does not fit into a row is cut off there."""
    rows: list[list[Button]] = []
    left = 0
    for button in buttons:
        left -= WIDTH_OF_A_BUTTON + len(button.label)
        if not rows or left < 0 or len(rows[-1]) == MOST_BUTTONS_IN_A_ROW:
            rows.append([])
            left = WIDTH_OF_A_ROW - WIDTH_OF_A_BUTTON - len(button.label)
        rows[-1].append(button)
    return rows


def _action(button: Button) -> Json:
    if button.confirm:
        return _asking_once_more(button, button.confirm)
    return {**_pressed(button, button.label), **STYLES[button.style]}


def _asking_once_more(button: Button, confirm: Confirm) -> Json:
    """Teams has no dialog for this: the button opens the question, with the button that takes effect under it."""
    yes = {**_pressed(button, confirm.yes), **(STYLES[button.style] or STYLES["primary"])}
    asked = rich((Plain(confirm.question),), 300) or rich((Plain(label(button.label, 75)),), 300)
    return {
        "type": "Action.ShowCard",
        "title": label(button.label, 75),
        **STYLES[button.style],
        "card": {"type": "AdaptiveCard", "body": asked, "actions": [yes]},
    }


def _pressed(button: Button, title: str) -> Json:
    data = {"action": button.action, "subject": button.subject}
    return {"type": "Action.Submit", "title": label(title, 75), "data": data}
