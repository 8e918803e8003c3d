"""Connections: several, replaced, broken; events brought twice, late and again."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.sandbox.clocks import PaceClock
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear
from tests.sandbox.test_block_rules import modal

FASTER = 5000
A_MINUTE = 60 / FASTER


class Link:
    """A bare connection, to see the envelopes themselves."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, hello: dict[str, Any]) -> None:
        self.socket = socket
        self.hello = hello

    @classmethod
    async def open(cls, town: Town, session: aiohttp.ClientSession) -> "Link":
        """Connect as a client does, up to Slack's hello."""
        answer = await town.client().apps_connections_open(app_token=town.slack.app.app_token)
        socket = await session.ws_connect(answer["url"])
        return cls(socket, await socket.receive_json(timeout=10))

    async def envelope(self) -> dict[str, Any]:
        """The next envelope."""
        received: dict[str, Any] = await self.socket.receive_json(timeout=10)
        return received


@pytest.fixture
def deadlines() -> PaceClock:
    """Fast: here the app leaves things unanswered on purpose."""
    return PaceClock(factor=60)


@pytest.fixture
def pace() -> PaceClock:
    """So fast that five minutes are soon over."""
    return PaceClock(factor=FASTER)


async def test_an_event_that_is_not_acknowledged_comes_again_and_says_so(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        link = await Link.open(town, session)
        outcome = await town.slack.people.opens_home(town.ann)
        envelopes = [await link.envelope() for _ in range(4)]
        await link.socket.send_json({"envelope_id": envelopes[3]["envelope_id"]})

    assert link.hello["type"] == "hello"
    assert link.hello["num_connections"] == 1
    assert not outcome.acknowledged
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 1, 2, 3]
    assert [envelope["retry_reason"] for envelope in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 4
    assert not envelopes[0]["accepts_response_payload"]


async def test_a_command_that_is_not_acknowledged_fails_before_the_persons_eyes(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        link = await Link.open(town, session)
        outcome = await town.slack.people.types(town.ann, town.general, "/coffee")
        envelope = await link.envelope()

    assert not outcome.acknowledged
    assert outcome.trouble == "/coffee failed because the app did not respond."
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"]
    assert town.slack.delivery.is_idle


async def test_without_a_connection_nobody_answers(town: Town) -> None:
    outcome = await town.slack.people.types(town.ann, town.general, "/coffee")

    assert outcome.trouble == "/coffee failed because the app did not respond."


async def test_each_event_goes_to_one_of_the_connections(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        links = [await Link.open(town, session) for _ in range(2)]
        await asyncio.gather(*(town.slack.people.types(town.ann, town.general, f"/coffee {n}") for n in range(2)))
        heard = [(await link.envelope())["payload"]["text"] for link in links]

    assert sorted(heard) == ["0", "1"]
    assert links[1].hello["num_connections"] == 2


async def test_an_eleventh_connection_is_one_too_many(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        links = []
        for _ in range(11):
            links.append(await Link.open(town, session))
            await asyncio.sleep(A_MINUTE / 10)  # they may be asked for ten times a minute

    assert [link.hello["type"] for link in links] == ["hello"] * 10 + ["disconnect"]
    assert links[10].hello["reason"] == "too_many_websockets"


async def test_a_ticket_is_good_for_one_connection(town: Town) -> None:
    answer = await town.client().apps_connections_open(app_token=town.slack.app.app_token)
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(answer["url"])
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(answer["url"])


class TestWithBolt:
    """What Slack's own client makes of it."""

    @pytest.fixture
    def deadlines(self) -> PaceClock:
        """As slow as Slack's."""
        return PaceClock()

    @pytest.fixture
    def ear(self, bolt: AsyncApp) -> Ear:
        """The app, hearing everything."""
        return Ear(bolt)

    async def test_everything_twice(self, town: Town, ear: Ear) -> None:
        town.slack.faults.deliver_twice = True

        await town.slack.people.opens_home(town.ann)
        events = [await ear.next(), await ear.next()]
        await town.slack.people.types(town.ann, town.general, "/coffee")
        commands = [await ear.next(), await ear.next()]

        assert events[0] == events[1]
        assert commands[0] == commands[1]
        assert commands[0]["trigger_id"]

    async def test_a_lost_acknowledgement_brings_the_event_again(self, town: Town, ear: Ear) -> None:
        town.slack.faults.lose_acknowledgements = 1

        outcome = await town.slack.people.opens_home(town.ann)
        first, again = await ear.next(), await ear.next()

        assert not outcome.acknowledged
        assert first["event_id"] == again["event_id"]

    async def test_what_comes_late_still_comes(self, town: Town, ear: Ear) -> None:
        town.slack.faults.deliver_late_by = 0.01

        outcome = await town.slack.people.types(town.ann, town.general, "/coffee")

        assert outcome.acknowledged

    async def test_a_client_comes_back_after_a_refresh_and_after_a_break(self, town: Town, ear: Ear) -> None:
        await town.slack.socket_mode.refresh()
        await town.slack.socket_mode.connected()
        after_refresh = await town.slack.people.types(town.ann, town.general, "/coffee")
        await town.slack.socket_mode.drop()
        await town.slack.socket_mode.connected()
        after_break = await town.slack.people.types(town.ann, town.general, "/coffee")

        assert after_refresh.acknowledged
        assert after_break.acknowledged

    async def test_a_connection_that_breaks_leaves_the_person_without_an_answer(
        self, town: Town, bolt: AsyncApp
    ) -> None:
        @bolt.command("/coffee")
        async def never_answers(body: dict[str, Any]) -> None:
            await town.slack.socket_mode.drop()

        outcome = await town.slack.people.types(town.ann, town.general, "/coffee")

        assert not outcome.acknowledged

    async def test_settled_waits_for_what_the_app_does_after_acknowledging(self, town: Town, bolt: AsyncApp) -> None:
        @bolt.command("/coffee")
        async def works_on(ack: Any, body: dict[str, Any], client: Any) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal())
            await client.chat_postMessage(channel=body["user_id"], text="Done")

        await town.slack.people.types(town.ann, town.general, "/coffee")
        await town.slack.settled()

        assert town.slack.people.sees(town.ann).reads("Done")


async def test_bolt_needs_no_more_than_the_settings(town: Town) -> None:
    settings = town.slack.settings()
    bolt = AsyncApp(client=town.client(settings["SLACK_BOT_TOKEN"]))
    handler = AsyncSocketModeHandler(bolt, settings["SLACK_APP_TOKEN"], ping_interval=0.05)

    await handler.connect_async()  # type: ignore[no-untyped-call]
    await town.slack.socket_mode.connected()
    await handler.close_async()  # type: ignore[no-untyped-call]

    assert settings["SLACK_API_URL"] == town.slack.api_url
    assert "SLACK_SIGNING_SECRET" not in settings
