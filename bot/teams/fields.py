"""The fields of a form as the inputs of an Adaptive Card. A field's id is its input's id.

Each field is a few elements: the input with its label, what is wrong with what was typed, and its hint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never
from urllib.parse import quote, unquote

from activities.kit import forms
from activities.kit.runs import Bold, Plain
from activities.kit.wording import (
    AS_ON_THE_LIST,
    CHOOSE,
    CHOSEN_SO_FAR,
    NAME_OR_ADDRESS,
    NAMES_OR_ADDRESSES,
    NO_CHANNELS,
    NOT_SENT_YET,
    OR_A_NAME,
    OR_NAMES,
    PLEASE_FILL_IN,
    SEARCH_BY_NAME,
    TIME_OF_DAY,
    WHICH_OF_THEM,
)
from bot.platforms.shortening import shorten
from bot.teams.text import Json, is_only_text, label, rich, without_markup

MOST_SEEN_AT_ONCE = 10
"""Radio buttons and checkboxes; more options become a list."""

MOST_IN_A_LIST = 9_000
"""Characters of all options of a list: about 150 departments. With the form that it carries, no card holds more."""

PEOPLE = "knowhow.people"
"""What a menu of people that the app fills says is searched; a dataset of Microsoft’s own would show the directory."""

MOST_IN_TICKS = 900
"""Characters of the names of all who were chosen in such a menu, when its form comes back."""

LONGEST_LABEL = 300
LONGEST_OPTION = 75

_AND_CALLED = "~"


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


def found_id(field: forms.PeopleField) -> str:
    """Return the id of the menu in which somebody looks for people, where the app says whom it shows."""
    return f"{field.id}.found"


def chosen_id(field: forms.PeopleField) -> str:
    """Return the id of the input with those who were chosen in that menu before."""
    return f"{field.id}.chosen"


def as_choice(option: forms.Option, longest: int = LONGEST_OPTION) -> Json:
    """Build one choice of that menu. Its value says the label too: so it can be shown again, whatever fails meanwhile.

    Clients put commas between several values, so there is none in it.
    """
    title = label(without_markup(option.label), longest)
    return {"title": title, "value": f"{option.value}{_AND_CALLED}{quote(title, safe='')}"}


def found_in(typed: Mapping[str, str], field: forms.PeopleField) -> dict[str, str]:
    """Read whom somebody chose in that menu, now and before: by user id, what they are called there."""
    values = [*typed.get(chosen_id(field), "").split(","), *typed.get(found_id(field), "").split(",")]
    parted = (value.strip().partition(_AND_CALLED) for value in values)
    return {user: unquote(called) for user, _, called in parted if user}


def chosen(text: str, options: Sequence[forms.Option]) -> str:
    """Return the value that was chosen; where the list was too long to show, that of the one label that was typed."""
    if any(option.value == text for option in options):
        return text
    named = [option.value for option in options if option.label.strip().casefold() == text.strip().casefold()]
    return named[0] if len(named) == 1 and text.strip() else text


@dataclass(frozen=True)
class Offers:
    """What a form offers that it does not say itself. `channels`: by the platform's own id.

    `fills_menus`: people are looked for in a menu that the app fills.
    """

    channels: Sequence[forms.Option] = ()
    fills_menus: bool = False


NO_MORE = Offers()
"""For a form that asks for no channel and nobody."""


def inputs_of(field: forms.Field, offers: Offers, filled: Filled | None, longest: int) -> list[Json]:
    """Build the inputs of one field; `filled` where it was sent before."""
    again = filled or Filled()
    sentence = again.errors.get(field.id, "")
    return [
        *_inputs(field, offers, filled, longest),
        *_close(rich((Plain(sentence),), 500, color="Attention", weight="Bolder")),
        *_close(rich((Plain(field.hint),), 1000, isSubtle=True, size="Small")),
    ]


def _close(blocks: list[Json]) -> list[Json]:
    return [{**block, "spacing": "Small"} for block in blocks]


def _inputs(field: forms.Field, offers: Offers, filled: Filled | None, longest: int) -> list[Json]:
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
        case forms.ChannelField() if not offers.channels:
            return rich((Bold(field.label), Plain(f": {NO_CHANNELS}")), LONGEST_LABEL + 500)
        case forms.ChannelField():
            return [_choices(field, offers.channels, (field.value or "") if typed is None else typed, as_list=True)]
        case forms.PeopleField():
            return _people(field, offers.fills_menus, filled)
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
    is_found_by_it = len(label_of) <= LONGEST_LABEL and chosen(label_of, field.options) == value
    shown = label_of if is_found_by_it else value
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


def _people(field: forms.PeopleField, fills_menus: bool, filled: Filled | None) -> list[Json]:
    """Build the input in which people are named, and below it the namesakes among whom there is a choice.

    Where the app says whom a menu shows that menu comes first, and names are typed by whoever has no use of it.
    """
    again = filled or Filled()
    asked = replace(field, required=field.required and not fills_menus)  # either input will do, so neither has to
    named = {**_input("Input.Text", asked, again.typed.get(field.id, "")), "maxLength": 1000}
    if fills_menus:
        made = [*_searched(asked, again), _below({**named, "label": OR_NAMES if field.most > 1 else OR_A_NAME})]
    else:
        made = [{**named, "placeholder": NAMES_OR_ADDRESSES if field.most > 1 else NAME_OR_ADDRESS}]
    if field.most > 1:
        made[-1]["isMultiline"] = True
    if namesakes := again.namesakes.get(field.id, ()):
        which = _checks(replace(field, required=False), namesakes, again.typed.get(namesakes_id(field), ""))
        made.append(_below({**which, "id": namesakes_id(field), "label": WHICH_OF_THEM}))
    return made


def _searched(field: forms.PeopleField, again: Filled) -> list[Json]:
    """Build the menu that the app fills, and below it ticks for those who were chosen in it before.

    Not every client shows whom a menu begins with; a tick each does.
    """
    menu = {
        **_input("Input.ChoiceSet", field, ""),
        "id": found_id(field),
        "choices": [],
        "choices.data": {"type": "Data.Query", "dataset": PEOPLE},
        "style": "filtered",
        "isMultiSelect": field.most > 1,
        "placeholder": SEARCH_BY_NAME,
    }
    so_far = [forms.Option(user, called) for user, called in found_in(again.typed, field).items()]
    if not so_far:
        return [menu]
    longest = min(LONGEST_OPTION, MOST_IN_TICKS // len(so_far))
    choices = [as_choice(one, longest) for one in so_far]
    ticked = ",".join(choice["value"] for choice in choices)
    before = {**_checks(field, (), ticked), "id": chosen_id(field), "label": CHOSEN_SO_FAR, "choices": choices}
    return [menu, _below(before)]


def _below(made: Json) -> Json:
    """Put an input close below another that asks for the same."""
    return {**made, "spacing": "Small"}
