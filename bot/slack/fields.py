"""The fields of a form as Slack's input blocks. A field's id is its block_id and its action_id."""

from collections.abc import Sequence
from typing import assert_never

from activities.kit import forms
from activities.kit.wording import SEARCH_BY_NAME
from bot.platforms.menus import LEAST_TYPED
from bot.platforms.shortening import shorten
from bot.slack.text import Json, plain

MOST_SEEN_AT_ONCE = 10
"""Radio buttons and checkboxes; more options become a list."""

MOST_IN_A_LIST = 100
LONGEST_TYPED = 3000


def input_block(field: forms.Field, fills_menus: bool = False) -> Json:
    """Build one field, with its label and hint.

    `fills_menus`: the app says who can be chosen, as something is typed; Slack's own menus show everybody.
    """
    block: Json = {
        "type": "input",
        "block_id": field.id,
        "label": plain(field.label, 2000),
        "element": {**_element(field, fills_menus), "action_id": field.id},
        "optional": not field.required,
    }
    if field.hint:
        block["hint"] = plain(field.hint, 2000)
    return block


def _element(field: forms.Field, fills_menus: bool) -> Json:
    match field:
        case forms.TextField():
            return _text(field)
        case forms.ChoiceField():
            kind = "static_select" if field.as_list or len(field.options) > MOST_SEEN_AT_ONCE else "radio_buttons"
            chosen = [option for option in field.options if option.value == field.value]
            return {**_choices(kind, field.options), **({"initial_option": _option(chosen[0])} if chosen else {})}
        case forms.ChecksField():
            kind = "multi_static_select" if len(field.options) > MOST_SEEN_AT_ONCE else "checkboxes"
            checked = [_option(option) for option in field.options if option.value in field.values]
            return {**_choices(kind, field.options), **({"initial_options": checked} if checked else {})}
        case forms.DateField():
            return {"type": "datepicker", **({"initial_date": field.value.isoformat()} if field.value else {})}
        case forms.MomentField():  # shown, and picked, in the zone of whoever fills it in
            begins = {"initial_date_time": int(field.value.timestamp())} if field.value else {}
            return {"type": "datetimepicker", **begins}
        case forms.ChannelField():  # public channels only: to be shown private ones would take another scope
            return {"type": "channels_select", **({"initial_channel": field.value} if field.value else {})}
        case forms.PeopleField() if fills_menus:
            searched = {"type": "multi_external_select", "min_query_length": LEAST_TYPED}
            return {**searched, "max_selected_items": field.most, "placeholder": plain(SEARCH_BY_NAME, 150)}
        case forms.PeopleField():
            return {"type": "multi_users_select", "max_selected_items": field.most}
        case _:
            assert_never(field)


def _text(field: forms.TextField) -> Json:
    longest = min(field.max_length, LONGEST_TYPED)
    element: Json = {"type": "plain_text_input", "multiline": field.multiline, "max_length": longest}
    value = field.value if field.multiline else " ".join(field.value.split())
    if value:
        element["initial_value"] = shorten(value, longest)
    return element


def _choices(kind: str, options: Sequence[forms.Option]) -> Json:
    if len(options) <= MOST_IN_A_LIST:
        return {"type": kind, "options": [_option(option) for option in options]}
    pages = [options[start : start + MOST_IN_A_LIST] for start in range(0, len(options), MOST_IN_A_LIST)]
    groups = [
        {
            "label": plain(f"{shorten(page[0].label, 35)} – {shorten(page[-1].label, 35)}", 75),
            "options": [_option(option) for option in page],
        }
        for page in pages[:MOST_IN_A_LIST]
    ]
    return {"type": kind, "option_groups": groups}


def suggestions(options: Sequence[forms.Option]) -> list[Json]:
    """Build what a menu that the app fills offers for what was typed."""
    return [_option(option) for option in options]


def _option(option: forms.Option) -> Json:
    return {"text": plain(option.label or option.value, 75), "value": shorten(option.value, 150)}
