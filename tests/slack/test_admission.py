"""What Slack has signed, and is malformed or for somebody else: refused with one line of the log, and no traceback."""

import asyncio
import copy
import json
import socket
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.sandbox.delivery import Parcel
from bot.slack.admission import Installation, NotOurs
from bot.slack.text import Json
from tests.anything import json_values
from tests.slack.conftest import Office, over_http
from tests.slack.tea import Tea
from tests.slack.test_web import posted, signature

SECRET = "Hemlock"


def command(office: Office, user: str = "") -> Json:
    return {
        "command": "/tea",
        "text": f"greet {SECRET}",
        "user_id": user or office.ann.id,
        "team_id": office.slack.workspace.team,
        "api_app_id": office.slack.app.id,
        "trigger_id": "1.2.x",
        "is_enterprise_install": "false",
    }


def pressed(office: Office) -> Json:
    return {
        "type": "block_actions",
        "api_app_id": office.slack.app.id,
        "team": {"id": office.slack.workspace.team},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": office.ann.id, "team_id": office.ann.team},
        "actions": [{"action_id": "tea.look", "value": "1", "type": "button"}],
        "container": {"type": "message", "channel_id": office.general.id, "is_ephemeral": False},
        "channel": {"id": office.general.id},
        "trigger_id": "1.3.x",
    }


def submitted(office: Office) -> Json:
    typed = {"type": "plain_text_input", "value": SECRET}
    return {
        **{key: value for key, value in pressed(office).items() if key in ("api_app_id", "team", "user", "trigger_id")},
        "type": "view_submission",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": "tea.join",
            "private_metadata": "1",
            "state": {"values": {"title": {"title": typed}}},
            "blocks": [{"type": "input", "block_id": "title"}],
        },
    }


def happened(office: Office) -> Json:
    team = office.slack.workspace.team
    return {
        "type": "event_callback",
        "api_app_id": office.slack.app.id,
        "team_id": team,
        "event_id": "Ev1",
        "authorizations": [{"enterprise_id": None, "team_id": team, "is_enterprise_install": False}],
        "event": {"type": "user_change", "user": {"id": office.ann.id, "team_id": team, "profile": {"email": "a@b.c"}}},
    }


async def sends(office: Office, payload: object, raw: str | None = None, kind: str = "") -> int:
    """What the bot answers to something signed: the status."""
    is_command = isinstance(payload, dict) and "command" in payload
    is_event = isinstance(payload, dict) and payload.get("type") == "event_callback"
    content = "application/json" if is_event else "application/x-www-form-urlencoded"
    if raw is None:
        fields = payload if is_command else {"payload": json.dumps(payload)}
        body = json.dumps(payload) if is_event else urlencode(fields)  # type: ignore[arg-type]
    else:
        body, content = raw, kind
    now = str(int(time.time()))
    headers = {
        "Content-Type": content,
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": signature(office.slack.app.signing_secret, now, body),
    }
    return (await posted(office, body, headers))[0]


FORM, JSON = "application/x-www-form-urlencoded", "application/json"
MALFORMED = [
    ("", FORM),
    ("", JSON),
    ("payload=", FORM),
    ("payload={", FORM),
    ("payload=null", FORM),
    ("payload=[]", FORM),
    ("payload=7", FORM),
    ("payload=%7B%7D", FORM),
    ("{", JSON),
    ("null", JSON),
    ("[]", JSON),
    ("[" * 100_000, JSON),
    ("{}", JSON),
    ("command=%2Ftea", FORM),
    (f"text={SECRET}", FORM),
]


async def test_that_events_were_held_back_is_taken_and_logged(
    tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        said = {
            "type": "app_rate_limited",
            "team_id": office.slack.workspace.team,
            "minute_rate_limited": 1518467820,
        }
        assert await sends(office, {**said, "api_app_id": office.slack.app.id}) == 200
        assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
            "Slack: there were too many events within a minute, and it has held some back"
        ]
        assert await sends(office, {**said, "api_app_id": "A0OTHER"}) == 403


