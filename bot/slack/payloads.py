"""Slack's payloads as events: pure functions on what Slack sent. What cannot be read gives an empty name or nothing."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum, auto
from typing import Any

from activities.kit.events import Account, Channel, Command, Kind, People, Pressed, Profile, Submitted, Value
from bot.slack.text import Json


class Surface(Enum):
    """Where somebody pressed a button, which decides where they see the answer."""

    ONES_OWN = auto()  # a message that only they and the bot see: it is changed in place
    SHARED = auto()  # a message that others see too: they are answered privately
    HOME = auto()
    MODAL = auto()


def user_of(body: Json) -> str:
    """Return the id of whoever did it; empty where the payload names nobody."""
    user = body.get("user")
    return str(user["id"] if isinstance(user, dict) else body.get("user_id", ""))


def surface_of(body: Json) -> Surface:
    """Tell where the button of a `block_actions` payload stands."""
    view = body.get("view")
    if view:
        return Surface.HOME if view.get("type") == "home" else Surface.MODAL
    container = body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    return Surface.ONES_OWN if container.get("is_ephemeral") or channel.startswith("D") else Surface.SHARED


def command(body: Json, by: Profile) -> Command:
    """Read `/coffee Join Northgate` as a command. Slack escapes what was typed after it."""
    verb, _, rest = _unescaped(str(body.get("text") or "")).strip().partition(" ")
    return Command(
        key=str(body.get("trigger_id", "")),
        by=by,
        activity=str(body.get("command", "")).removeprefix("/"),
        verb=verb.lower(),
        rest=rest.strip(),
    )


def pressed(body: Json, by: Profile) -> Pressed:
    """Read the button of a `block_actions` payload as an event."""
    action: Json = next(iter(body.get("actions") or ()), {})
    activity, _, name = str(action.get("action_id", "")).partition(".")
    return Pressed(
        key=str(body.get("trigger_id", "")),
        by=by,
        activity=activity,
        action=name,
        subject=str(action.get("value") or ""),
    )


def submitted(body: Json, by: Profile, values: Mapping[str, Value]) -> Submitted:
    """Read a form that was sent as an event, with its `values`."""
    view = body.get("view") or {}
    activity, _, form = str(view.get("callback_id") or "").partition(".")
    subject, nonce = subject_and_nonce(str(view.get("private_metadata") or ""))
    return Submitted(
        key=str(body.get("trigger_id", "")),
        by=by,
        activity=activity,
        form=form,
        subject=subject,
        values=values,
        nonce=nonce,
    )


def to_try_again(body: Json) -> str:
    """Say in words what somebody has to do to do the same once more."""
    match body:
        case {"type": "view_submission"}:
            return "send this form again"
        case {"actions": [{"text": {"text": str(label)}}, *_]}:
            return f"press “{label}” again"
        case {"command": str()}:
            return "type that again"
        case _:
            return "try that again"


def metadata(subject: str, nonce: str) -> str:
    """Pack what a form carries that nobody sees, as its `private_metadata`."""
    return f"{subject}\n{nonce}"


def subject_and_nonce(metadata: str) -> tuple[str, str]:
    """Unpack subject and nonce from a form's `private_metadata`.

    Forms of earlier versions carried their subject alone.
    """
    subject, _, nonce = metadata.partition("\n")
    return subject, nonce


def values_of(view: Json) -> dict[str, Value]:
    """Read what was filled in, by field id (a field's block_id and action_id), already of the field's type.

    A channel comes with its id alone, as one that the bot is not in, and people as strangers; they are to be looked up.
    """
    state = (view.get("state") or {}).get("values") or {}
    return {field: _value(element) for block in state.values() for field, element in block.items()}


def fields_of(view: Json) -> list[str]:
    """Return the ids of a form's fields in order: those on which Slack can show an error."""
    return [str(block["block_id"]) for block in view.get("blocks") or () if block.get("type") == "input"]


def _value(element: Mapping[str, Any]) -> Value:
    match element.get("type"):
        case "plain_text_input":
            return element.get("value")
        case "static_select" | "radio_buttons":
            return (element.get("selected_option") or {}).get("value")
        case "multi_static_select" | "checkboxes":
            return tuple(option["value"] for option in element.get("selected_options") or ())
        case "datepicker":
            return _date(element.get("selected_date"))
        case "datetimepicker":
            return _moment(element.get("selected_date_time"))
        case "channels_select":
            chosen = element.get("selected_channel")
            return Channel(chosen, "", bot_is_in=False) if chosen else None
        case "multi_users_select":
            return People(tuple(_stranger(str(user)) for user in element.get("selected_users") or ()))
        case "multi_external_select":
            return People(tuple(_stranger(str(one["value"])) for one in element.get("selected_options") or ()))
        case _:
            return None


def _stranger(user: str) -> Profile:
    return Profile(Account("", "", user), name="", kind=Kind.STRANGER)


def _date(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
    except (OverflowError, ValueError, OSError):  # no such year
        return None


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
