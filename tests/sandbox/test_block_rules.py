"""What Slack refuses in blocks and views, told with a pointer to the place."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.block_rules import check_message_blocks, check_view
from bot.sandbox.refusals import Refused

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def field(element: Json, **more: Any) -> Json:
    """A field of a form."""
    return {"type": "input", "label": plain("What?"), "element": element, **more}


def option(value: str) -> Json:
    """An option."""
    return {"text": plain(value or "-"), "value": value}


def menu(count: int, kind: str = "static_select", **more: Any) -> Json:
    """A choice among so many options."""
    return {"type": kind, "action_id": "m", "options": [option(f"v{n}") for n in range(count)], **more}


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal."""
    return {"type": "modal", "title": plain("Join"), "submit": plain("Go"), "blocks": list(blocks), **more}


CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
TEXT_INPUT = {"type": "plain_text_input", "action_id": "t"}

GOOD_BLOCKS: list[list[Json]] = [
    [section("x" * 3000)] * 4,
    [{"type": "divider"}] * 50,
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "context", "elements": [plain("x")] * 10}],
    [actions(*(button(action_id=str(n)) for n in range(25)))],
    [actions(button(text=plain("x" * 75), value="v" * 2000, style="danger", confirm=CONFIRM))],
    [section(accessory=menu(100, initial_option=option("v99")))],
    [actions(menu(10, "checkboxes", initial_options=[option("v1"), option("v2")]), menu(5, "overflow", action_id="o"))],
    [actions(button(action_id="same"), block_id="a"), actions(button(action_id="same"), block_id="b")],
    [{"type": "section", "fields": [plain("x" * 2000)] * 6}],
    [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A"}],
]

BAD_BLOCKS: list[tuple[list[Json], str]] = [
    ([{"type": "divider"}] * 51, "/blocks"),
    ([section("x" * 3001)], "/blocks/0/text/text"),
    ([section("")], "/blocks/0/text/text"),
    ([{"type": "section"}], "/blocks/0"),
    ([{"type": "section", "fields": [plain("x")] * 11}], "/blocks/0/fields"),
    ([{"type": "section", "fields": [plain("x" * 2001)]}], "/blocks/0/fields/0/text"),
    ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
    ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "/blocks/0/elements"),
    ([actions(*(button(action_id=str(n)) for n in range(26)))], "/blocks/0/elements"),
    ([actions()], "/blocks/0/elements"),
    ([actions(button(text=plain("x" * 76)))], "/blocks/0/elements/0/text/text"),
    ([actions(button(value="v" * 2001))], "/blocks/0/elements/0/value"),
    ([actions(button(style="green"))], "/blocks/0/elements/0/style"),
    ([actions(button(action_id="a" * 256))], "/blocks/0/elements/0/action_id"),
    ([actions(button(colour="green"))], "/blocks/0/elements/0"),
    ([actions(button(confirm=CONFIRM | {"text": plain("x" * 301)}))], "/blocks/0/elements/0/confirm/text/text"),
    ([actions(TEXT_INPUT)], "/blocks/0/elements/0/type"),
    ([section(accessory=menu(101))], "/blocks/0/accessory/options"),
    ([section(accessory=menu(0))], "/blocks/0/accessory/options"),
    ([section(accessory=menu(11, "radio_buttons"))], "/blocks/0/accessory/options"),
    ([section(accessory=menu(11, "checkboxes"))], "/blocks/0/accessory/options"),
    ([section(accessory=menu(6, "overflow"))], "/blocks/0/accessory/options"),
    ([section(accessory=menu(2, initial_option=option("other")))], "/blocks/0/accessory"),
    ([section(accessory={"type": "static_select", "options": [option("v" * 151)]})], "/blocks/0/accessory/options/0"),
    ([section(accessory={"type": "datepicker", "initial_date": "9 Nov"})], "/blocks/0/accessory/initial_date"),
    (
        [section(accessory={"type": "datetimepicker", "initial_date_time": "now"})],
        "/blocks/0/accessory/initial_date_time",
    ),
    ([section(block_id="a"), section(block_id="a")], "/blocks/1/block_id"),
    ([section(block_id="b" * 256)], "/blocks/0/block_id"),
    ([actions(button(action_id="same"), button(action_id="same"))], "/blocks/0"),
    ([{"type": "carousel_of_doom"}], "/blocks/0/type"),
    ([{"type": "image", "image_url": "/local.png", "alt_text": "A"}], "/blocks/0/image_url"),
    ([{"type": "image", "image_url": "https://example.org/a.png"}], "/blocks/0/alt_text"),
]

