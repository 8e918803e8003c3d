"""A whole exchange, from a slash command to a pressed button, through the real Bolt app."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.sandbox.reading import what_it_says
from tests.sandbox.conftest import Town

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "signup",
    "title": {"type": "plain_text", "text": "Join"},
    "submit": {"type": "plain_text", "text": "Sign me up"},
    "blocks": [
        {
            "type": "input",
            "block_id": "job_title",
            "label": {"type": "plain_text", "text": "What do you do?"},
            "element": {"type": "plain_text_input", "action_id": "job_title"},
        }
    ],
}


def listen(bolt: AsyncApp) -> None:
    """A little bot: a command opens a form, the form is answered in one's own chat, a button changes that answer."""

    @bolt.command("/coffee")
    async def open_form(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @bolt.view("signup")
    async def sign_up(ack: Any, body: dict[str, Any], client: Any) -> None:
        job = body["view"]["state"]["values"]["job_title"]["job_title"]["value"]
        if job == "spy":
            await ack(response_action="errors", errors={"job_title": "Not here"})
            return
        await ack()
        button = {
            "type": "button",
            "action_id": "coffee.met",
            "value": "7",
            "text": {"type": "plain_text", "text": "We’ve met"},
        }
        blocks = [
            {"type": "section", "text": {"type": "mrkdwn", "text": f"You are in, {job}."}},
            {"type": "actions", "elements": [button]},
        ]
        await client.chat_postMessage(channel=body["user"]["id"], text="You are in.", blocks=blocks)

    @bolt.action("coffee.met")
    async def met(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        channel, ts = body["container"]["channel_id"], body["container"]["message_ts"]
        await client.chat_update(channel=channel, ts=ts, text=f"Well done: {body['actions'][0]['value']}", blocks=[])


async def test_a_command_a_form_an_error_a_message_and_a_button(town: Town, bolt: AsyncApp) -> None:
    listen(bolt)
    people, ann = town.slack.people, town.ann

    asked = await people.types(ann, town.general, "/coffee join")
    form = await people.modal(ann)
    refused = await people.submits(ann, form, {"job_title": "spy"})
    accepted = await people.submits(ann, form, {"job_title": "Ward manager"})
    message = await people.message(ann, "You are in, Ward manager.")
    pressed = await people.presses(ann, message, "coffee.met")
    changed = await people.message(ann, "Well done: 7")

    assert asked.went_well
    assert dict(refused.errors) == {"job_title": "Not here"}
    assert refused.modal is form
    assert accepted.went_well
    assert accepted.modal is None
    assert pressed.went_well
    assert changed is message
    assert what_it_says(changed) == "Well done: 7"
    assert not people.sees(town.bo).reads("Well done")
