"""Sending: what Slack's refusals and broken connections mean, and that nothing is posted twice."""

import pytest

from activities.kit.cards import say
from activities.kit.events import Kind
from activities.kit.views import Document
from bot.platforms.platform import (
    Away,
    MayHaveArrived,
    NoConversation,
    NotNow,
    Refused,
    SendingFailed,
    Unknown,
    Unreachable,
)
from bot.sandbox.faults import DroppedAfter, DroppedBefore, Fault, Says, ServerError, TooMany
from tests.slack.conftest import Office, flat

CARD = say("Hello & <!channel>")
FIGURES = Document("figures.csv", "Figures", "name,met\nZoë,yes\n".encode())


async def test_a_post_can_be_changed_and_found_by_its_mark(office: Office) -> None:
    platform = office.platform
    chat = await platform.own_chat(office.ann.id)

    await platform.post(chat, say("Another"), {}, mark=16)
    reference = await platform.post(chat, CARD, {}, mark=17)
    await platform.change(chat, reference, say("Changed"), {})

    assert chat == office.chat(office.ann).id
    assert office.shown(office.ann, office.chat(office.ann)) == ["Another", "Changed"]
    assert await platform.find(chat, mark=17) == reference
    assert await platform.find(chat, mark=18) is None


async def test_a_picture_says_what_it_shows_to_those_who_do_not_see_it(office: Office) -> None:
    chat = await office.platform.own_chat(office.ann.id)
    picture = Document("code.png", "QR code", b"\x89PNG", "QR code for Slack. It leads to https://slack.com/")
    for document in (picture, FIGURES):
        await office.platform.post_file(chat, document, say("Here"), mark=1)
    files = office.slack.workspace.files.values()
    assert [file.alt for file in files] == ["QR code for Slack. It leads to https://slack.com/", ""]


async def test_a_group_has_one_conversation_whatever_the_order(office: Office) -> None:
    one = await office.platform.group_chat([office.ann.id, office.bo.id])
    other = await office.platform.group_chat([office.bo.id, office.ann.id])

    assert one == other
    assert office.slack.workspace.conversations[one].kind == "mpim"


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        (TooMany(3), NotNow),
        (Says("token_revoked"), Away),
        (Says("account_inactive"), Away),
        (Says("invalid_auth"), Away),
        (Says("missing_scope"), Away),
        (Says("team_access_not_granted"), Away),
        (Says("enterprise_is_restricted"), Away),
        (Says("said_by_nobody_yet"), Unknown),
        (Says("is_archived"), NoConversation),
        (Says("not_in_channel"), Unreachable),
        (Says("channel_not_found"), Unreachable),
        (Says("invalid_blocks"), Refused),
        (Says("fatal_error"), MayHaveArrived),
        (ServerError(503), MayHaveArrived),
        (DroppedBefore(), MayHaveArrived),
        (DroppedAfter(), MayHaveArrived),
    ],
)
async def test_what_a_failed_post_means(office: Office, fault: Fault, failure: type[SendingFailed]) -> None:
    office.slack.faults.on("chat.postMessage", fault)

    with pytest.raises(failure):
        await office.platform.post(office.general.id, CARD, {}, mark=1)

    assert office.slack.front_door.calls.count("chat.postMessage") == 1


async def test_slack_says_how_long_to_wait(office: Office) -> None:
    office.slack.faults.on("chat.postMessage", TooMany(7))

    with pytest.raises(NotNow) as refused:
        await office.platform.post(office.general.id, CARD, {}, mark=1)

    assert refused.value.wait == 7


async def test_a_post_whose_answer_was_lost_is_found(office: Office) -> None:
    chat = await office.platform.own_chat(office.ann.id)
    office.slack.faults.on("chat.postMessage", DroppedAfter())

    with pytest.raises(MayHaveArrived):
        await office.platform.post(chat, CARD, {}, mark=5)

    assert await office.platform.find(chat, mark=5) is not None


