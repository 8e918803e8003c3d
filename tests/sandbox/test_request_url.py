"""The same payloads over signed requests, to the real Bolt app behind aiohttp."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.sandbox.clocks import PaceClock
from bot.sandbox.installation import App
from tests.sandbox.conftest import Town
from tests.sandbox.ear import Ear
from tests.sandbox.test_block_rules import TEXT_INPUT, field, modal


@pytest.fixture
def pace() -> PaceClock:
    """So fast that five minutes are soon over."""
    return PaceClock(factor=5000)


class Listening:
    """A request address: what arrived there, and the Bolt app behind it, if there is one."""

    def __init__(self) -> None:
        self.bolt: AsyncApp | None = None
        self.headers: list[dict[str, str]] = []

    async def hear(self, request: web.Request) -> web.Response:
        """One request."""
        self.headers.append(dict(request.headers))
        if self.bolt is None:
            return web.Response(status=500)
        return await to_aiohttp_response(await self.bolt.async_dispatch(await to_bolt_request(request)))


@pytest.fixture
def listening() -> Listening:
    """The request address."""
    return Listening()


@pytest.fixture
async def app(listening: Listening) -> AsyncIterator[App]:
    """The app, installed with a request address in the place of Socket Mode."""
    application = web.Application()
    application.router.add_post("/slack/events", listening.hear)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    [address] = runner.addresses
    yield App(request_url=f"http://127.0.0.1:{address[1]}/slack/events")
    await runner.cleanup()


@pytest.fixture
def ear(town: Town, listening: Listening, app: App) -> Ear:
    """The app, hearing everything that is properly signed."""
    listening.bolt = AsyncApp(client=town.client(), signing_secret=app.signing_secret)
    return Ear(listening.bolt)


async def test_commands_forms_and_events_pass_bolts_check_of_the_signature(town: Town, ear: Ear) -> None:
    ear.view = modal(field(TEXT_INPUT, block_id="name"))
    command = await town.slack.people.types(town.ann, town.general, "/coffee join")
    view = await town.slack.people.modal(town.ann)
    ear.answer = {"response_action": "errors", "errors": {"name": "Too short"}}
    refused = await town.slack.people.submits(town.ann, view, {"name": "A"})
    ear.answer = None
    home = await town.slack.people.opens_home(town.ann)

    assert command.acknowledged
    assert dict(refused.errors) == {"name": "Too short"}
    assert home.acknowledged
    assert (await ear.next())["text"] == "join"
    assert (await ear.next())["view"]["state"]["values"]["name"]["t"]["value"] == "A"
    assert (await ear.next())["event"]["type"] == "app_home_opened"


async def test_plain_text_in_a_response_is_whispered(town: Town, ear: Ear) -> None:
    ear.answer = "Only for you"

    await town.slack.people.types(town.ann, town.general, "/coffee")

    assert town.slack.people.sees(town.ann).reads("Only for you")
    assert not town.slack.people.sees(town.bo).reads("Only for you")


async def test_a_wrong_secret_is_no_answer(town: Town, ear: Ear, app: App) -> None:
    app.signing_secret = "another"

    outcome = await town.slack.people.types(town.ann, town.general, "/coffee")

    assert not outcome.acknowledged


async def test_an_event_that_fails_comes_again_with_its_number(town: Town, listening: Listening) -> None:
    await town.slack.people.opens_home(town.ann)
    await town.slack.settled()

    numbers = [headers.get("X-Slack-Retry-Num") for headers in listening.headers]
    reasons = [headers.get("X-Slack-Retry-Reason") for headers in listening.headers]
    assert numbers == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_error"]


async def test_the_settings_carry_the_secret(town: Town, app: App) -> None:
    assert town.slack.settings()["SLACK_SIGNING_SECRET"] == app.signing_secret
    assert "SLACK_APP_TOKEN" not in town.slack.settings()


@pytest.mark.parametrize("path", ["/api/auth.test", "/link/"])
async def test_another_host_is_refused(town: Town, path: str) -> None:
    async with aiohttp.ClientSession() as session:
        headers: dict[str, Any] = {"Host": "evil.example"}
        async with session.get(f"{town.slack.base}{path}", headers=headers) as response:
            assert response.status == 421
