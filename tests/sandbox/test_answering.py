"""Answering where somebody acted, at a response address; and files."""

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.clocks import PaceClock
from bot.sandbox.installation import App
from tests.sandbox.conftest import Town, Wall
from tests.sandbox.ear import Ear
from tests.sandbox.refusal import refused
from tests.sandbox.test_block_rules import actions, button, section


@pytest.fixture
def ear(bolt: AsyncApp) -> Ear:
    """The app, hearing everything."""
    return Ear(bolt)


async def address_of_a_press(town: Town, ear: Ear, *, ephemeral: bool = False) -> AsyncWebhookClient:
    """The response address that a press of Ann's on a message gives."""
    blocks = [section("The original"), actions(button(action_id="go"))]
    if ephemeral:
        await town.client().chat_postEphemeral(channel=town.general.id, user=town.ann.id, text="x", blocks=blocks)
    else:
        await town.client().chat_postMessage(channel=town.general.id, text="x", blocks=blocks)
    message = await town.slack.people.message(town.ann, "The original")
    await town.slack.people.presses(town.ann, message, "go")
    return AsyncWebhookClient((await ear.next())["response_url"])


def texts(town: Town) -> tuple[list[str], list[str]]:
    """What Ann and Bo see."""
    sees = town.slack.people.sees
    return [message.text for message in sees(town.ann).messages], [message.text for message in sees(town.bo).messages]


async def test_an_answer_is_for_the_person_who_acted_unless_it_says_otherwise(town: Town, ear: Ear) -> None:
    await town.slack.people.types(town.ann, town.general, "/coffee")
    respond = AsyncWebhookClient((await ear.next())["response_url"])

    first = await respond.send(text="Only for you")
    second = await respond.send(text="For all", response_type="in_channel")

    assert (first.status_code, first.body, second.status_code) == (200, "ok", 200)
    assert texts(town) == (["Only for you", "For all"], ["For all"])


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_an_original_can_be_replaced_and_deleted(town: Town, ear: Ear, *, ephemeral: bool) -> None:
    respond = await address_of_a_press(town, ear, ephemeral=ephemeral)

    await respond.send(text="Another", replace_original=True)
    replaced = texts(town)
    await respond.send(delete_original=True)

    assert replaced == (["Another"], [] if ephemeral else ["Another"])
    assert texts(town) == ([], [])
    assert [entry.what for entry in town.slack.workspace.transcript][1:] == ["changed", "deleted"]


async def test_a_command_has_no_original_to_replace(town: Town, ear: Ear) -> None:
    await town.slack.people.types(town.ann, town.general, "/coffee")
    respond = AsyncWebhookClient((await ear.next())["response_url"])

    await respond.send(text="One")
    await respond.send(text="Two", replace_original=True)

    assert texts(town)[0] == ["One", "Two"]


async def test_an_address_is_good_for_five_answers(town: Town, ear: Ear) -> None:
    respond = await address_of_a_press(town, ear)
    answers = [await respond.send(text=str(number)) for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[5].body


async def test_an_address_is_good_for_half_an_hour(town: Town, ear: Ear, wall: Wall) -> None:
    respond = await address_of_a_press(town, ear)
    wall.ahead += 30 * 60 + 1

    answer = await respond.send(text="Late")

    assert answer.status_code == 404
    assert "expired_url" in answer.body


async def test_what_slack_refuses_in_an_answer(town: Town, ear: Ear) -> None:
    respond = await address_of_a_press(town, ear)

    too_long = await respond.send(text="x", blocks=[section("x" * 3001)])
    empty = await respond.send()

    assert "invalid_blocks" in too_long.body
    assert "no_text" in empty.body


async def test_a_file_arrives_in_three_steps(town: Town) -> None:
    await town.client().files_upload_v2(
        channel=town.general.id,
        content="a,b\n1,2\n",
        filename="report.csv",
        title="Report",
        initial_comment="Here it is",
    )

    [message] = town.slack.people.sees(town.bo).messages
    file = town.slack.workspace.files[message.files[0]]
    assert message.text == "Here it is"
    assert (file.name, file.title, file.content) == ("report.csv", "Report", b"a,b\n1,2\n")


async def test_what_slack_refuses_of_files(town: Town, app: App) -> None:
    client = town.client()
    elsewhere = town.slack.workspace.add_conversation("channel", [town.ann.id], name="elsewhere")
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    never_uploaded = client.files_completeUploadExternal(files=[{"id": announced["file_id"], "title": "A"}])

    assert await refused(client.files_getUploadURLExternal(filename="a.txt", length=0)) == "invalid_arguments"
    assert await refused(client.files_completeUploadExternal(files=[])) == "invalid_arguments"
    assert await refused(never_uploaded) == "file_not_found"
    uploading = client.files_upload_v2(channel=elsewhere.id, content="abc", filename="a.txt")
    assert await refused(uploading) == "not_in_channel"
    app.scopes -= {"files:write"}
    assert await refused(client.files_getUploadURLExternal(filename="a.txt", length=3)) == "missing_scope"


def test_a_pace_clock_cannot_stand_still() -> None:
    with pytest.raises(ValueError, match="above zero"):
        PaceClock(factor=0)
