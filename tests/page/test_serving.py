"""Who may look at the page, what it may load, and what a window may ask for."""

from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from activities import ACTIVITIES
from bot.sandbox.page.cast import OtherPeople, cast_of
from bot.sandbox.page.moments import FALLS_DUE
from bot.sandbox.page.serving import STATIC
from tests.page.conftest import PEOPLE, Theatre, theatre_in


async def test_nothing_is_loaded_from_elsewhere(theatre: Theatre) -> None:
    async with ClientSession(theatre.address) as client:
        for path in ["/", *(f"/static/{file.name}" for file in STATIC.iterdir()), "/nothing"]:
            async with client.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "://" not in (await answer.text()).replace("http://www.w3.org/2000/svg", "") or path != "/"


@pytest.mark.parametrize(
    "path", ["/static/..%2fserving.py", "/static/%2e%2e/serving.py", "/static/serving.py", "/files/F1"]
)
async def test_only_the_pages_own_files_are_served(theatre: Theatre, path: str) -> None:
    async with ClientSession(theatre.address) as client, client.get(path) as answer:
        assert answer.status == 404


async def test_other_hosts_and_other_pages_are_refused(theatre: Theatre) -> None:
    async with ClientSession(theatre.address) as client:
        async with client.get("/", headers={"Host": "hospital.example"}) as answer:
            assert answer.status == 421
        for origin in ("http://hospital.example", "null", ""):
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect("/live", headers={"Origin": origin})
            assert refused.value.status == 403


async def test_a_window_is_told_what_cannot_be_done(theatre: Theatre) -> None:
    theatre.play.mark("nothing")
    async with ClientSession(theatre.address) as client:
        async with client.ws_connect("/live", headers={"Origin": theatre.address}) as window:
            asked = [
                {"do": "fly"},
                {"do": "presses", "place": "C1", "ts": "1", "action": "coffee.join"},
                {"do": "types", "place": "C1", "text": "Hello"},
                {"do": "goes_to", "when": "2026-11-01"},
                {"do": "goes_to", "when": "2028-11-01"},
                {"do": "goes_to", "when": "tomorrow"},
            ]
            troubles = []
            for number, one in enumerate(asked):
                await window.send_json({"id": number, **one})
                while (said := await window.receive_json()).get("answer") != number:
                    pass
                troubles.append(said["trouble"])
        assert len(set(troubles)) == len(asked) - 1  # the two that act on what is not there are told the same


async def test_it_goes_on_where_it_was_left(tmp_path: Path) -> None:
    async with theatre_in(tmp_path) as first:
        slack = first.play.stage.slack
        general = next(place for place in slack.workspace.conversations.values() if place.name == "general")
        await slack.people.types(first.user("Amara Okafor"), general, "Good morning")
        first.play.mark("dismissed the guide")
        before = first.play.stage.now
    async with theatre_in(tmp_path) as again:
        workspace = again.play.stage.slack.workspace
        assert [message.text for message in workspace.messages[general.id]] == ["Good morning"]
        assert again.play.marks == {"dismissed the guide"}
        assert again.play.stage.now == before
        assert set(again.play.stage.users) == {row.id for row in PEOPLE}


def test_a_folder_keeps_its_people(tmp_path: Path) -> None:
    assert cast_of(tmp_path, None, PEOPLE) == PEOPLE
    assert cast_of(tmp_path, None, PEOPLE[:2]) == PEOPLE
    assert cast_of(tmp_path, PEOPLE[:3], []) == PEOPLE
    with pytest.raises(OtherPeople):
        cast_of(tmp_path, PEOPLE[1:], [])


def test_the_clock_has_words_for_everything_that_falls_due() -> None:
    wakes = {f"{activity.name}.{what}" for activity in ACTIVITIES for what in activity.wakes}
    assert wakes == set(FALLS_DUE)
