"""The numbers and names in Slack's Block Kit reference: what a part may hold, and how much of it."""

MOST_BLOCKS_IN_MESSAGE = 50
MOST_BLOCKS_IN_VIEW = 100

# Nobody at Slack has published how the length of a whole message is counted. Messages of 13,300 characters of text, and
# of 17,700 characters of JSON, were seen refused, so a message above either of these is refused here.
MOST_TEXT_IN_MESSAGE = 13_000
MOST_JSON_IN_MESSAGE = 16_500

MESSAGE_BLOCKS = frozenset(
    {"section", "divider", "header", "context", "actions", "image", "input", "markdown", "rich_text"}
)
VIEW_BLOCKS = MESSAGE_BLOCKS - {"markdown"}

# The properties that each block or element may have beside `type`, and `block_id` or `action_id`; Slack refuses others.
BLOCK_PROPERTIES: dict[str, frozenset[str]] = {
    "section": frozenset({"text", "fields", "accessory", "expand"}),
    "divider": frozenset(),
    "header": frozenset({"text"}),
    "context": frozenset({"elements"}),
    "actions": frozenset({"elements"}),
    "image": frozenset({"image_url", "slack_file", "alt_text", "title"}),
    "input": frozenset({"label", "element", "hint", "optional", "dispatch_action"}),
    "markdown": frozenset({"text"}),
    "rich_text": frozenset({"elements"}),
}

_CHOICE = frozenset({"options", "option_groups", "placeholder", "confirm", "focus_on_load"})
_TYPED = frozenset({"placeholder", "initial_value", "focus_on_load", "dispatch_action_config"})
_PICKED = frozenset({"placeholder", "confirm", "focus_on_load"})
_SEARCHED = frozenset({"min_query_length"})
_SEVERAL = frozenset({"max_selected_items"})
_FOR_CONVERSATIONS = frozenset({"default_to_current_conversation", "filter"})
_ANSWERS = frozenset({"response_url_enabled"})

ELEMENT_PROPERTIES: dict[str, frozenset[str]] = {
    "button": frozenset({"text", "value", "url", "style", "confirm", "accessibility_label"}),
    "static_select": _CHOICE | {"initial_option"},
    "multi_static_select": _CHOICE | _SEVERAL | {"initial_options"},
    "radio_buttons": frozenset({"options", "initial_option", "confirm", "focus_on_load"}),
    "checkboxes": frozenset({"options", "initial_options", "confirm", "focus_on_load"}),
    "overflow": frozenset({"options", "confirm"}),
    "datepicker": _PICKED | {"initial_date"},
    "timepicker": _PICKED | {"initial_time", "timezone"},
    "datetimepicker": frozenset({"confirm", "focus_on_load", "initial_date_time"}),
    "users_select": _PICKED | {"initial_user"},
    "multi_users_select": _PICKED | _SEVERAL | {"initial_users"},
    "external_select": _PICKED | _SEARCHED | {"initial_option"},
    "multi_external_select": _PICKED | _SEARCHED | _SEVERAL | {"initial_options"},
    "channels_select": _PICKED | _ANSWERS | {"initial_channel"},
    "multi_channels_select": _PICKED | _SEVERAL | {"initial_channels"},
    "conversations_select": _PICKED | _ANSWERS | _FOR_CONVERSATIONS | {"initial_conversation"},
    "multi_conversations_select": _PICKED | _SEVERAL | _FOR_CONVERSATIONS | {"initial_conversations"},
    "plain_text_input": _TYPED | {"multiline", "min_length", "max_length"},
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "number_input": _TYPED | {"is_decimal_allowed", "min_value", "max_value"},
}

TYPED_ELEMENTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
IN_ACTIONS = frozenset(ELEMENT_PROPERTIES) - TYPED_ELEMENTS
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = frozenset(ELEMENT_PROPERTIES) - {"button", "overflow"}

# Menus that the app fills: it is asked as somebody types, from so many letters on where the element does not say.
FILLED_BY_APP = frozenset({"external_select", "multi_external_select"})
LEAST_TYPED = 3

# How many options each kind of choice may offer.
FEWEST_AND_MOST_OPTIONS = {
    "static_select": (1, 100),
    "multi_static_select": (1, 100),
    "radio_buttons": (1, 10),
    "checkboxes": (1, 10),
    "overflow": (1, 5),
}

VIEW_PROPERTIES: dict[str, frozenset[str]] = {
    "modal": frozenset(
        {
            "type",
            "title",
            "blocks",
            "submit",
            "close",
            "private_metadata",
            "callback_id",
            "external_id",
            "clear_on_close",
            "notify_on_close",
        }
    ),
    "home": frozenset({"type", "blocks", "private_metadata", "callback_id", "external_id"}),
}
