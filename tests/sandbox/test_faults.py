"""Misfortune on order, as Slack's own client meets it."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.faults import DroppedAfter, DroppedBefore, Fault, Says, ServerError, Slow, TooMany
from tests.sandbox.conftest import Town
from tests.sandbox.refusal import refused


def client(town: Town) -> AsyncWebClient:
    """A client that tries again after 429 only, as a sender of messages must."""
    return AsyncWebClient(
        town.slack.app.bot_token,
        base_url=town.slack.api_url,
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
    )


def posted(town: Town) -> list[str]:
    """What arrived in the channel."""
    return [entry.text for entry in town.slack.workspace.transcript if entry.what == "posted"]


@pytest.mark.parametrize(("fault", "arrives"), [(DroppedBefore(), 0), (DroppedAfter(), 1)])
async def test_a_connection_that_breaks_before_or_after_the_call_took_effect(
    town: Town, fault: Fault, arrives: int
) -> None:
    town.slack.faults.on("chat.postMessage", fault)

    with pytest.raises(aiohttp.ClientError):
        await client(town).chat_postMessage(channel=town.general.id, text="Hello")

    assert posted(town) == ["Hello"] * arrives


async def test_slacks_servers_fail_and_recover(town: Town) -> None:
    town.slack.faults.on("chat.postMessage", ServerError(503), times=2)

    for _ in range(2):
        with pytest.raises(SlackApiError) as error:
            await client(town).chat_postMessage(channel=town.general.id, text="Hello")
        assert error.value.response.status_code == 503
    await client(town).chat_postMessage(channel=town.general.id, text="Hello")

    assert posted(town) == ["Hello"]


async def test_too_many_is_told_with_a_wait_and_then_all_is_well(town: Town) -> None:
    town.slack.faults.on("chat.postMessage", TooMany(seconds=0))

    await client(town).chat_postMessage(channel=town.general.id, text="Hello")

    assert posted(town) == ["Hello"]
    assert town.slack.front_door.calls == ["chat.postMessage"] * 2


async def test_any_error_can_be_said_for_one_conversation_only(town: Town) -> None:
    town.slack.faults.on("chat.postMessage", Says("internal_error"), times=9, channel=town.general.id)

    assert await refused(client(town).chat_postMessage(channel=town.general.id, text="Hello")) == "internal_error"
    assert (await client(town).chat_postMessage(channel=town.ann.id, text="Hello"))["ok"]


async def test_a_slow_answer_comes_after_the_effect(town: Town) -> None:
    town.slack.faults.on("*", Slow(30))
    call = asyncio.create_task(client(town).chat_postMessage(channel=town.general.id, text="Hello"))

    await town.slack.people.message(town.bo, "Hello")

    assert not call.done()
    call.cancel()
