"""The parts of a card as Slack's blocks."""

from typing import assert_never

from activities.kit.cards import (
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
    Quote,
    Small,
)
from activities.kit.runs import Bold, Plain, Text, spoken, words
from activities.kit.wording import write_to
from bot.platforms.platform import Accounts
from bot.platforms.shortening import cut
from bot.slack.text import Json, plain, rich

MOST_BUTTONS_IN_A_ROW = 25


def blocks_of(part: Part, accounts: Accounts, longest: int) -> list[Json]:
    """Build the blocks of a part, no text in them longer than `longest`; none where it says nothing."""
    match part:
        case Heading(text=text):
            return [{"type": "header", "text": plain(text, min(longest, 150))}]
        case Paragraph(text=text):
            return _rich_text(_section(rich(text, accounts, longest)))
        case Bullets(items=items):
            return _bullets(items, accounts, longest)
        case Facts(rows=rows):
            return _rich_text(_section(rich(_facts(rows), accounts, 3 * longest)))
        case GetInTouch(people=people):
            return _bullets(tuple(map(write_to, people)), accounts, longest)
        case Quote() | Copyable() | Small():
            return _set_apart(part, accounts, longest)
        case Divider():
            return [{"type": "divider"}]
        case Buttons(buttons=buttons):
            return _actions(buttons)
        case _:
            assert_never(part)


def _set_apart(part: Quote | Copyable | Small, accounts: Accounts, longest: int) -> list[Json]:
    match part:
        case Quote(text=text, said_by=said_by):
            said = {"type": "rich_text_quote", "elements": rich(words(text), accounts, longest)}
            return _rich_text(said, _section(rich(words(said_by), accounts, 150)))
        case Copyable(text=text):  # cut last of all: it is meant to be taken away whole
            return _rich_text({"type": "rich_text_preformatted", "elements": rich(words(text), accounts, 3 * longest)})
        case Small(text=text):
            return _small(text, accounts, longest)
        case _:
            assert_never(part)


def _rich_text(*elements: Json) -> list[Json]:
    said = [element for element in elements if element["elements"]]
    return [{"type": "rich_text", "elements": said}] if said else []


def _bullets(items: tuple[Text, ...], accounts: Accounts, longest: int) -> list[Json]:
    return _rich_text(_list([rich(item, accounts, longest) for item in cut(items)]))


def _actions(buttons: tuple[Button, ...]) -> list[Json]:
    return [{"type": "actions", "elements": [_button(one) for one in row]} for row in _rows(buttons)]


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _list(lines: list[list[Json]]) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": [_section(line) for line in lines if line]}


def _facts(rows: tuple[Fact, ...]) -> Text:
    """Put each fact on a line. Slack's two columns would need its markup, in which what people typed is not safe."""
    lines: list[Text] = [words(Bold(row.label), ": ", row.value) for row in rows]
    return words(*(words("\n", line) if number else line for number, line in enumerate(lines)))


def _small(text: Text, accounts: Accounts, longest: int) -> list[Json]:
    """Build small print where Slack has it without markup; a line of the usual size where it mentions or links."""
    if not spoken(text).strip():
        return []
    if all(isinstance(run, Plain) for run in text):
        return [{"type": "context", "elements": [plain(spoken(text), longest)]}]
    return _rich_text(_section(rich(text, accounts, longest)))


def _rows(buttons: tuple[Button, ...]) -> list[list[Button]]:
    """Put buttons with the same action below each other: Slack wants every action once in a row."""
    rows: list[list[Button]] = []
    for button in buttons:
        row = rows[-1] if rows else None
        if row is None or len(row) == MOST_BUTTONS_IN_A_ROW or any(other.action == button.action for other in row):
            rows.append([button])
        else:
            row.append(button)
    return rows


def _button(button: Button) -> Json:
    made: Json = {
        "type": "button",
        "action_id": button.action,
        "value": button.subject,
        "text": plain(button.label, 75),
    }
    if button.style != "plain":
        made["style"] = button.style
    if button.confirm:
        made["confirm"] = _confirm(button, button.confirm)
    return made


def _confirm(button: Button, confirm: Confirm) -> Json:
    return {
        "title": plain(button.label, 100),
        "text": plain(confirm.question, 300),
        "confirm": plain(confirm.yes, 30),
        "deny": plain(confirm.no, 30),
        "style": "danger" if button.style == "danger" else "primary",
    }
