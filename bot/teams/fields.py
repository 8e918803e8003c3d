"""The fields of a form as the inputs of an Adaptive Card. A field's id is its input's id.

Each field is a few elements: the input with its label, what is wrong with what was typed, and its hint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from activities.kit import forms
from activities.kit.runs import Bold, Plain
from activities.kit.wording import (
    AS_ON_THE_LIST,
    CHOOSE,
    NAME_OR_ADDRESS,
    NAMES_OR_ADDRESSES,
    NO_CHANNELS,
    NOT_SENT_YET,
    PLEASE_FILL_IN,
    TIME_OF_DAY,
    WHICH_OF_THEM,
)
from bot.platforms.shortening import shorten
from bot.teams.text import Json, is_only_text, label, rich, without_markup

MOST_SEEN_AT_ONCE = 10
"""Radio buttons and checkboxes; more options become a list."""

MOST_IN_A_LIST = 9_000
"""Characters of all options of a list: about 150 departments. With the form that it carries, no card holds more."""

LONGEST_LABEL = 300
LONGEST_OPTION = 75


@dataclass(frozen=True)
class Filled:
    """A form that comes back to whoever sent it: everything `typed`, by input id, and what is wrong, by field id.

    `namesakes`: by field id, the people among whom somebody has to choose, as their ids on the platform. `why`: what is
    said above the form. `times`: how often it has come back so.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    namesakes: Mapping[str, tuple[forms.Option, ...]] = field(default_factory=dict)
    why: str = NOT_SENT_YET
    times: int = 1


def time_id(field: forms.MomentField) -> str:
    """Return the id of the input for the time of day; the one for the date has the field's own id."""
    return f"{field.id}.time"


def namesakes_id(field: forms.PeopleField) -> str:
    """Return the id of the input in which somebody chooses among people of the same name."""
    return f"{field.id}.which"


def chosen(text: str, options: Sequence[forms.Option]) -> str:
    """Return the value that was chosen; where the list was too long to show, that of the one label that was typed."""
    if any(option.value == text for option in options):
        return text
    named = [option.value for option in options if option.label.strip().casefold() == text.strip().casefold()]
    return named[0] if len(named) == 1 and text.strip() else text


def inputs_of(field: forms.Field, channels: Sequence[forms.Option], filled: Filled | None, longest: int) -> list[Json]:
    """Build the inputs of one field; `filled` where it was sent before.

    `channels`: those on offer, by the platform's own id.
    """
    again = filled or Filled()
    sentence = again.errors.get(field.id, "")
    return [
        *_inputs(field, channels, filled, longest),
        *_close(rich((Plain(sentence),), 500, color="Attention", weight="Bolder")),
        *_close(rich((Plain(field.hint),), 1000, isSubtle=True, size="Small")),
    ]


def _close(blocks: list[Json]) -> list[Json]:
    return [{**block, "spacing": "Small"} for block in blocks]


def _inputs(field: forms.Field, channels: Sequence[forms.Option], filled: Filled | None, longest: int) -> list[Json]:
    typed = filled.typed.get(field.id, "") if filled else None
    match field:
        case forms.TextField():
            return [_text(field, field.value if typed is None else typed, longest)]
        case forms.ChoiceField(options=options):
            value = (field.value or "") if typed is None else typed
            too_long = sum(len(option.label) + len(option.value) for option in options) > MOST_IN_A_LIST
            return _typed_choice(field, value) if too_long else [_choices(field, options, value, field.as_list)]
        case forms.ChecksField(options=options):  # numbered, because what was chosen comes back with commas between
            places = [str(place) for place, option in enumerate(options) if option.value in field.values]
            numbered = [forms.Option(str(place), option.label or option.value) for place, option in enumerate(options)]
            return [_checks(field, numbered, ",".join(places) if typed is None else typed)]
        case forms.DateField():
            shown = field.value.isoformat() if field.value else ""
            return [_input("Input.Date", field, shown if typed is None else typed)]
        case forms.MomentField():
            return _moment(field, filled)
        case forms.ChannelField() if not channels:
            return rich((Bold(field.label), Plain(f": {NO_CHANNELS}")), LONGEST_LABEL + 500)
        case forms.ChannelField():
            return [_choices(field, channels, (field.value or "") if typed is None else typed, as_list=True)]
        case forms.PeopleField():
            return _people(field, typed or "", filled.namesakes.get(field.id, ()) if filled else (), filled)
        case _:
            assert_never(field)