GOOD_VIEWS: list[Json] = [
    modal(*[{"type": "divider"}] * 100),
    modal(field(TEXT_INPUT | {"max_length": 3000}), private_metadata="x" * 3000, title=plain("x" * 24)),
    modal(field({"type": "number_input", "action_id": "n", "is_decimal_allowed": False})),
    modal(field(menu(3, "radio_buttons")), field({"type": "channels_select", "action_id": "c"})),
    modal(field({"type": "multi_external_select", "min_query_length": 0, "initial_options": [option("v")]})),
]

BAD_VIEWS: list[tuple[Json, str]] = [
    (modal(*[{"type": "divider"}] * 101), "/view/blocks"),
    (modal(title=plain("x" * 25)), "/view/title/text"),
    (modal(submit=plain("x" * 25)), "/view/submit/text"),
    (modal(private_metadata="x" * 3001), "/view/private_metadata"),
    (modal(callback_id="x" * 256), "/view/callback_id"),
    (modal(colour="green"), "/view"),
    (modal(field(TEXT_INPUT | {"max_length": 3001})), "/view/blocks/0/element/max_length"),
    (modal(field(button())), "/view/blocks/0/element/type"),
    (modal(field({"type": "external_select", "min_query_length": -1})), "/view/blocks/0/element/min_query_length"),
    (modal(field({"type": "external_select", "options": [option("v")]})), "/view/blocks/0/element"),
    (
        modal(field({"type": "external_select", "initial_option": option("v" * 151)})),
        "/view/blocks/0/element/initial_options/0/value",
    ),
    (modal(field({"type": "number_input", "action_id": "n"})), "/view/blocks/0/element/is_decimal_allowed"),
    (modal(field(TEXT_INPUT), field(TEXT_INPUT | {"placeholder": plain("x" * 151)})), "placeholder/text"),
    (modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
    ({"type": "modal", "title": plain("Join"), "blocks": [field(TEXT_INPUT)]}, "/view"),
    ({"type": "home", "blocks": []}, "/view/type"),
    (modal(field(TEXT_INPUT | {"focus_on_load": True}), field(TEXT_INPUT | {"focus_on_load": True})), "/view/blocks"),
]


@pytest.mark.parametrize("blocks", GOOD_BLOCKS)
def test_blocks_at_the_limit_are_taken(blocks: list[Json]) -> None:
    check_message_blocks(blocks)


@pytest.mark.parametrize(("blocks", "pointer"), BAD_BLOCKS)
def test_blocks_beyond_the_limit_are_refused_with_the_place(blocks: list[Json], pointer: str) -> None:
    with pytest.raises(Refused) as error:
        check_message_blocks(blocks)

    assert error.value.error == "invalid_blocks"
    assert pointer in " ".join(error.value.details["response_metadata"]["messages"])


@pytest.mark.parametrize("view", GOOD_VIEWS)
def test_views_at_the_limit_are_taken(view: Json) -> None:
    check_view(view, "modal")


@pytest.mark.parametrize(("view", "pointer"), BAD_VIEWS)
def test_views_beyond_the_limit_are_refused_with_the_place(view: Json, pointer: str) -> None:
    with pytest.raises(Refused) as error:
        check_view(view, "modal")

    assert error.value.error == "invalid_arguments"
    assert pointer in " ".join(error.value.details["response_metadata"]["messages"])


def test_a_message_too_long_as_a_whole() -> None:
    with pytest.raises(Refused, match="msg_blocks_too_long"):
        check_message_blocks([section("x" * 2700)] * 5)


def test_a_message_with_too_much_markup_as_a_whole() -> None:
    with pytest.raises(Refused, match="msg_blocks_too_long"):
        check_message_blocks([actions(*(button(value="v" * 2000, action_id=str(n)) for n in range(9)))])


def test_a_view_too_large_as_a_whole() -> None:
    with pytest.raises(Refused, match="view_too_large"):
        check_view(modal(*[section("x" * 2600)] * 100), "modal")


def test_a_home_page_has_no_title() -> None:
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view({"type": "home", "title": plain("Home"), "blocks": []}, "home")


NAMES = ["type", "text", "elements", "element", "accessory", "fields", "options", "option_groups", "initial_option"]
NAMES += ["initial_options", "block_id", "action_id", "confirm", "label", "placeholder", "max_length", "value", "style"]
KINDS = ["section", "actions", "input", "context", "header", "static_select", "checkboxes", "button", "plain_text"]
KINDS += ["plain_text_input", "overflow", "datepicker", "image", "divider", "markdown", "rich_text", "mrkdwn"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(KINDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=20,
)
ANY_BLOCK = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS) | ANYTHING}, optional={name: ANYTHING for name in NAMES if name != "type"}
)


@settings(max_examples=40)
@given(st.lists(ANY_BLOCK, max_size=3))
def test_whatever_an_app_sends_is_taken_or_refused(blocks: list[Json]) -> None:
    for check in (check_message_blocks, lambda blocks: check_view(modal(*blocks), "modal")):
        with contextlib.suppress(Refused):
            check(blocks)
