"""What Slack would say to something rendered: its own types, its SDK's limits, and the sandbox's refusals."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.block_rules import check_message_blocks, check_view

TYPES = Path(__file__).with_name("slack_types.json")


def check_message(message: dict[str, Any]) -> None:
    """Raise where Slack would refuse a message."""
    assert message["text"]
    _check_types("message", message)
    _check_lengths(message["blocks"])
    check_message_blocks(message["blocks"])


def check_modal(view: dict[str, Any]) -> None:
    """Raise where Slack would refuse a modal."""
    _check_types("modal", view)
    _check_lengths(view["blocks"])
    View(**view).validate_json()
    check_view(view, "modal")


def check_home(view: dict[str, Any]) -> None:
    """Raise where Slack would refuse a home page."""
    _check_types("home", view)
    _check_lengths(view["blocks"])
    View(**view).validate_json()
    check_view(view, "home")


def check_manifest(manifest: dict[str, Any]) -> None:
    """Raise where a manifest is not of Slack's shape."""
    _check_types("manifest", manifest)


def _check_types(what: str, given: dict[str, Any]) -> None:
    """Against the type itself, and each block against that of its kind, which is quicker and says more."""
    _validator(f"Shown/properties/{what}").validate({**given, "blocks": []} if "blocks" in given else given)
    for block in given.get("blocks", ()):
        _validator(_kinds()[block["type"]]).validate(block)


@cache
def _types() -> dict[str, Any]:
    types: dict[str, Any] = json.loads(TYPES.read_text())
    return types


@cache
def _validator(definition: str) -> Draft7Validator:
    return Draft7Validator({**_types(), "$ref": f"#/definitions/{definition}"})


@cache
def _kinds() -> dict[str, str]:
    """The definition of each kind of block, by the block's `type`; of those kinds that have one shape."""
    definitions = _types()["definitions"]
    named = [known["$ref"].rsplit("/", 1)[1] for known in definitions["KnownBlock"]["anyOf"]]
    shaped = [name for name in named if "properties" in definitions[name]]
    return {definitions[name]["properties"]["type"]["const"]: name for name in shaped}


def _check_lengths(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        parsed = Block.parse(json.loads(json.dumps(block)))
        assert parsed is not None
        parsed.validate_json()
