"""The parts of a card as Slack's blocks."""

from typing import assert_never

from activities.kit import cards
from activities.kit.runs import Bold, Plain, Text, spoken, words
from activities.kit.wording import write_to
from bot.platforms.platform import Accounts
from bot.platforms.shortening import cut
from bot.slack.text import Json, plain, rich

MOST_BUTTONS_IN_A_ROW = 25


def blocks_of(part: cards.Part, accounts: Accounts, longest: int) -> list[Json]:
    """Build the blocks of a part, no text in them longer than `longest`; none where it says nothing."""
    match part:
        case cards.Heading(text=text):
            return [{"type": "header", "text": plain(text, min(longest, 150))}]
        case cards.Paragraph(text=text):
            return _rich_text(_section(rich(text, accounts, longest)))
        case cards.Bullets(items=items):
            return _bullets(items, accounts, longest)
        case cards.Facts(rows=rows):
            return _rich_text(_section(rich(_facts(rows), accounts, 3 * longest)))
        case cards.GetInTouch(people=people):
            return _bullets(tuple(map(write_to, people)), accounts, longest)
        case cards.Quote() | cards.Copyable() | cards.Small():
            return _set_apart(part, accounts, longest)
        case cards.Divider():
            return [{"type": "divider"}]
        case cards.Buttons(buttons=buttons):
            return _actions(buttons)
        case _:
            assert_never(part)


def _set_apart(part: cards.Quote | cards.Copyable | cards.Small, accounts: Accounts, longest: int) -> list[Json]:
    match part:
        case cards.Quote(text=text, said_by=said_by):
            said = {"type": "rich_text_quote", "elements": rich(words(text), accounts, longest)}
            return _rich_text(said, _section(rich(words(said_by), accounts, 150)))
        case cards.Copyable(text=text):  # cut last of all: it is meant to be taken away whole
            return _rich_text({"type": "rich_text_preformatted", "elements": rich(words(text), accounts, 3 * longest)})
        case cards.Small(text=text):
            return _small(text, accounts, longest)
        case _:
            assert_never(part)


def _rich_text(*elements: Json) -> list[Json]:
    said = [element for element in elements if element["elements"]]
    return [{"type": "rich_text", "elements": said}] if said else []


def _bullets(items: tuple[Text, ...], accounts: Accounts, longest: int) -> list[Json]:
    return _rich_text(_list([rich(item, accounts, longest) for item in cut(items)]))


def _actions(buttons: tuple[cards.Button, ...]) -> list[Json]:
    return [{"type": "actions", "elements": [_button(one) for one in row]} for row in _rows(buttons)]


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _list(lines: list[list[Json]]) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": [_section(line) for line in lines if line]}


def _facts(rows: tuple[cards.Fact, ...]) -> Text:
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


def _rows(buttons: tuple[cards.Button, ...]) -> list[list[cards.Button]]:
    """Put buttons with the same action below each other: Slack wants every action once in a row."""
    rows: list[list[cards.Button]] = []
    for button in buttons:
        row = rows[-1] if rows else None
        if row is None or len(row) == MOST_BUTTONS_IN_A_ROW or any(other.action == button.action for other in row):
            rows.append([button])
        else:
            row.append(button)
    return rows


def _button(button: cards.Button) -> Json:
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


def _confirm(button: cards.Button, confirm: cards.Confirm) -> Json:
    return {
        "title": plain(button.label, 100),
        "text": plain(confirm.question, 300),
        "confirm": plain(confirm.yes, 30),
        "deny": plain(confirm.no, 30),
        "style": "danger" if button.style == "danger" else "primary",
    }
