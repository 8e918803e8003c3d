"""What Slack would say to something rendered: its own types, its SDK's limits, and the sandbox's refusals."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
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
    _validator(what).validate(given)


@cache
def _validator(what: str) -> Draft7Validator:
    schema = json.loads(TYPES.read_text())
    return Draft7Validator({**schema, "$ref": f"#/definitions/Shown/properties/{what}"})


def _check_lengths(blocks: list[dict[str, Any]]) -> None:
    for block in blocks:
        parsed = Block.parse(json.loads(json.dumps(block)))
        assert parsed is not None
        parsed.validate_json()
