"""A menu that the app fills: what the app is asked as somebody types, and which answers and choices Slack takes."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.onlookers import CannotDo
from bot.sandbox.records import View
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear
from tests.sandbox.test_block_rules import TEXT_INPUT, field, modal, option, plain

ANN, ANNA = ({"text": plain(name), "value": name} for name in ("Ann", "Anna"))
MENU = {"type": "multi_external_select", "action_id": "who", "max_selected_items": 2, "min_query_length": 2}


@pytest.fixture
def ear(bolt: AsyncApp) -> Ear:
    return Ear(bolt)


async def form(town: Town, ear: Ear, element: dict[str, Any]) -> View:
    """A form with a menu that the app fills, in front of Ann."""
    ear.view = modal(field(element, block_id="who"), field(TEXT_INPUT, block_id="name", optional=True), callback_id="c")
    await town.slack.people.types(town.ann, town.general, "/coffee new")
    view = await town.slack.people.modal(town.ann)
    await ear.next()
    return view


async def test_what_is_typed_goes_to_the_app_as_slack_words_it(town: Town, ear: Ear) -> None:
    view = await form(town, ear, MENU)
    ear.answer = {"options": [ANN, ANNA]}
    assert await town.slack.people.searches(town.ann, view, "who", "an") == [ANN, ANNA]
    body = await ear.next()
    assert (body["type"], body["value"], body["action_id"], body["block_id"]) == (
        "block_suggestion",
        "an",
        "who",
        "who",
    )
    assert (body["container"], body["view"]["id"]) == ({"type": "view", "view_id": view.id}, view.id)
    assert not {"trigger_id", "response_url"} & body.keys()


@pytest.mark.parametrize(("typed", "least"), [("a", 2), ("an", None), ("", 1)])
async def test_the_app_is_not_asked_before_enough_is_typed(town: Town, ear: Ear, typed: str, least: int | None) -> None:
    element = {name: value for name, value in MENU.items() if name != "min_query_length"}
    view = await form(town, ear, element if least is None else {**element, "min_query_length": least})
    assert await town.slack.people.searches(town.ann, view, "who", typed) == []
    assert ear.bodies.empty()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"options": [option("v" * 151)]},
        {"options": [{"text": plain("x" * 76), "value": "v"}]},
        {"options": [option(f"v{number}") for number in range(101)]},
        {"option_groups": [{"label": plain("x" * 76), "options": [option("v")]}]},
    ],
)
async def test_an_answer_that_slack_does_not_take_offers_nobody(town: Town, ear: Ear, answer: dict[str, Any]) -> None:
    view = await form(town, ear, MENU)
    ear.answer = answer
    assert await town.slack.people.searches(town.ann, view, "who", "ann") == []


async def test_only_what_was_offered_can_be_chosen_and_it_is_sent_as_options(town: Town, ear: Ear) -> None:
    view = await form(town, ear, MENU)
    people = town.slack.people
    ear.answer = {"option_groups": [{"label": plain("People"), "options": [ANN, ANNA]}]}
    await people.searches(town.ann, view, "who", "ann")
    await ear.next()
    assert (await people.submits(town.ann, view, {"who": ["Zed"]})).errors.keys() == {"who"}
    assert (await people.submits(town.ann, view, {"who": ["Ann", "Anna", "Ann"]})).errors.keys() == {"who"}
    ear.answer = None
    assert (await people.submits(town.ann, view, {"who": ["Anna", "Ann"]})).went_well
    sent = (await ear.next())["view"]["state"]["values"]["who"]["who"]
    assert sent == {"type": "multi_external_select", "selected_options": [ANNA, ANN]}


async def test_what_it_begins_with_can_stay_chosen(town: Town, ear: Ear) -> None:
    element = {"type": "external_select", "action_id": "who", "initial_option": ANN}
    view = await form(town, ear, element)
    assert (await town.slack.people.submits(town.ann, view, {"who": "Ann"})).went_well
    sent = (await ear.next())["view"]["state"]["values"]["who"]["who"]
    assert sent == {"type": "external_select", "selected_option": ANN}


async def test_no_other_field_is_searched_in(town: Town, ear: Ear) -> None:
    view = await form(town, ear, MENU)
    with pytest.raises(CannotDo):
        await town.slack.people.searches(town.ann, view, "t", "ann")
