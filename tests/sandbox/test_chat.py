"""Posting, changing and whispering messages, and what Slack refuses in them."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.installation import App
from bot.sandbox.reading import what_it_says
from tests.sandbox.conftest import Town
from tests.sandbox.refusal import refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


async def test_a_message_in_a_channel_is_seen_by_its_members_and_nobody_else(town: Town) -> None:
    quiet = town.slack.workspace.add_conversation("channel", [town.ann.id, town.slack.app.bot_user], name="quiet")

    answer = await town.client().chat_postMessage(channel=quiet.id, text="Hello", blocks=[SECTION])

    assert answer["message"]["bot_id"] == town.slack.app.bot_id
    assert answer["message"]["blocks"][0]["block_id"]
    assert [what_it_says(message) for message in town.slack.people.sees(town.ann).messages] == ["Hello"]
    assert town.slack.people.sees(town.bo).messages == []


async def test_timestamps_are_unique_and_rise(town: Town) -> None:
    client = town.client()
    stamps = [(await client.chat_postMessage(channel=town.general.id, text=str(n)))["ts"] for n in range(4)]

    assert stamps == sorted(set(stamps))


async def test_a_user_id_stands_for_their_own_chat(town: Town) -> None:
    first = await town.client().chat_postMessage(channel=town.ann.id, text="One")
    opened = await town.client().conversations_open(users=town.ann.id)

    assert first["channel"] == opened["channel"]["id"]


async def test_a_message_to_a_closed_account_arrives_as_it_does_in_slack(town: Town) -> None:
    place = town.chat(town.ann)
    await town.slack.happenings.is_deactivated(town.ann)

    answer = await town.client().chat_postMessage(channel=place.id, text="Anybody there?")

    assert answer["ok"]


async def test_update_keeps_blocks_that_are_not_given(town: Town) -> None:
    posted = await town.client().chat_postMessage(channel=town.general.id, text="Hello", blocks=[SECTION])

    kept = await town.client().chat_update(channel=town.general.id, ts=posted["ts"], text="Other")
    emptied = await town.client().chat_update(channel=town.general.id, ts=posted["ts"], text="Other", blocks=[])

    assert kept["message"]["blocks"] == posted["message"]["blocks"]
    assert "blocks" not in emptied["message"]
    assert [entry.what for entry in town.slack.workspace.transcript] == ["posted", "changed", "changed"]


async def test_an_ephemeral_message_is_for_one_person_and_in_no_history(town: Town) -> None:
    place = town.chat(town.ann)
    await town.client().chat_postEphemeral(channel=place.id, user=town.ann.id, text="Psst")
    await town.client().chat_postEphemeral(channel=town.general.id, user=town.ann.id, text="Psst")

    history = await town.client().conversations_history(channel=place.id)

    assert len(town.slack.people.sees(town.ann).messages) == 2
    assert town.slack.people.sees(town.bo).messages == []
    assert history["messages"] == []


async def test_what_slack_refuses_to_post(town: Town) -> None:
    workspace, client = town.slack.workspace, town.client()
    elsewhere = workspace.add_conversation("channel", [town.ann.id], name="elsewhere")
    private = workspace.add_conversation("group", [town.ann.id], name="private")
    archived = workspace.add_conversation("channel", town.general.members, name="old")
    archived.is_archived = True
    pair = workspace.open_direct([town.ann.id, town.bo.id])

    async def post(channel: str, **about: Any) -> str:
        return await refused(client.chat_postMessage(channel=channel, **about))

    assert await post("C999", text="Hello") == "channel_not_found"
    assert await post(private.id, text="Hello") == "channel_not_found"
    assert await post(pair.id, text="Hello") == "channel_not_found"
    assert await post(elsewhere.id, text="Hello") == "not_in_channel"
    assert await post(archived.id, text="Hello") == "is_archived"
    assert await post(town.slack.app.bot_user, text="Hello") == "cannot_dm_bot"
    nothing = client.api_call("chat.postMessage", json={"channel": town.general.id})
    assert await refused(nothing) == "no_text"
    assert await post(town.general.id, text="x" * 40_001) == "msg_too_long"
    assert await post(town.general.id, text="x", blocks="no list") == "invalid_arguments"
    assert await post(town.general.id, text="x", metadata={"event_type": "x"}) == "invalid_metadata_format"
    assert town.slack.workspace.transcript == []


async def test_what_slack_refuses_to_change(town: Town) -> None:
    client, place = town.client(), town.general.id
    theirs = town.slack.people
    await theirs.types(town.ann, town.general, "I wrote this")
    written = theirs.sees(town.ann).messages[0]
    whispered = await client.chat_postEphemeral(channel=place, user=town.ann.id, text="Psst")

    async def change(ts: str, text: str = "Other") -> str:
        return await refused(client.chat_update(channel=place, ts=ts, text=text))

    assert await change("1.000000") == "message_not_found"
    assert await change(whispered["message_ts"]) == "message_not_found"
    assert await change(written.ts) == "cant_update_message"
    assert await refused(client.chat_postEphemeral(channel=place, user="U999", text="Psst")) == "user_not_in_channel"


async def test_a_text_fit_to_post_can_be_too_long_to_change_into(town: Town) -> None:
    posted = await town.client().chat_postMessage(channel=town.general.id, text="x" * 5_000)

    changing = town.client().chat_update(channel=town.general.id, ts=posted["ts"], text="x" * 5_000)

    assert await refused(changing) == "msg_too_long"


async def test_metadata_comes_back_only_when_asked_for(town: Town) -> None:
    metadata = {"event_type": "parcel", "event_payload": {"key": "17"}}
    place = town.chat(town.ann)
    await town.client().chat_postMessage(channel=place.id, text="Hello", metadata=metadata)

    plain = await town.client().conversations_history(channel=place.id)
    full = await town.client().conversations_history(channel=place.id, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_a_missing_scope_is_named_and_the_granted_ones_stand_in_the_header(town: Town, app: App) -> None:
    app.scopes = frozenset({"commands", "im:write"})

    with pytest.raises(SlackApiError) as error:
        await town.client().chat_postMessage(channel=town.general.id, text="Hello")

    assert error.value.response["error"] == "missing_scope"
    assert error.value.response["needed"] == "chat:write"
    assert error.value.response["provided"] == "commands,im:write"
    assert error.value.response.headers["X-OAuth-Scopes"] == "commands,im:write"


async def test_tokens(town: Town, app: App) -> None:
    assert (await town.client().auth_test())["user_id"] == app.bot_user
    assert await refused(town.client("xoxb-wrong").auth_test()) == "invalid_auth"
    assert await refused(town.client(app.app_token).auth_test()) == "not_allowed_token_type"
    assert await refused(town.client().apps_connections_open(app_token=app.bot_token)) == "not_allowed_token_type"
    assert await refused(town.client().api_call("chat.nothing")) == "unknown_method"
    app.revoked = True
    assert await refused(town.client().auth_test()) == "token_revoked"
