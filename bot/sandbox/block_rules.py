"""What Slack refuses in a message's or a view's blocks: shapes, lengths, counts, names given twice."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from bot.sandbox import block_limits as limits
from bot.sandbox.element_rules import check_element
from bot.sandbox.problems import Problems
from bot.sandbox.records import Json
from bot.sandbox.refusals import Refused


def check_message_blocks(blocks: Any) -> None:
    """Refuse blocks that Slack would not take in a message.

    Raises Refused with `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`.
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    problems = Problems()
    _check_blocks(problems, "/blocks", blocks, limits.MESSAGE_BLOCKS, limits.MOST_BLOCKS_IN_MESSAGE)
    if problems:
        raise Refused("invalid_blocks", **problems.as_details())
    text = sum(map(len, _texts(blocks)))
    if text > limits.MOST_TEXT_IN_MESSAGE or len(json.dumps(blocks)) > limits.MOST_JSON_IN_MESSAGE:
        raise Refused("msg_blocks_too_long")


def check_view(view: Any, surface: str) -> None:
    """Refuse a view that Slack would not take; `surface` is "modal" or "home".

    Raises Refused with `invalid_arguments` or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", **Problems(["must be a valid view [json-pointer:/view]"]).as_details())
    if len(json.dumps(view)) > 250_000:
        raise Refused("view_too_large")
    problems = Problems()
    if view.get("type") != surface:
        problems.add("/view/type", f"must be {surface}")
    problems.only(view, "/view", limits.VIEW_PROPERTIES[surface])
    if surface == "modal":
        problems.text(view.get("title"), "/view/title", 24, plain=True)
    for button in {"submit", "close"} & set(view):
        problems.text(view[button], f"/view/{button}", 24, plain=True)
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        problems.string(view.get(name, ""), f"/view/{name}", most, fewest=0)
    _check_blocks_of_view(problems, view)
    if problems:
        raise Refused("invalid_arguments", **problems.as_details())


def elements_of(block: Json) -> list[Json]:
    """Return the interactive elements of a block, wherever its kind keeps them."""
    held = {"actions": block.get("elements"), "input": [block.get("element")], "section": [block.get("accessory")]}
    elements = held.get(str(block.get("type")))
    if not isinstance(elements, list):
        return []
    return [element for element in elements if isinstance(element, dict) and element.get("type") != "image"]


def with_ids(blocks: list[Json], fingerprint: Any) -> list[Json]:
    """Return the blocks as Slack stores them: ids given where the app gave none. `fingerprint` makes new ones."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", fingerprint())
        for element in elements_of(block):
            element.setdefault("action_id", fingerprint())
    return blocks


def _check_blocks_of_view(problems: Problems, view: Json) -> None:
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        problems.add("/view/blocks", "must be an array of blocks")
        return
    _check_blocks(problems, "/view/blocks", blocks, limits.VIEW_BLOCKS, limits.MOST_BLOCKS_IN_VIEW)
    asks = any(block.get("type") == "input" for block in blocks)
    if view.get("type") == "modal" and asks and "submit" not in view:
        problems.add("/view", "submit is required when the view has an input block")
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
        problems.add("/view/blocks", "only one element may have focus_on_load")


def _check_blocks(problems: Problems, pointer: str, blocks: list[Json], allowed: frozenset[str], most: int) -> None:
    if len(blocks) > most:
        problems.add(pointer, f"no more than {most} items allowed")
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        _check_block(problems, f"{pointer}/{number}", block, allowed)
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            problems.add(f"{pointer}/{number}/block_id", f"`block_id` {block_id} already exists")
        seen.add(str(block_id))
        _check_action_ids(problems, f"{pointer}/{number}", block)


def _check_action_ids(problems: Problems, pointer: str, block: Json) -> None:
    given = [element["action_id"] for element in elements_of(block) if "action_id" in element]
    for action_id in sorted({str(twice) for twice in given if given.count(twice) > 1}):
        problems.add(pointer, f"`action_id` {action_id} already exists")


