"""Filling in a form as a person does, with Slack's client looking over their shoulder."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.fields import STATE_KEYS, Unfit, filled_in, missing
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.reading import as_offered, elements
from bot.sandbox.records import Json, View
from bot.sandbox.workspace import Workspace


def fill_in(workspace: Workspace, view: View, values: Mapping[str, Any]) -> dict[str, str]:
    """Put values into a view's fields, by block id or as `{block_id: {action_id: value}}`.

    Gives back what Slack's client complains of, by block id: values that do not fit, required fields left empty.
    Raises CannotDo for a field that is not there.
    """
    fields = [(block, element) for block, element in elements(view) if element["type"] in STATE_KEYS]
    absent = set(values) - {block["block_id"] for block, _ in fields}
    if absent:
        there = ", ".join(block["block_id"] for block, _ in fields)
        raise CannotDo(f"there is no field {', '.join(sorted(absent))} here, but {there}")
    errors: dict[str, str] = {}
    for block, element in fields:
        block_id, action_id = block["block_id"], element["action_id"]
        try:
            if _is_given(values, block_id, action_id):
                view.state[block_id][action_id] = filled_in(
                    workspace, as_offered(view, element), _given(values, block_id, action_id)
                )
        except Unfit as unfit:
            errors[block_id] = str(unfit)
        else:
            if _is_required(block) and missing(element, view.state[block_id][action_id]):
                errors[block_id] = "Please complete this required field."
    return errors


def _is_given(values: Mapping[str, Any], block_id: str, action_id: str) -> bool:
    """Say whether the values say anything about an element."""
    given = values.get(block_id)
    return block_id in values and (not isinstance(given, Mapping) or action_id in given)


def _given(values: Mapping[str, Any], block_id: str, action_id: str) -> Any:
    given = values[block_id]
    return given[action_id] if isinstance(given, Mapping) else given


def _is_required(block: Json) -> bool:
    return block["type"] == "input" and not block.get("optional")
