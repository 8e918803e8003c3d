"""A message as plain text, for a terminal: a line a paragraph, names instead of mentions."""

from collections.abc import Iterator

from bot.sandbox.records import Json, Message
from bot.sandbox.workspace import Workspace


def lines_of(workspace: Workspace, message: Message) -> list[str]:
    """Write what a message says, without its buttons."""
    return [line for block in message.blocks for line in _block(workspace, block)] or [message.text]


def _block(workspace: Workspace, block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield str(block["text"]["text"])
        case "context":
            yield from (str(element["text"]) for element in block["elements"])
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(workspace, part)


def _rich(workspace: Workspace, part: Json) -> Iterator[str]:
    match part["type"]:
        case "rich_text_list":
            yield from (f"• {_runs(workspace, item)}" for item in part["elements"])
        case "rich_text_quote":
            yield f"“{_runs(workspace, part)}”"
        case _:
            yield from _runs(workspace, part).split("\n")


def _runs(workspace: Workspace, part: Json) -> str:
    return "".join(_run(workspace, run) for run in part["elements"])


def _run(workspace: Workspace, run: Json) -> str:
    match run["type"]:
        case "user":
            return workspace.users[run["user_id"]].real_name
        case "channel":
            return f"#{workspace.conversations[run['channel_id']].name}"
        case _:
            return str(run.get("text") or run.get("url") or "")
