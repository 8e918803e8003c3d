"""What stands in Slack, read back from Block Kit as somebody reads it: a line a paragraph, as `tests.front` has it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape

from activities.kit.cards import Button, Confirm
from activities.kit.events import Value
from bot.sandbox.element_rules import options_of
from bot.sandbox.reading import elements
from bot.sandbox.records import Json, Message, View
from bot.sandbox.workspace import Workspace
from bot.slack.payloads import subject_and_nonce
from tests.front import Page, Sheet


def page_of(workspace: Workspace, shown: Message | View) -> Page:
    """A message, a dialog or a home page. A message without blocks says its text, which Slack reads as markup."""
    lines = [line for block in shown.blocks for line in _lines(workspace, block)]
    if isinstance(shown, Message) and not shown.blocks:
        lines = [unescape(shown.text)]
    return Page("\n".join(lines), tuple(_button(element) for _, element in elements(shown) if _presses(element)))


def is_form(view: View) -> bool:
    """Whether a modal asks for something."""
    return bool(view.callback_id)


def sheet_of(workspace: Workspace, view: View) -> Sheet:
    """A form, with what stands in it by now."""
    values: dict[str, Value] = {}
    options: dict[str, tuple[str, ...]] = {}
    labels: list[str] = []
    for block in view.blocks:
        if block["type"] == "input":
            field, element = block["block_id"], block["element"]
            values[field] = _value(view.state[field][field])
            labels.append(f"{block['label']['text']} {block.get('hint', {}).get('text', '')}")
            if offered := options_of(element):
                options[field] = tuple(option["value"] for option in offered)
    intro = [line for block in view.blocks for line in _lines(workspace, block)]
    subject, nonce = subject_and_nonce(str(view.shown.get("private_metadata", "")))
    return Sheet(view.callback_id, subject, "\n".join([view.title, *intro, *labels]), values, options, nonce)


def _presses(element: Json) -> bool:
    return bool(element["type"] == "button")


def _button(element: Json) -> Button:
    asked = element.get("confirm")
    confirm = Confirm(asked["text"]["text"], asked["confirm"]["text"], asked["deny"]["text"]) if asked else None
    style = element.get("style", "plain")
    return Button(element["text"]["text"], element["action_id"], element.get("value", ""), style, confirm)


def _value(state: Json) -> Value:
    match state:
        case {"type": "plain_text_input", "value": typed}:
            return str(typed or "")
        case {"type": "datepicker", "selected_date": chosen}:
            return date.fromisoformat(chosen) if chosen else None
        case {"type": "datetimepicker", "selected_date_time": chosen}:
            return datetime.fromtimestamp(chosen, UTC) if chosen else None
        case {"type": "multi_external_select"}:  # whoever sends the form says anew who is chosen
            return None
        case {"selected_options": list(chosen)}:
            return tuple(option["value"] for option in chosen)
        case {"selected_option": chosen}:
            return str(chosen["value"]) if chosen else None
        case {"selected_channel": _} | {"selected_users": _}:  # whoever sends the form says anew what is chosen
            return None
    raise AssertionError(f"no form of ours holds this: {state['type']}")


def _lines(workspace: Workspace, block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield str(block["text"]["text"])
        case "section":
            yield str(block["text"]["text"])
        case "context":
            yield from (str(element["text"]) for element in block["elements"])
        case "rich_text" if block["elements"][0]["type"] == "rich_text_quote":
            yield " ".join(_runs(workspace, part) for part in block["elements"])
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(workspace, part)
        case "actions" | "divider" | "input":
            pass
        case other:
            raise AssertionError(f"no card of ours has a block of type {other}")


def _rich(workspace: Workspace, part: Json) -> Iterator[str]:
    if part["type"] == "rich_text_list":
        yield from (_runs(workspace, item) for item in part["elements"])
    else:
        yield from _runs(workspace, part).split("\n")


def _runs(workspace: Workspace, part: Json) -> str:
    return "".join(_run(workspace, run) for run in part["elements"])


def _run(workspace: Workspace, run: Json) -> str:
    match run["type"]:
        case "user":
            return workspace.users[run["user_id"]].real_name
        case "channel":
            return workspace.conversations[run["channel_id"]].name
        case _:
            return str(run["text"])
