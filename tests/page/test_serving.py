"""Who may look at the page, what it may load, and what a window may ask for."""

from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from bot.sandbox.page.serving import STATIC
from tests.page.conftest import PEOPLE, Theatre, theatre_in

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_nothing_is_loaded_from_elsewhere(theatre: Theatre) -> None:
    async with ClientSession(theatre.address) as client:
        for path in ["/", *(f"/static/{file.name}" for file in STATIC.iterdir()), "/nothing"]:
            async with client.get(path) as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_strangers_find_nothing(theatre: Theatre) -> None:
    async with ClientSession(theatre.address) as client:
        for path in ("/static/..%2fserving.py", "/static/%2e%2e/serving.py", "/static/serving.py", "/files/F1"):
            async with client.get(path) as answer:
                assert answer.status == 404
        async with client.get("/", headers={"Host": "hospital.example"}) as answer:
            assert answer.status == 421
        for origin in ("http://hospital.example", "null", ""):
            with pytest.raises(WSServerHandshakeError) as refused:
                await client.ws_connect("/live", headers={"Origin": origin})
            assert refused.value.status == 403


async def test_no_page_of_another_site_is_answered(theatre: Theatre) -> None:
    slack = theatre.play.stage.slack.base
    async with ClientSession() as client:
        for address in (theatre.address, f"{slack}/api/auth.test", f"{slack}/link/"):
            for origin in ("http://hospital.example", "null"):
                async with client.get(address, headers={"Origin": origin}) as answer:
                    assert answer.status == 403


async def test_a_window_is_told_what_cannot_be_done(theatre: Theatre) -> None:
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