def _check_block(problems: Problems, pointer: str, block: Json, allowed: frozenset[str]) -> None:
    kind, found_before = str(block.get("type")), len(problems.found)
    if kind not in allowed:
        problems.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    problems.only(block, pointer, limits.BLOCK_PROPERTIES[kind] | {"type", "block_id"})
    problems.string(block.get("block_id", "-"), f"{pointer}/block_id", 255)
    _CHECKS[kind](problems, pointer, block)
    if len(problems.found) == found_before:
        _ask_the_sdk(problems, pointer, block)


def _check_section(problems: Problems, pointer: str, block: Json) -> None:
    if "text" not in block and "fields" not in block:
        problems.add(pointer, "missing required field: text or fields")
    if "text" in block:
        problems.text(block["text"], f"{pointer}/text", 3000)
    if "fields" in block:
        for number, text in enumerate(problems.items(block["fields"], f"{pointer}/fields", 1, 10)):
            problems.text(text, f"{pointer}/fields/{number}", 2000)
    accessory = block.get("accessory")
    if isinstance(accessory, dict) and accessory.get("type") == "image":
        _check_image(problems, f"{pointer}/accessory", accessory)
    elif accessory is not None:
        check_element(problems, f"{pointer}/accessory", accessory, limits.IN_SECTION)


def _check_header(problems: Problems, pointer: str, block: Json) -> None:
    problems.text(block.get("text"), f"{pointer}/text", 150, plain=True)


def _check_context(problems: Problems, pointer: str, block: Json) -> None:
    for number, element in enumerate(problems.items(block.get("elements"), f"{pointer}/elements", 1, 10)):
        if isinstance(element, dict) and element.get("type") == "image":
            _check_image(problems, f"{pointer}/elements/{number}", element)
        else:
            problems.text(element, f"{pointer}/elements/{number}", 3000)


def _check_actions(problems: Problems, pointer: str, block: Json) -> None:
    for number, element in enumerate(problems.items(block.get("elements"), f"{pointer}/elements", 1, 25)):
        check_element(problems, f"{pointer}/elements/{number}", element, limits.IN_ACTIONS)


def _check_image(problems: Problems, pointer: str, image: Json) -> None:
    problems.string(image.get("alt_text"), f"{pointer}/alt_text", 2000)
    if "slack_file" not in image:
        problems.string(image.get("image_url"), f"{pointer}/image_url", 3000)
        if not re.match(r"https?://", str(image.get("image_url"))):
            problems.add(f"{pointer}/image_url", "must be a valid URL")


def _check_titled_image(problems: Problems, pointer: str, block: Json) -> None:
    _check_image(problems, pointer, block)
    if "title" in block:
        problems.text(block["title"], f"{pointer}/title", 2000, plain=True)


def _check_input(problems: Problems, pointer: str, block: Json) -> None:
    problems.text(block.get("label"), f"{pointer}/label", 2000, plain=True)
    if "hint" in block:
        problems.text(block["hint"], f"{pointer}/hint", 2000, plain=True)
    check_element(problems, f"{pointer}/element", block.get("element"), limits.IN_INPUT)


def _check_markdown(problems: Problems, pointer: str, block: Json) -> None:
    problems.string(block.get("text"), f"{pointer}/text", 12_000)


def _check_rich_text(problems: Problems, pointer: str, block: Json) -> None:
    problems.items(block.get("elements"), f"{pointer}/elements", 1, 100)


def _nothing_to_check(_: Problems, _pointer: str, _block: Json) -> None:
    """Find nothing wrong with a divider."""


_CHECKS: dict[str, Callable[[Problems, str, Json], None]] = {
    "section": _check_section,
    "divider": _nothing_to_check,
    "header": _check_header,
    "context": _check_context,
    "actions": _check_actions,
    "image": _check_titled_image,
    "input": _check_input,
    "markdown": _check_markdown,
    "rich_text": _check_rich_text,
}


def _ask_the_sdk(problems: Problems, pointer: str, block: Json) -> None:
    """Ask for a second opinion, by Slack's own models, on a block in which nothing was found."""
    try:
        parsed = Block.parse(copy.deepcopy(block))
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as problem:
        problems.add(pointer, str(problem))


def _texts(part: Any) -> Iterator[str]:
    """Yield every `text` in blocks, however deep."""
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
