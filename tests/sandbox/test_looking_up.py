"""Looking up people and conversations, and opening direct messages."""

from typing import Any

from bot.sandbox.installation import App
from tests.sandbox.conftest import Town
from tests.sandbox.refusal import refused


async def test_the_same_people_are_always_in_the_same_conversation(town: Town) -> None:
    client = town.client()
    pair = [town.ann.id, town.bo.id]

    first = await client.conversations_open(users=pair)
    again = await client.conversations_open(users=[*reversed(pair), town.slack.app.bot_user])
    alone = await client.conversations_open(users=town.ann.id, return_im=True)

    assert first["channel"]["id"] == again["channel"]["id"]
    assert again["already_open"]
    assert alone["channel"]["user"] == town.ann.id
    assert len(town.slack.workspace.conversations) == 3


async def test_nothing_is_opened_when_creation_is_prevented(town: Town) -> None:
    answer = await town.client().conversations_open(users=town.ann.id, prevent_creation=True)

    assert "channel" not in answer.data
    assert list(town.slack.workspace.conversations) == [town.general.id]


async def test_whom_slack_refuses_to_bring_together(town: Town, app: App) -> None:
    workspace = town.slack.workspace
    stranger = workspace.add_user("Sol Stranger", team="T111OTHER", is_stranger=True)
    partner = workspace.add_user("Pia Partner", team="T111OTHER", is_stranger=True)
    workspace.add_conversation("channel", [partner.id, app.bot_user], name="shared")
    await town.slack.happenings.is_deactivated(town.dan)
    many = [workspace.add_user(f"Person {n}").id for n in range(9)]

    async def opening(*users: str) -> str:
        return await refused(town.client().conversations_open(users=list(users)))

    assert await opening() == "users_list_not_supplied"
    assert await opening(app.bot_user) == "users_list_not_supplied"
    assert await opening(*many) == "too_many_users"
    assert await opening("U999") == "user_not_found"
    assert await opening(town.ann.id, town.dan.id) == "user_disabled"
    assert await opening(stranger.id) == "user_not_visible"
    assert await opening(town.ann.id, partner.id) == "invalid_user_combination"
    assert (await town.client().conversations_open(users=partner.id))["ok"]
    assert (await town.client().conversations_open(users=many[:8]))["ok"]


async def test_opening_needs_a_scope_for_each_kind(town: Town, app: App) -> None:
    app.scopes = frozenset({"im:write"})

    assert (await town.client().conversations_open(users=town.ann.id))["ok"]
    assert await refused(town.client().conversations_open(users=[town.ann.id, town.bo.id])) == "missing_scope"


async def test_a_pairs_private_chat_cannot_be_read(town: Town) -> None:
    pair = await town.client().conversations_open(users=[town.ann.id, town.bo.id])

    reading = town.client().conversations_history(channel=pair["channel"]["id"])

    assert await refused(reading) == "missing_scope"


async def test_a_history_is_newest_first_and_comes_in_pages(town: Town) -> None:
    client, place = town.client(), town.chat(town.ann).id
    stamps = [(await client.chat_postMessage(channel=place, text=str(n)))["ts"] for n in range(4)]

    first = await client.conversations_history(channel=place, limit=3)
    rest = await client.conversations_history(channel=place, limit=3, cursor=first["response_metadata"]["next_cursor"])
    since = await client.conversations_history(channel=place, oldest=stamps[2])
    from_on = await client.conversations_history(channel=place, oldest=stamps[2], inclusive=True)

    assert [message["text"] for message in first["messages"]] == ["3", "2", "1"]
    assert first["has_more"]
    assert [message["text"] for message in rest["messages"]] == ["0"]
    assert [message["text"] for message in since["messages"]] == ["3"]
    assert [message["text"] for message in from_on["messages"]] == ["3", "2"]


async def test_everybody_page_by_page(town: Town) -> None:
    listed: list[dict[str, Any]] = []
    async for page in await town.client().users_list(limit=2):
        listed += page["members"]

    assert [member["id"] for member in listed] == list(town.slack.workspace.users)
    assert listed[0]["profile"]["email"] == "ann@example.org"
    assert listed[-1]["is_bot"]


async def test_looking_up_one_person(town: Town, app: App) -> None:
    client = town.client()
    found = await client.users_lookupByEmail(email="ANN@example.org")
    assert found["user"]["id"] == town.ann.id

    await town.slack.happenings.is_deactivated(town.ann)
    assert await refused(client.users_lookupByEmail(email="ann@example.org")) == "users_not_found"
    assert (await client.users_info(user=town.ann.id))["user"]["deleted"]
    assert await refused(client.users_info(user="U999")) == "user_not_found"

    app.scopes -= {"users:read.email"}
    assert "email" not in (await client.users_info(user=town.bo.id))["user"]["profile"]
    assert await refused(client.users_lookupByEmail(email="bo@example.org")) == "missing_scope"


async def test_which_conversations_the_bot_knows_of(town: Town) -> None:
    workspace, client = town.slack.workspace, town.client()
    elsewhere = workspace.add_conversation("channel", [town.ann.id], name="elsewhere")
    workspace.add_conversation("group", [town.ann.id], name="private")
    chat = town.chat(town.ann)

    listed = await client.conversations_list(types=["public_channel", "private_channel", "im"])
    joined = await client.users_conversations()
    members = await client.conversations_members(channel=town.general.id)
    about = await client.conversations_info(channel=elsewhere.id, include_num_members=True)

    assert {channel["id"] for channel in listed["channels"]} == {town.general.id, elsewhere.id, chat.id}
    assert [channel["id"] for channel in joined["channels"]] == [town.general.id]
    assert members["members"] == town.general.members
    assert (about["channel"]["is_member"], about["channel"]["num_members"]) == (False, 1)


async def test_arguments_that_slack_refuses(town: Town) -> None:
    client = town.client()

    assert await refused(client.users_list(cursor="nonsense")) == "invalid_cursor"
    assert await refused(client.conversations_list(limit=5000)) == "invalid_limit"
    assert await refused(client.conversations_list(types="secret_channel")) == "invalid_types"
    assert await refused(client.conversations_info(channel="C999")) == "channel_not_found"
