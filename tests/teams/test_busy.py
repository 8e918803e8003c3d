"""Teams is busy or stumbles: whoever did something is answered all the same."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.platforms import background
from bot.platforms.pace import Pace
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_cards import page_of
from tests.fronts.teams_service import Fault
from tests.teams.installing import installs
from tests.teams.test_talking import presses, types

BUSY = "Teams is busy just now. Please try that again in a minute."


@pytest.mark.parametrize("status", [429, 502, 500])
async def test_who_is_known_is_served_though_teams_does_not_say_who_they_are(office: TeamsBot, status: int) -> None:
    await types(office, "tea tell")
    office.connection.platform.lookups.forget("ann")
    office.service.faults["member"] += [Fault(status, {"Retry-After": "20"})] * 9

    (said,) = await types(office, "tea greet")

    assert said.startswith("Hello Ann Okafor")


@pytest.mark.parametrize("status", [429, 502, 500])
async def test_who_cannot_be_found_out_about_is_asked_to_try_again(office: TeamsBot, status: int) -> None:
    office.service.faults["member"] += [Fault(status, {"Retry-After": "20"})] * 9

    said = await types(office, "tea greet")

    assert said[-1] == BUSY


@pytest.mark.parametrize("status", [429, 500, 502])
@pytest.mark.parametrize("method", ["post", "change"])
async def test_an_answer_that_is_refused_for_a_while_arrives(office: TeamsBot, method: str, status: int) -> None:
    await types(office, "tea greet")
    card = office.service.messages[-1]
    office.service.faults[method] += [Fault(status, {"Retry-After": "2"})] * 6

    if method == "post":
        await types(office, "tea greet")
        said = page_of(office.service.messages[-1].card).text
        assert said.startswith("Hello Ann Okafor")
        assert office.service.messages[-1] is not card
    else:
        await presses(office, card, {"action": "tea.drink", "subject": "7"})
        assert page_of(card.card).text == "Cheers. You have had 1 cups."


async def test_an_announcement_has_everybody_looked_up_in_pages(
    office: TeamsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_no_time_passes = Pace(since=datetime.now(UTC), factor=0)
    monkeypatch.setattr(office.connection.platform.lookups, "_pace", while_no_time_passes)
    await installs(office)
    for number in range(9):
        office.service.add(f"p{number}", f"P {number}", f"p{number}@example.org")

    await office.connection.platform.get_ready()
    calls = len(office.service.calls)
    for number in range(9):
        await types(office, "tea greet", user=f"p{number}")

    assert "member" not in [name for name, _ in office.service.calls[calls:]]


async def test_told_to_stop_it_does_not_wait_for_an_answer_that_teams_does_not_take(
    office: TeamsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "ENDS_WITHIN", 0.05)
    is_cancelled = asyncio.Event()

    async def is_never_taken() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            is_cancelled.set()

    office.connection._answering.afterwards.do(is_never_taken())
    async with asyncio.timeout(30):
        await office.connection.stop()
        await is_cancelled.wait()