async def test_a_file_comes_with_a_line_of_words(office: Office) -> None:
    chat = await office.platform.own_chat(office.ann.id)

    reference = await office.platform.post_file(chat, FIGURES, say("Your <figures>"), mark=1)

    (message,) = office.slack.workspace.messages[chat]
    file = office.slack.workspace.files[reference]
    assert message.files == [reference]
    assert message.text == "Your &lt;figures&gt;"
    assert (file.name, file.title, file.content) == ("figures.csv", "Figures", FIGURES.content)


@pytest.mark.parametrize(
    ("step", "failure"),
    [("files.getUploadURLExternal", NotNow), ("files.completeUploadExternal", MayHaveArrived)],
)
async def test_only_the_last_step_of_a_file_leaves_a_doubt(
    office: Office, step: str, failure: type[SendingFailed]
) -> None:
    chat = await office.platform.own_chat(office.ann.id)
    office.slack.faults.on(step, DroppedAfter(), times=2)  # aiohttp asks a second time where asking changes nothing

    with pytest.raises(failure):
        await office.platform.post_file(chat, FIGURES, CARD, mark=1)


@pytest.mark.parametrize("fault", [ServerError(502), DroppedBefore(), DroppedAfter(), TooMany(1)])
async def test_what_may_be_repeated_is_only_put_off(office: Office, fault: Fault) -> None:
    office.slack.faults.on("conversations.open", fault)

    with pytest.raises(NotNow):
        await office.platform.own_chat(office.ann.id)


async def test_nobody_there_means_that_nothing_was_sent(office: Office) -> None:
    client = office.platform.calls.client
    client.base_url = "http://127.0.0.1:9/api/"

    with pytest.raises(NotNow):
        await office.platform.post(office.general.id, CARD, {}, mark=1)


@pytest.mark.parametrize("who", ["deactivated", "stranger", "unknown", "bot"])
async def test_who_cannot_be_written_to_is_unreachable(office: Office, who: str) -> None:
    workspace = office.slack.workspace
    users = {
        "deactivated": workspace.add_user("Gone", deleted=True).id,
        "stranger": workspace.add_user("Far", team="T0FAR", is_stranger=True).id,
        "unknown": "U0NOBODY",
        "bot": workspace.add_user("Robot", is_bot=True).id,
    }

    with pytest.raises(Unreachable):
        await office.platform.own_chat(users[who])


async def test_everybody_is_listed_with_what_they_are(office: Office) -> None:
    workspace = office.slack.workspace
    workspace.add_user("Gone Gladys", email="gone@example.org", deleted=True)
    for number in range(250):
        workspace.add_user(f"Colleague {number}")
    office.slack.faults.on("users.list", TooMany(1))

    listed = {profile.name: profile async for profile in office.platform.everybody()}

    assert len(listed) == len(workspace.users)
    assert listed["Ann Okafor"].email == "ann@example.org"
    assert not listed["Gone Gladys"].active
    kinds = {name: listed[name].kind for name in ("Ann Okafor", "Gil Guest", "Sal Stranger", "Knowhow")}
    assert kinds == {
        "Ann Okafor": Kind.MEMBER,
        "Gil Guest": Kind.GUEST,
        "Sal Stranger": Kind.STRANGER,
        "Knowhow": Kind.BOT,
    }


async def test_posts_keep_slacks_pace_without_ever_being_refused(office: Office) -> None:
    chat = await office.platform.own_chat(office.ann.id)

    for mark in range(12):
        await office.platform.wait_to_post(chat)
        await office.platform.post(chat, say(f"Number {mark}"), {}, mark=mark)

    assert len(office.shown(office.ann, office.chat(office.ann))) == 12


async def test_what_people_typed_reaches_slack_as_characters(office: Office) -> None:
    await office.platform.post(office.general.id, CARD, {}, mark=1)

    (message,) = office.slack.workspace.messages[office.general.id]
    assert flat(message) == "Hello & <!channel>"
    assert message.text == "Hello &amp; &lt;!channel&gt;"
