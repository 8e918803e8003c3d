"""What a person in front of Slack can do, and what the app hears of it."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from bot.sandbox.installation import App
from bot.sandbox.onlookers import CannotDo
from bot.sandbox.records import View
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear
from tests.sandbox.test_block_rules import CONFIRM, TEXT_INPUT, actions, button, field, menu, modal, section


@pytest.fixture
def ear(bolt: AsyncApp) -> Ear:
    """The app, hearing everything."""
    return Ear(bolt)


async def form(town: Town, ear: Ear, view: dict[str, Any]) -> View:
    """This form, open in front of Ann."""
    ear.view = view
    await town.slack.people.types(town.ann, town.general, "/form")
    await ear.next()
    return await town.slack.people.modal(town.ann)


async def test_a_command_as_slack_sends_it(town: Town, ear: Ear, app: App) -> None:
    outcome = await town.slack.people.types(town.ann, town.general, "/coffee  join now ")
    body = await ear.next()

    assert outcome.went_well
    assert (body["command"], body["text"]) == ("/coffee", "join now")
    assert (body["user_id"], body["user_name"]) == (town.ann.id, "ann.okafor")
    assert (body["channel_id"], body["channel_name"]) == (town.general.id, "general")
    assert (body["api_app_id"], body["is_enterprise_install"]) == (app.id, "false")
    assert all(isinstance(value, str) for value in body.values())


async def test_an_acknowledgement_of_a_command_is_whispered_unless_it_says_otherwise(town: Town, ear: Ear) -> None:
    ear.answer = "Only for you"
    await town.slack.people.types(town.ann, town.general, "/coffee")
    ear.answer = {"text": "For all", "response_type": "in_channel"}
    await town.slack.people.types(town.ann, town.general, "/coffee")

    assert [message.text for message in town.slack.people.sees(town.ann).messages] == ["Only for you", "For all"]
    assert [message.text for message in town.slack.people.sees(town.bo).messages] == ["For all"]


async def test_a_command_that_the_app_has_not_registered_never_reaches_it(town: Town, ear: Ear, app: App) -> None:
    app.commands = frozenset({"/coffee"})

    outcome = await town.slack.people.types(town.ann, town.general, "/tea")

    assert not outcome.sent
    assert outcome.trouble == "/tea is not a valid command."
    assert ear.bodies.empty()


async def test_an_answer_that_slack_does_not_take_is_told_to_the_person(town: Town, ear: Ear) -> None:
    ear.answer = {"text": "x", "blocks": [section("x" * 3001)]}

    outcome = await town.slack.people.types(town.ann, town.general, "/coffee")

    assert "invalid_blocks" in outcome.trouble


async def test_a_pressed_button_as_slack_sends_it(town: Town, ear: Ear, app: App) -> None:
    blocks = [section(), actions(button(action_id="go", value="1"), button(action_id="stop", value="2"))]
    place = town.chat(town.ann)
    posted = await town.client().chat_postMessage(channel=place.id, text="Hello", blocks=blocks)
    message = await town.slack.people.message(town.ann, "Hello")

    await town.slack.people.presses(town.ann, message, "stop")
    body = await ear.next()

    assert body["type"] == "block_actions"
    assert body["actions"][0]["value"] == "2"
    assert body["actions"][0]["block_id"] == posted["message"]["blocks"][1]["block_id"]
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": place.id,
        "is_ephemeral": False,
    }
    assert body["channel"] == {"id": place.id, "name": "directmessage"}
    assert body["message"]["blocks"] == posted["message"]["blocks"]
    assert body["user"]["id"] == town.ann.id
    assert body["team"] == {"id": town.slack.workspace.team, "domain": "sandbox"}
    assert body["response_url"].startswith(town.slack.base)
    assert body["state"] == {"values": {}}


async def test_of_an_ephemeral_message_only_the_container_is_sent(town: Town, ear: Ear) -> None:
    blocks = [actions(button(action_id="go"))]
    await town.client().chat_postEphemeral(channel=town.general.id, user=town.ann.id, text="Psst", blocks=blocks)
    [message] = town.slack.people.sees(town.ann).messages

    await town.slack.people.presses(town.ann, message, "go")
    body = await ear.next()

    assert "message" not in body
    assert body["container"]["is_ephemeral"]


async def test_a_button_that_asks_to_confirm_is_sent_only_then(town: Town, ear: Ear) -> None:
    blocks = [actions(button(action_id="go", confirm=CONFIRM))]
    await town.client().chat_postMessage(channel=town.general.id, text="Hello", blocks=blocks)
    [message] = town.slack.people.sees(town.ann).messages

    declined = await town.slack.people.presses(town.ann, message, "go", confirms=False)
    nothing_heard = ear.bodies.empty()
    confirmed = await town.slack.people.presses(town.ann, message, "go")

    assert not declined.sent
    assert nothing_heard
    assert confirmed.acknowledged


async def test_buttons_of_one_action_are_told_apart_by_their_value(town: Town, ear: Ear) -> None:
    blocks = [actions(button(action_id="go", value=str(n)), block_id=str(n)) for n in range(3)]
    await town.client().chat_postMessage(channel=town.general.id, text="Hello", blocks=blocks)
    [message] = town.slack.people.sees(town.ann).messages

    await town.slack.people.presses(town.ann, message, "go", value="2")

    assert (await ear.next())["actions"][0]["block_id"] == "2"


async def test_a_choice_in_a_message_is_each_persons_own(town: Town, ear: Ear) -> None:
    blocks = [section(accessory=menu(3), block_id="pick"), actions(button(action_id="go"))]
    await town.client().chat_postMessage(channel=town.general.id, text="Hello", blocks=blocks)
    [message] = town.slack.people.sees(town.ann).messages

    await town.slack.people.chooses(town.ann, message, "m", "v1")
    chosen = await ear.next()
    await town.slack.people.presses(town.ann, message, "go")
    by_ann = await ear.next()
    await town.slack.people.presses(town.bo, message, "go")
    by_bo = await ear.next()

    assert chosen["actions"][0]["selected_option"]["value"] == "v1"
    assert by_ann["state"]["values"]["pick"]["m"]["selected_option"]["value"] == "v1"
    assert by_bo["state"]["values"]["pick"]["m"]["selected_option"] is None


async def test_a_form_as_slack_sends_it(town: Town, ear: Ear) -> None:
    view = await form(
        town,
        ear,
        modal(
            field(TEXT_INPUT | {"multiline": True}, block_id="note"),
            field(menu(3, "radio_buttons"), block_id="how"),
            field(
                menu(3, "checkboxes", initial_options=[]) | {"initial_options": menu(3)["options"][:1]}, block_id="at"
            ),
            field({"type": "datepicker", "action_id": "d"}, block_id="day"),
            field({"type": "channels_select", "action_id": "c"}, block_id="channel"),
            field({"type": "multi_users_select", "action_id": "u"}, block_id="who"),
            field({"type": "number_input", "action_id": "n", "is_decimal_allowed": False}, block_id="many"),
            field(TEXT_INPUT, block_id="more", optional=True),
            callback_id="all",
            private_metadata="17",
        ),
    )

    outcome = await town.slack.people.submits(
        town.ann,
        view,
        {
            "note": "Two\nlines",
            "how": {"m": "v2"},
            "day": "2026-11-09",
            "channel": town.general.id,
            "who": [town.bo.id, town.cat.id],
            "many": 7,
        },
    )
    body = await ear.next()

    values = body["view"]["state"]["values"]
    assert outcome.went_well
    assert (body["type"], body["view"]["callback_id"], body["view"]["private_metadata"]) == (
        "view_submission",
        "all",
        "17",
    )
    assert values["note"]["t"] == {"type": "plain_text_input", "value": "Two\nlines"}
    assert values["how"]["m"]["selected_option"]["value"] == "v2"
    assert [option["value"] for option in values["at"]["m"]["selected_options"]] == ["v0"]
    assert values["day"]["d"]["selected_date"] == "2026-11-09"
    assert values["channel"]["c"]["selected_channel"] == town.general.id
    assert values["who"]["u"]["selected_users"] == [town.bo.id, town.cat.id]
    assert values["many"]["n"]["value"] == "7"
    assert values["more"]["t"]["value"] is None


@pytest.mark.parametrize(
    ("element", "value"),
    [
        (TEXT_INPUT, None),
        (TEXT_INPUT | {"min_length": 3}, "x"),
        (TEXT_INPUT | {"max_length": 3}, "long"),
        (TEXT_INPUT, "Two\nlines"),
        (menu(3), "v9"),
        (menu(3, "checkboxes"), []),
        (menu(3, "multi_static_select", max_selected_items=1), ["v1", "v2"]),
        ({"type": "datepicker", "action_id": "d"}, "2026-02-30"),
        ({"type": "timepicker", "action_id": "d"}, "25:00"),
        ({"type": "datetimepicker", "action_id": "d"}, "2026-11-09T13:00"),
        ({"type": "users_select", "action_id": "u"}, "U999"),
        ({"type": "channels_select", "action_id": "c"}, "C999"),
        ({"type": "conversations_select", "action_id": "c", "filter": {"include": ["im"]}}, "C999"),
        ({"type": "email_text_input", "action_id": "e"}, "nobody"),
        ({"type": "url_text_input", "action_id": "e"}, "nowhere"),
        ({"type": "number_input", "action_id": "n", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "action_id": "n", "is_decimal_allowed": True, "max_value": "3"}, "3.5"),
    ],
)
async def test_slack_itself_complains_before_the_app_hears(
    town: Town, ear: Ear, element: dict[str, Any], value: Any
) -> None:
    view = await form(town, ear, modal(field(element, block_id="it")))

    outcome = await town.slack.people.submits(town.ann, view, {"it": value})

    assert not outcome.sent
    assert list(outcome.errors) == ["it"]
    assert outcome.modal is view
    assert ear.bodies.empty()


async def test_a_form_can_be_changed_pushed_upon_and_cleared_by_its_acknowledgement(town: Town, ear: Ear) -> None:
    first = await form(town, ear, modal(field(TEXT_INPUT, block_id="name")))
    ear.answer = {"response_action": "update", "view": modal(section("Page two"))}
    changed = await town.slack.people.submits(town.ann, first, {"name": "Ann"})
    ear.answer = {"response_action": "push", "view": modal(section("Page three"))}
    pushed = await town.slack.people.submits(town.ann, first)
    assert pushed.modal
    back = await town.slack.people.closes(pushed.modal)
    ear.answer = {"response_action": "clear"}
    cleared = await town.slack.people.submits(town.ann, first)

    assert changed.modal is first
    assert pushed.modal is not first
    assert pushed.modal.previous_id == first.id
    assert back.modal is first
    assert cleared.modal is None


async def test_errors_on_fields_that_are_not_there_leave_the_person_with_slacks_own(town: Town, ear: Ear) -> None:
    view = await form(town, ear, modal(field(TEXT_INPUT, block_id="name")))
    ear.answer = {"response_action": "errors", "errors": {"other": "No"}}

    outcome = await town.slack.people.submits(town.ann, view, {"name": "Ann"})

    assert outcome.trouble.startswith("We had some trouble connecting")
    assert outcome.modal is view


async def test_a_modal_opened_while_a_form_is_sent_stays_when_that_is_acknowledged(town: Town, bolt: AsyncApp) -> None:
    @bolt.command("/form")
    async def show(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="first"))
        await ack()

    @bolt.view("first")
    async def go_on(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="second"))
        await ack()

    shown = await town.slack.people.types(town.ann, town.general, "/form")
    assert shown.modal
    sent = await town.slack.people.submits(town.ann, shown.modal)

    assert sent.modal
    assert sent.modal.callback_id == "second"


async def test_closing_is_heard_only_when_asked_for(town: Town, ear: Ear) -> None:
    silent = await town.slack.people.closes(await form(town, ear, modal()))
    told = await town.slack.people.closes(await form(town, ear, modal(notify_on_close=True, callback_id="c")))

    assert not silent.sent
    assert told.acknowledged
    assert (await ear.next())["type"] == "view_closed"


async def test_opening_the_home_page(town: Town, ear: Ear) -> None:
    await town.slack.people.opens_home(town.ann)
    first = await ear.next()
    await town.client().views_publish(
        user_id=town.ann.id, view={"type": "home", "blocks": [actions(button(action_id="go"))]}
    )
    await town.slack.people.opens_home(town.ann)
    second = await ear.next()
    await town.slack.people.presses(town.ann, await town.slack.people.home(town.ann), "go")
    pressed = await ear.next()

    assert first["event"] | {"event_ts": ""} == {
        "type": "app_home_opened",
        "user": town.ann.id,
        "channel": town.chat(town.ann).id,
        "tab": "home",
        "event_ts": "",
    }
    assert second["event"]["view"]["type"] == "home"
    assert second["event_id"] != first["event_id"]
    assert pressed["container"]["type"] == "view"
    assert "response_url" not in pressed


async def test_what_a_person_cannot_do(town: Town, ear: Ear) -> None:
    people, workspace = town.slack.people, town.slack.workspace
    elsewhere = workspace.add_conversation("channel", [town.ann.id], name="elsewhere")
    await people.types(town.ann, elsewhere, "Nobody else reads this")
    [message] = people.sees(town.ann).messages

    with pytest.raises(CannotDo):
        await people.types(town.bo, elsewhere, "/coffee")
    with pytest.raises(CannotDo):
        await people.presses(town.bo, message, "go")
    with pytest.raises(CannotDo):
        await people.presses(town.ann, message, "go")
    view = await form(town, ear, modal(field(TEXT_INPUT, block_id="name")))
    with pytest.raises(CannotDo):
        await people.submits(town.bo, view, {})
    with pytest.raises(CannotDo):
        await people.submits(town.ann, view, {"nmae": "Ann"})
    await town.slack.happenings.is_deactivated(town.ann)
    with pytest.raises(CannotDo):
        await people.types(town.ann, elsewhere, "/coffee")


async def test_waiting_for_what_never_comes_ends(town: Town) -> None:
    with pytest.raises(TimeoutError):
        await town.slack.people.message(town.ann, "Never", within=0.05)
