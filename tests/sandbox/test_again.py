"""What reaches the app twice, and what reaches it from a client that has not caught up."""

import copy

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.onlookers import CannotDo
from bot.sandbox.records import Message
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear
from tests.sandbox.test_block_rules import TEXT_INPUT, actions, button, field, modal


@pytest.fixture
def ear(bolt: AsyncApp) -> Ear:
    """The app, hearing everything."""
    return Ear(bolt)


async def asked(town: Town) -> Message:
    """A message in the channel with something to press."""
    blocks = [actions(button(action_id="go", value="17"))]
    await town.client().chat_postMessage(channel=town.general.id, text="Shall we?", blocks=blocks)
    return town.slack.people.sees(town.ann).messages[-1]


async def test_a_command_is_heard_again_and_answered_again(town: Town, ear: Ear) -> None:
    ear.answer = "You’re in"
    await town.slack.people.types(town.ann, town.general, "/coffee join")
    outcome = await town.slack.people.again(town.ann)

    assert outcome.went_well
    assert await ear.next() == await ear.next()
    assert [message.text for message in town.slack.people.sees(town.ann).messages] == ["You’re in", "You’re in"]


async def test_a_form_is_heard_again_as_it_was_sent(town: Town, ear: Ear) -> None:
    ear.view = modal(field(TEXT_INPUT, block_id="name"))
    await town.slack.people.types(town.ann, town.general, "/form")
    await ear.next()
    view = await town.slack.people.modal(town.ann)
    ear.answer = {"response_action": "update", "view": modal(field(TEXT_INPUT, block_id="more"))}
    await town.slack.people.submits(town.ann, view, {"name": "Ann"})
    await town.slack.people.again(town.ann)
    first, second = await ear.next(), await ear.next()

    assert "name" in first["view"]["state"]["values"]
    assert first == second
    assert first["trigger_id"]


async def test_each_person_repeats_what_they_did_themselves(town: Town, ear: Ear) -> None:
    message = await asked(town)
    await town.slack.people.presses(town.ann, message, "go")
    await town.slack.people.types(town.bo, town.general, "/coffee")
    await town.slack.people.again(town.ann)
    pressed, _, again = await ear.next(), await ear.next(), await ear.next()

    assert pressed == again
    assert pressed["user"]["id"] == town.ann.id


async def test_a_client_that_has_not_caught_up_shows_what_stood_there(town: Town, ear: Ear) -> None:
    message = await asked(town)
    before = copy.copy(message)
    await town.client().chat_update(channel=message.channel, ts=message.ts, text="Too late", blocks=[])

    with pytest.raises(CannotDo):
        await town.slack.people.presses(town.ann, before, "go")
    outcome = await town.slack.people.presses(town.ann, before, "go", behind=True)
    heard = await ear.next()

    assert outcome.acknowledged
    assert (heard["actions"][0]["value"], heard["container"]["message_ts"]) == ("17", message.ts)
