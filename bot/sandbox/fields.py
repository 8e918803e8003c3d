"""Fields of a form as Slack's client handles them: what they begin with, what they take, how they are sent."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from bot.sandbox.block_rules import elements_of
from bot.sandbox.element_rules import is_moment, options_of
from bot.sandbox.records import Json
from bot.sandbox.workspace import Workspace

Check: TypeAlias = Callable[[Workspace, Json, Any], Any]


class Unfit(Exception):
    """Raised with what Slack's client says below a field, when it does not let the person go on."""


# How a value of each kind of element is called in `state.values`, and in the element for what it begins with.
STATE_KEYS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "external_select": ("selected_option", "initial_option"),
    "multi_external_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}


def initial_state(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    """Build `state.values` of blocks that nobody has touched: every element with a value, and what it begins with."""
    state: dict[str, dict[str, Json]] = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in STATE_KEYS:
                key, initial = STATE_KEYS[element["type"]]
                begins_with = element.get(initial, [] if key.endswith("s") else None)
                state.setdefault(block["block_id"], {})[element["action_id"]] = {
                    "type": element["type"],
                    key: begins_with,
                }
    return state


def filled_in(workspace: Workspace, element: Json, value: Any) -> Json:
    """Return what an element holds after a person has put `value` into it, as it stands in `state.values`.

    A choice is named by its option's value, a user or channel by its id, a date as YYYY-MM-DD, a time as HH:MM,
    a moment as a Unix timestamp; several in a list; None or an empty list takes the value away.

    Raises Unfit when Slack's client would not let them.
    """
    kind: str = element["type"]
    key, _ = STATE_KEYS[kind]
    if key.endswith("s"):
        several = [_chosen(workspace, element, one) for one in value or []]
        most = element.get("max_selected_items")
        if most is not None and len(several) > most:
            raise Unfit(f"You can only select up to {most} items")
        return {"type": kind, key: several}
    is_empty = value is None or value == ""
    return {"type": kind, key: None if is_empty else _chosen(workspace, element, value)}


def missing(element: Json, state: Json) -> bool:
    """Say whether an element holds nothing."""
    key, _ = STATE_KEYS[element["type"]]
    return state[key] in (None, [], "")


def _chosen(workspace: Workspace, element: Json, value: Any) -> Any:
    """Check one value, and put it in the shape in which it is sent."""
    kind = element["type"].removeprefix("multi_")
    check: Check = _CHECKS.get(kind, _option)
    return check(workspace, element, value)


def _option(_: Workspace, element: Json, value: Any) -> Json:
    for option in options_of(element):
        if option["value"] == value:
            return option
    offered = ", ".join(str(option["value"]) for option in options_of(element))
    raise Unfit(f"There is no option {value!r}; there are {offered}")


def _plain_text(_: Workspace, element: Json, value: Any) -> str:
    text = str(value)
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < least:
        raise Unfit(f"Please enter at least {least} characters")
    if len(text) > most:
        raise Unfit(f"Please enter no more than {most} characters")
    if "\n" in text and not element.get("multiline"):
        raise Unfit("This field has one line")
    return text


def _number(_: Workspace, element: Json, value: Any) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, str(value)):
        raise Unfit("Please enter a valid number")
    least, most = element.get("min_value"), element.get("max_value")
    if (least is not None and float(value) < float(least)) or (most is not None and float(value) > float(most)):
        raise Unfit(f"Please enter a number between {least} and {most}")
    return str(value)


def _email(_: Workspace, _element: Json, value: Any) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)):
        raise Unfit("Please enter a valid email address")
    return str(value)


def _url(_: Workspace, _element: Json, value: Any) -> str:
    if not re.match(r"https?://\S+$", str(value)):
        raise Unfit("Please enter a valid URL")
    return str(value)


def _date(_: Workspace, _element: Json, value: Any) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Unfit("Please pick a valid date") from None


def _time(_: Workspace, _element: Json, value: Any) -> str:
    try:
        return dt.time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise Unfit("Please pick a valid time") from None


def _moment(_: Workspace, _element: Json, value: Any) -> int:
    if not is_moment(value):
        raise Unfit("Please pick a valid date and time")
    return int(value)


def _user(workspace: Workspace, _element: Json, value: Any) -> str:
    user = workspace.users.get(str(value))
    if user is None or user.deleted:
        raise Unfit("There is nobody of that name")
    return user.id


def _public_channel(workspace: Workspace, _element: Json, value: Any) -> str:
    place = workspace.conversations.get(str(value))
    if place is None or place.kind != "channel" or place.is_archived:
        raise Unfit("There is no public channel of that name")
    return place.id


def _conversation(workspace: Workspace, element: Json, value: Any) -> str:
    kinds = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
    include = element.get("filter", {}).get("include", list(kinds))
    place = workspace.conversations.get(str(value))
    if place is None or place.is_archived or place.kind not in [kinds[kind] for kind in include]:
        raise Unfit("There is no conversation of that name")
    return place.id


_CHECKS: dict[str, Check] = {
    "plain_text_input": _plain_text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _moment,
    "users_select": _user,
    "channels_select": _public_channel,
    "conversations_select": _conversation,
}
