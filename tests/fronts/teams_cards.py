"""What stands in Teams, read back from Adaptive Cards as somebody reads it: a line a paragraph."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import assert_never

from activities.kit.cards import Button, Confirm
from activities.kit.events import Kind, People, Value
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    Field,
    MomentField,
    PeopleField,
    TextField,
)
from bot.teams.fields import time_id
from bot.teams.forms import SENT, SentForm, sent_form
from bot.teams.text import Json
from tests.front import Page, Sheet

BULLET = "•  "


def page_of(card: Json) -> Page:
    """A card as somebody reads it, with what can be pressed on it."""
    lines = [line for element in card.get("body", ()) for line in _lines(element)]
    return Page("\n".join(lines), tuple(_buttons(card)))


def form_of(card: Json) -> SentForm | None:
    """The form that a card asks to fill in, with what stands in it; `None` where it is no form."""
    for action in _actions(card):
        data = action.get("data") or {}
        if SENT in data:
            typed = {name: given.get("value", "") for name, given in inputs(card).items()}
            return sent_form({**data, **typed})
    return None


def sheet_of(card: Json, form: SentForm) -> Sheet:
    """The form as it lies before somebody."""
    values = {field.id: _value(field, form.typed) for field in form.form.fields}
    options = {
        field.id: tuple(option.value for option in field.options)
        for field in form.form.fields
        if isinstance(field, ChoiceField | ChecksField)
    }
    labels = [str(given.get("label", "")) for given in inputs(card).values()]
    text = "\n".join([page_of(card).text, *labels])
    return Sheet(form.form.name, form.form.subject, text, values, options, form.form.nonce)


def inputs(card: Json) -> dict[str, Json]:
    """What can be filled in, by id."""
    return {one["id"]: one for one in card.get("body", ()) if str(one["type"]).startswith("Input.")}


def errors_on(card: Json) -> dict[str, str]:
    """What is said to be wrong, by the field under which it stands."""
    found: dict[str, str] = {}
    above = ""
    for element in card.get("body", ()):
        if str(element["type"]).startswith("Input."):
            above = element["id"].partition(".")[0]
        elif above and _colour(element) == "Attention":
            found[above] = _runs(element)
    return found


def typed_into(form: SentForm, values: dict[str, Value]) -> dict[str, str]:
    """Answers as Teams' client sends them: everything is a string."""
    typed: dict[str, str] = {}
    for field in form.form.fields:
        typed |= _typed(field, values[field.id])
    return typed


def _typed(field: Field, value: Value) -> dict[str, str]:
    match field:
        case ChecksField(options=options):
            chosen = value if isinstance(value, tuple) else ()
            return {field.id: ",".join(str(place) for place, one in enumerate(options) if one.value in chosen)}
        case MomentField():
            at = value if isinstance(value, datetime) else None
            return {field.id: f"{at:%Y-%m-%d}" if at else "", time_id(field): f"{at:%H:%M}" if at else ""}
        case DateField():
            return {field.id: value.isoformat() if isinstance(value, date) else ""}
        case TextField() | ChoiceField():
            return {field.id: value if isinstance(value, str) else ""}
        case ChannelField() | PeopleField():
            return {field.id: named(value)}
        case _:
            assert_never(field)


def named(value: Value) -> str:
    """A channel or people as somebody types them."""
    if value is None:
        return ""
    if isinstance(value, People):
        return ", ".join(
            profile.email if profile.kind is Kind.MEMBER and profile.email else profile.name
            for profile in value.profiles
        )
    return str(getattr(value, "id", ""))


def _value(field: Field, typed: Mapping[str, str]) -> Value:
    given = str(typed.get(field.id, ""))
    match field:
        case ChecksField(options=options):
            return tuple(one.value for place, one in enumerate(options) if str(place) in given.split(","))
        case DateField():
            return date.fromisoformat(given) if given else None
        case MomentField():
            return datetime.fromisoformat(f"{given}T{typed[time_id(field)]}") if given else None
        case TextField():
            return given
        case ChoiceField():
            return given or None
        case ChannelField() | PeopleField():
            return None
        case _:
            assert_never(field)


def _lines(element: Json) -> Iterator[str]:
    match element["type"]:
        case "TextBlock":
            yield str(element["text"])
        case "RichTextBlock":
            yield from _runs(element).removeprefix(BULLET).split("\n")
        case "Container" if _is_quote(element):
            yield " ".join(_runs(one) for one in element["items"])
        case "Container":
            yield from (line for one in element["items"] for line in _lines(one))
        case "ActionSet":
            yield from (str(one["title"]) for one in element["actions"] if one["type"] == "Action.OpenUrl")
        case kind if str(kind).startswith("Input."):
            pass
        case other:
            raise AssertionError(f"no card of ours has an element of type {other}")


def _is_quote(element: Json) -> bool:
    return bool(element["items"]) and bool(element["items"][0].get("inlines", [{}])[0].get("italic"))


def _runs(element: Json) -> str:
    return "".join(str(run["text"]) for run in element["inlines"])


def _colour(element: Json) -> str:
    return str(element["inlines"][0].get("color", "")) if element["type"] == "RichTextBlock" else ""


def _actions(card: Json) -> Iterator[Json]:
    for element in card.get("body", ()):
        if element["type"] == "ActionSet":
            yield from element["actions"]


def _buttons(card: Json) -> Iterator[Button]:
    for action in _actions(card):
        if action["type"] == "Action.ShowCard":
            (yes,) = action["card"]["actions"]
            question = "\n".join(line for one in action["card"]["body"] for line in _lines(one))
            data = yes["data"]
            yield Button(action["title"], data["action"], data["subject"], confirm=Confirm(question, yes["title"]))
        elif "action" in (action.get("data") or {}):
            yield Button(action["title"], action["data"]["action"], action["data"]["subject"])


def carried_by(card: Json) -> Json:
    """What the button under a form carries."""
    sets = [element for element in card["body"] if element["type"] == "ActionSet"]
    carried = (action["data"] for one in sets for action in one["actions"] if SENT in (action.get("data") or {}))
    return dict(next(carried))


def is_sheet(card: Json, sheet: Sheet) -> bool:
    """Whether a card holds just this form."""
    form = form_of(card)
    its = (sheet.name, sheet.subject, sheet.nonce)
    return form is not None and (form.form.name, form.form.subject, form.form.nonce) == its