def _input(kind: str, field: forms.Field, value: str) -> Json:
    made: Json = {"type": kind, "id": field.id, "label": label(field.label, LONGEST_LABEL)}
    if field.required:
        made |= {"isRequired": True, "errorMessage": PLEASE_FILL_IN}
    return {**made, "value": value} if value else made


def _text(field: forms.TextField, value: str, longest: int) -> Json:
    longest = min(field.max_length, longest)
    one_line = value if field.multiline else " ".join(value.split())
    made = {**_input("Input.Text", field, shorten(one_line, longest)), "maxLength": longest}
    return {**made, "isMultiline": True} if field.multiline else made


def _choices(field: forms.Field, options: Sequence[forms.Option], value: str, as_list: bool = False) -> Json:
    """Build radio buttons while all can be seen at once, and none could be taken for markup; else a list."""
    made = {**_input("Input.ChoiceSet", field, value), "choices": [_choice(option) for option in options], "wrap": True}
    seen = len(options) <= MOST_SEEN_AT_ONCE and all(is_only_text(choice["title"]) for choice in made["choices"])
    return {**made, "style": "compact", "placeholder": CHOOSE} if as_list or not seen else {**made, "style": "expanded"}


def _typed_choice(field: forms.ChoiceField, value: str) -> list[Json]:
    """Build an input for a choice that no card could list: it is typed, and found by its label."""
    label_of = next((option.label.strip() for option in field.options if option.value == value), value)
    shown = label_of if chosen(label_of, field.options) == value else value
    typed = {**_input("Input.Text", field, shown), "maxLength": LONGEST_LABEL}
    return [typed, *_close(rich((Plain(AS_ON_THE_LIST),), 300, isSubtle=True, size="Small"))]


def _checks(field: forms.Field, options: Sequence[forms.Option], values: str) -> Json:
    """Build checkboxes, and a list of them where they are many. Either reads markup."""
    choices = [_choice(forms.Option(option.value, without_markup(option.label))) for option in options]
    style = "expanded" if len(options) <= MOST_SEEN_AT_ONCE else "compact"
    made = {**_input("Input.ChoiceSet", field, values), "choices": choices, "wrap": True, "style": style}
    return {**made, "isMultiSelect": True}


def _choice(option: forms.Option) -> Json:
    return {"title": label(option.label or option.value, LONGEST_OPTION), "value": option.value}


def _moment(field: forms.MomentField, filled: Filled | None) -> list[Json]:
    day = field.value.date().isoformat() if field.value else ""
    time = f"{field.value:%H:%M}" if field.value else ""
    if filled:
        day, time = filled.typed.get(field.id, ""), filled.typed.get(time_id(field), "")
    at = {**_input("Input.Time", field, time), "id": time_id(field), "label": TIME_OF_DAY, "spacing": "Small"}
    return [_input("Input.Date", field, day), at]


def _people(
    field: forms.PeopleField, typed: str, namesakes: Sequence[forms.Option], filled: Filled | None
) -> list[Json]:
    several = {"placeholder": NAMES_OR_ADDRESSES, "isMultiline": True}
    whom = several if field.most > 1 else {"placeholder": NAME_OR_ADDRESS}
    made = [{**_input("Input.Text", field, typed), **whom, "maxLength": 1000}]
    if namesakes:
        which_ones = filled.typed.get(namesakes_id(field), "") if filled else ""
        which = {**_checks(field, namesakes, which_ones), "id": namesakes_id(field), "label": WHICH_OF_THEM}
        made.append({**which, "isRequired": False, "spacing": "Small"})
    return made