async def test_what_is_malformed_is_a_bad_request_and_one_line_of_the_log(
    tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        for body, kind in MALFORMED:
            caplog.clear()
            assert await sends(office, None, body, kind) == 400, body[:20]
            assert [record.getMessage() for record in caplog.records] == [
                "Slack: something that was malformed was refused"
            ]
            assert caplog.records[0].exc_info is None
        for payload in (command(office), pressed(office), submitted(office), happened(office)):
            for field in ("api_app_id", "user_id", "user", "event", "actions", "view", "trigger_id"):
                if field in payload:
                    assert await sends(office, {key: value for key, value in payload.items() if key != field}) == 400
            assert await sends(office, payload) == 200


NOT_SO = [("trigger_id",), ("actions", 0, "value"), ("actions", 0, "action_id"), ("view", "private_metadata")]


async def test_half_a_character_stands_in_nothing_that_comes_back(
    tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        for place in NOT_SO:
            for payload in (pressed(office), submitted(office)):
                if place in places(payload):
                    assert await sends(office, put(payload, place, "1\ud800")) == 400, place
    assert {record.getMessage() for record in caplog.records} == {"Slack: something that was malformed was refused"}


async def test_a_form_without_its_fields_is_no_form(tea: Tea, sqlite_url: str, unused_tcp_port: int) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        assert await sends(office, put(submitted(office), ("view", "blocks"), None)) == 400


async def test_a_press_that_stands_nowhere_is_answered(
    tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        assert await sends(office, pressed(office) | {"container": None, "channel": None}) == 200
        await office.connection.has_answered()
    assert "AttributeError" not in caplog.text


@pytest.mark.parametrize("check", ["0", "", "x", "1"])
async def test_whoever_calls_it_a_check_of_the_address_is_looked_at_all_the_same(
    check: str, tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        for payload in (command(office), pressed(office), submitted(office), happened(office)):
            assert await sends(office, elsewhere(payload, "another app") | {"ssl_check": check}) == 403
        for broken in (pressed(office) | {"actions": 7}, command(office) | {"trigger_id": ""}):
            assert await sends(office, broken | {"ssl_check": check}) == 400
        alike = elsewhere(command(office), "another app") | {"type": "url_verification", "challenge": "x"}
        assert await sends(office, alike) == 403
    assert "Traceback" not in caplog.text


async def test_slack_can_check_the_certificate(tea: Tea, sqlite_url: str, unused_tcp_port: int) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        assert await sends(office, None, "ssl_check=1&token=t", FORM) == 200


def elsewhere(payload: Json, how: str) -> Json:
    """The same, for another app or another installation."""
    changed = copy.deepcopy(payload)
    if how == "another app":
        return changed | {"api_app_id": "A0OTHER"}
    if how == "another enterprise's":
        place: Json = {"enterprise": {"id": "E0OTHER"}, "enterprise_id": "E0OTHER", "is_enterprise_install": True}
        here = [{"enterprise_id": "E0OTHER", "team_id": None, "is_enterprise_install": True}]
    else:
        place = {"team": {"id": "T0OTHER"}, "team_id": "T0OTHER"}
        here = [{"enterprise_id": None, "team_id": "T0OTHER", "is_enterprise_install": False}]
    if "authorizations" in changed:
        return changed | {"authorizations": here}
    if "command" in changed:
        in_a_form = {"team_id": place.get("team_id"), "enterprise_id": place.get("enterprise_id")}
        wide = {"is_enterprise_install": str("enterprise" in place).lower()}
        return changed | wide | {name: value for name, value in in_a_form.items() if value}
    return changed | {name: value for name, value in place.items() if not name.endswith("_id")}


@pytest.mark.parametrize("how", ["another app", "another workspace's", "another enterprise's"])
async def test_what_is_for_somebody_else_is_refused(
    how: str, tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        for payload in (command(office), pressed(office), submitted(office), happened(office)):
            caplog.clear()
            assert await sends(office, elsewhere(payload, how)) == 403, payload.get("type")
            (record,) = caplog.records
            assert record.getMessage() == "Slack: something that was for another app or installation was refused"


async def test_neither_is_heard_over_a_socket(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    greeting = command(office)
    refused: list[object] = [
        elsewhere(greeting, "another app"),
        elsewhere(greeting, "another workspace's"),
        {"type": "block_actions"},
        {"type": "event_callback", "api_app_id": office.slack.app.id, "event": []},
        [],
    ]
    for payload in refused:
        caplog.clear()
        answer = await office.slack.socket_mode.carry(Parcel("slash_commands", payload), within=0.5)  # type: ignore[arg-type]
        assert not answer.acknowledged
        assert len(caplog.records) == 1
        assert SECRET not in caplog.text
        assert "Traceback" not in caplog.text
    answer = await office.slack.socket_mode.carry(Parcel("slash_commands", greeting), within=10)
    assert answer.acknowledged


async def test_somebody_of_another_workspace_in_a_shared_channel_is_answered_as_an_outsider(
    either_office: Office,
) -> None:
    office = either_office
    office.stranger.email = office.bo.email  # a facilitator's
    await office.slack.people.types(office.stranger, office.general, "/tea greet")
    assert await office.slack.people.message(office.stranger, "for members of this organisation")


GRID = Installation("A1", "", "E1", is_wide=True)
TEAM_OF_A_GRID = Installation("A1", "T1", "E1")


@pytest.mark.parametrize(
    ("payload", "is_ours"),
    [
        ({"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, True),
        ({"team": {"id": "T2"}, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, True),
        ({"team": None, "enterprise": {"id": "E9"}, "is_enterprise_install": True}, False),
        ({"team": {"id": "T2"}, "enterprise": None}, False),
        ({"authorizations": [{"enterprise_id": "E1", "team_id": "T2", "is_enterprise_install": True}]}, True),
        ({"authorizations": [{"enterprise_id": "E9", "team_id": "T2", "is_enterprise_install": True}]}, False),
        ({"team_id": "T2", "enterprise_id": "E1", "is_enterprise_install": "true"}, True),
    ],
)
def test_a_whole_organisation_is_one_installation(payload: Json, is_ours: bool) -> None:
    assert admits(GRID, payload) is is_ours


@pytest.mark.parametrize(
    ("payload", "is_ours"),
    [
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}}, True),
        ({"team": {"id": "T1"}, "enterprise": None}, True),
        ({"team": {"id": "T2"}, "enterprise": {"id": "E1"}}, False),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E9"}}, False),
        ({"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, False),
        ({"team": {"id": "T9"}, "enterprise": {"id": "E9"}, "view": {"app_installed_team_id": "T1"}}, True),
        ({"team": {"id": "T1"}, "view": {"app_installed_team_id": "T9"}}, False),
        ({}, False),
    ],
)
def test_a_workspace_of_an_organisation_is_an_installation_by_itself(payload: Json, is_ours: bool) -> None:
    assert admits(TEAM_OF_A_GRID, payload) is is_ours


def admits(here: Installation, payload: Json) -> bool:
    try:
        here.admit({"api_app_id": "A1", **payload})
    except NotOurs:
        return False
    return True


class Posting:
    """An office that runs beside a test which is itself plain."""

    def __init__(self, database_url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self._open = AsyncExitStack()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.office: Office = self.does(self._open.enter_async_context(over_http(Tea(), database_url, port)))

    def does(self, what: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(60)

    def close(self) -> None:
        self.does(self._open.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def posting(sqlite_url: str) -> Iterator[Posting]:
    made = Posting(sqlite_url)
    yield made
    made.close()


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a payload."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))][0 if path else 1 :]


def put(payload: Any, place: tuple[Any, ...], value: object) -> Any:
    changed = copy.deepcopy(payload)
    at = changed
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return changed


@settings(
    max_examples=80,
    phases=[Phase.explicit, Phase.generate],
)
@given(data=st.data())
def test_nothing_that_is_signed_is_a_fault_whatever_stands_in_it(posting: Posting, data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([pressed, submitted, happened]))
    payload = make(posting.office)
    changed = put(payload, data.draw(st.sampled_from(places(payload))), data.draw(json_values))
    assert posting.does(sends(posting.office, changed)) in (200, 400, 403, 404), changed  # 404: of an unknown kind


async def test_no_server_says_by_what_version_it_answers(tea: Tea, sqlite_url: str, unused_tcp_port: int) -> None:
    async with over_http(tea, sqlite_url, unused_tcp_port) as office, ClientSession() as session:
        for url in (str(office.slack.app.request_url), office.slack.api_url, f"{office.slack.base}/nowhere"):
            async with session.get(url) as answer:
                assert answer.headers["Server"] == "Knowhow"
        for port in (unused_tcp_port, int(office.slack.base.rpartition(":")[2])):
            reading, writing = await asyncio.open_connection("127.0.0.1", port)
            writing.write(b"no HTTP\r\n\r\n")
            said = await reading.read(1000)
            writing.close()
            assert b"400" in said.splitlines()[0]
            assert b"aiohttp" not in said.split(b"\r\n\r\n")[0]
            assert b"Python" not in said.split(b"\r\n\r\n")[0]
