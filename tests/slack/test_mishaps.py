"""What goes wrong around an answer: it is said where it can be, it loses nothing, and nothing typed reaches the log."""

import asyncio
import logging

import pytest

from bot.platforms.platform import NotNow
from bot.sandbox.faults import DroppedBefore, Says, ServerError
from bot.slack.connection import connect
from tests.slack.conftest import Office, over_http, slack_settings
from tests.slack.tea import Tea

TYPED = "Hemlock"


async def test_nothing_typed_and_no_token_reaches_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    people, faults = office.slack.people, office.slack.faults
    form = await office.opens_form(office.ann)
    faults.on("response_url", ServerError())
    await people.opens_home(office.ann)
    faults.on("views.publish", DroppedBefore())

    await people.submits(office.ann, form, {"title": "break", "note": TYPED, "channel": office.general.id})
    await people.types(office.ann, office.general, f"/tea break {TYPED}")
    await people.types(office.ann, office.general, f"/tea announce {office.general.id}")
    announcement = await people.message(office.ann, "Who is in?")
    await people.presses(office.ann, announcement, "tea.drink")
    await office.slack.settled()

    assert "tea" in caplog.text
    assert "RuntimeError" in caplog.text
    for secret in (TYPED, office.slack.app.bot_token, office.slack.app.app_token, "Ann"):
        assert secret not in caplog.text


async def test_a_form_that_comes_too_late_is_said_so(office: Office) -> None:
    office.slack.faults.on("views.open", Says("expired_trigger_id"))

    await office.slack.people.types(office.ann, office.general, "/tea join")

    assert await office.slack.people.message(office.ann, "too long to open")


async def test_a_press_whose_answer_was_lost_can_be_made_again(office: Office) -> None:
    people = office.slack.people
    await people.types(office.ann, office.general, "/tea tell")
    told = await people.message(office.ann, "A cup for Ann Okafor")
    office.slack.faults.on("response_url", DroppedBefore())

    await people.presses(office.ann, told, "tea.drink")
    await office.slack.settled()
    await people.presses(office.ann, told, "tea.look")

    assert await people.message(office.ann, "1 cups") is told


async def test_a_home_page_that_could_not_be_shown_is_shown_when_slack_asks_again(
    tea: Tea, sqlite_url: str, unused_tcp_port: int
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        office.slack.faults.on("views.publish", DroppedBefore())

        outcome = await office.slack.people.opens_home(office.ann)

        assert not outcome.acknowledged
        assert await office.slack.people.home(office.ann, "0 cups")


async def test_a_dropped_connection_is_made_again(office: Office) -> None:
    await office.slack.socket_mode.refresh()
    await office.slack.socket_mode.connected()

    outcome = await office.slack.people.types(office.ann, office.general, "/tea greet")

    assert outcome.went_well


async def test_whoever_is_being_answered_when_slack_asks_for_another_connection_is_answered(office: Office) -> None:
    office.tea.slow = 0.5
    command = asyncio.create_task(office.slack.people.types(office.ann, office.general, "/tea wait"))
    while not office.tea.heard:  # noqa: ASYNC110  (a list sets no event)
        await asyncio.sleep(0.01)

    await office.slack.socket_mode.refresh()

    assert (await command).went_well
    await office.slack.socket_mode.connected()
    office.tea.slow = 0.0
    assert (await office.slack.people.types(office.ann, office.general, "/tea greet")).went_well


async def test_another_connection_waits_for_no_answer_that_is_under_way(office: Office) -> None:
    office.tea.slow = 1.0
    slow = asyncio.create_task(office.slack.people.types(office.ann, office.general, "/tea wait"))
    while not office.tea.heard:  # noqa: ASYNC110  (a list sets no event)
        await asyncio.sleep(0.01)

    await office.slack.socket_mode.refresh()
    await office.slack.socket_mode.connected()

    assert not slow.done()
    assert (await slow).went_well
    assert (await office.slack.people.types(office.bo, office.general, "/tea greet")).went_well


async def test_an_unknown_token_is_found_out_at_once(office: Office) -> None:
    office.slack.app.revoked = True

    with pytest.raises(NotNow):
        await connect(office.engine, slack_settings(office.slack), office.platform.calls.pace)
