"""`/api/messages`: only what Microsoft has signed for this bot is taken; what is refused changes and logs nothing."""

import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel, select

from activities.kit.policy import Policy
from bot.engine.engine import Engine
from bot.platforms.pace import Pace
from bot.service.web import LARGEST_BODY
from bot.settings.rules import Rules
from bot.teams.hosts import MICROSOFTS
from bot.teams.text import Json
from bot.teams.tokens import Keys, NotTheirs
from storage.belonging import EVERYBODY_BELONGS
from storage.database import Database
from storage.tables import Conversation, Person
from tests.anything import json_values
from tests.fronts.teams import TeamsFront
from tests.fronts.teams_bot import TeamsBot
from tests.fronts.teams_service import APP_ID, ISSUER, Fault, make_key
from tests.slack.tea import Tea

STRANGER = make_key()
NOW = int(time.time())
SKEW = 300


def greeting(office: TeamsBot, **changed: Any) -> Json:
    service = office.service
    return {**service.activity("message", "ann", service.own_chat("ann"), text="tea drink"), **changed}


def unsigned(claims: Json) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT", "kid": "key 1"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


def with_public_key_as_secret(office: TeamsBot) -> str:
    """Signed with what everybody can read: the classic confusion of algorithms."""
    claims = {"iss": ISSUER, "aud": APP_ID, "nbf": NOW - 10, "exp": NOW + 600, "serviceurl": office.service.address}
    return jwt.encode(claims, "key 1" * 8, algorithm="HS256", headers={"kid": "key 1"})


FORGED: dict[str, Callable[[TeamsBot], str]] = {
    "no header at all": lambda _: "",
    "garbage": lambda _: "Bearer garbage",
    "another scheme": lambda office: f"Basic {office.service.token()}",
    "another key": lambda office: f"Bearer {office.service.token(key=STRANGER)}",
    "a key id that nobody knows": lambda office: f"Bearer {office.service.token(kid='key 9', key=STRANGER)}",
    "for another bot": lambda office: f"Bearer {office.service.token(aud='another')}",
    "by another issuer": lambda office: f"Bearer {office.service.token(iss='https://sts.windows.net/x/')}",
    "by nobody": lambda office: f"Bearer {office.service.token(iss=None)}",
    "run out": lambda office: f"Bearer {office.service.token(exp=NOW - 3600)}",
    "not yet good": lambda office: f"Bearer {office.service.token(nbf=NOW + 3600)}",
    "that never runs out": lambda office: f"Bearer {office.service.token(exp=None)}",
    "for another service": lambda office: f"Bearer {office.service.token(serviceurl='https://evil.example/')}",
    "for any service": lambda office: f"Bearer {office.service.token(serviceurl=None)}",
    "unsigned": lambda office: f"Bearer {unsigned({'iss': ISSUER, 'aud': APP_ID, 'exp': NOW + 600})}",
    "another algorithm": lambda office: f"Bearer {with_public_key_as_secret(office)}",
    "changed after signing": lambda office: f"Bearer {office.service.token()[:-4]}AAAA",
}


@pytest.mark.parametrize("way", FORGED)
async def test_a_token_forged_is_refused(office: TeamsBot, way: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "knowhow")
    status, _ = await office.service.sends(greeting(office), token=FORGED[way](office))
    assert status == 401
    assert not office.service.messages
    assert ("Please set it right" in caplog.text) == (way in ("run out", "not yet good"))
    assert len(caplog.records) <= 1
    with office.engine.database.reading() as session:
        assert not session.exec(select(Conversation)).all()
        assert not session.exec(select(Person)).all()


@pytest.mark.parametrize(
    ("endorsements", "status"), [(("webchat",), 401), (("webchat", "msteams"), 200), ((), 200)], ids=str
)
async def test_a_key_that_microsoft_keeps_for_other_channels_does_not_speak_for_teams(
    office: TeamsBot, endorsements: tuple[str, ...], status: int
) -> None:
    office.service.endorsements = endorsements
    assert (await office.service.sends(greeting(office)))[0] == status


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"exp": -SKEW + 60}, 200), ({"exp": -SKEW - 60}, 401), ({"nbf": SKEW - 60}, 200), ({"nbf": SKEW + 60}, 401)],
    ids=str,
)
async def test_clocks_may_differ_by_five_minutes_and_no_more(
    office: TeamsBot, changed: dict[str, int], status: int
) -> None:
    claims = {name: int(time.time()) + seconds for name, seconds in changed.items()}
    assert (await office.service.sends(greeting(office), token=f"Bearer {office.service.token(**claims)}"))[0] == status


async def test_a_key_that_microsoft_has_just_begun_to_use_is_fetched(office: TeamsBot) -> None:
    assert (await office.service.sends(greeting(office)))[0] == 200
    office.service.keys["key 2"] = make_key()
    await office.pace.sleep(31)  # nobody can make it ask more often
    assert (await office.service.sends(greeting(office)))[0] == 200
    del office.service.keys["key 1"]
    assert office.service.key_requests == 2


async def test_made_up_key_ids_do_not_make_it_ask_again_and_again(office: TeamsBot) -> None:
    while_no_time_passes = Pace(since=datetime.now(UTC), factor=0)
    async with ClientSession() as session:
        keys = Keys(session, while_no_time_passes, office.service.keys_at, proxy=None)
        await keys.get("key 1")
        for number in range(5):
            with pytest.raises(NotTheirs):
                await keys.get(f"made up {number}")
    assert office.service.key_requests == 1


async def test_a_key_that_microsoft_has_taken_back_is_good_for_no_longer_than_a_day(
    office: TeamsBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = Pace(since=datetime.now(UTC), factor=0)
    async with ClientSession() as session:
        keys = Keys(session, pace, office.service.keys_at, proxy=None)
        await keys.get("key 1")
        office.service.keys = {"key 2": make_key()}
        monkeypatch.setattr(keys, "_pace", Pace(since=pace.since + timedelta(hours=23), factor=0))
        await keys.get("key 1")
        monkeypatch.setattr(keys, "_pace", Pace(since=pace.since + timedelta(hours=25), factor=0))
        with pytest.raises(NotTheirs):
            await keys.get("key 1")
    assert office.service.key_requests == 2


async def test_while_the_keys_cannot_be_had_nobody_is_let_in_and_nothing_breaks(office: TeamsBot) -> None:
    office.service.faults["keys"] += [Fault(500)]
    status, _ = await office.service.sends(greeting(office))
    assert status == 503


BAD = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'"text"',
    b"{}",
    b'{"type": "message"}',
    b'{"type": 7, "id": "1"}',
]


@pytest.mark.parametrize("body", BAD)
async def test_what_is_no_activity_is_a_bad_request_and_one_line_of_the_log(
    office: TeamsBot, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await office.service.sends(body))[0] == 400
    assert _logged(caplog) == ["Teams: something that was malformed was refused"]


@pytest.mark.parametrize("missing", ["id", "from", "recipient", "conversation", "serviceUrl", "type", "channelId"])
async def test_an_activity_that_lacks_something_is_a_bad_request(office: TeamsBot, missing: str) -> None:
    activity = {name: value for name, value in greeting(office).items() if name != missing}
    assert (await office.service.sends(activity))[0] == 400


async def test_what_is_too_large_is_refused(office: TeamsBot) -> None:
    assert (await office.service.sends(greeting(office, text="x" * LARGEST_BODY)))[0] == 413


ELSEWHERE: dict[str, Json] = {
    "said of the channel": {"channelData": {"tenant": {"id": "another"}}},
    "said of the conversation": {"channelData": {}, "conversation": {"id": "chat", "tenantId": "another"}},
    "said of one of both": {"conversation": {"id": "chat", "tenantId": "another"}},
    "said nowhere": {"channelData": {}, "conversation": {"id": "chat"}},
}


@pytest.mark.parametrize("where", ELSEWHERE)
async def test_another_tenant_is_refused(office: TeamsBot, where: str, caplog: pytest.LogCaptureFixture) -> None:
    assert (await office.service.sends(greeting(office, **ELSEWHERE[where])))[0] == 403
    assert not office.service.messages
    assert _logged(caplog) == ["Teams: something that was for another tenant was refused"]
    with office.engine.database.reading() as session:
        assert not session.exec(select(Person)).all()


@pytest.mark.parametrize("part", ["channelData", "conversation"])
async def test_ours_is_taken_wherever_it_is_said_and_however_it_is_written(office: TeamsBot, part: str) -> None:
    own_chat, tenant = office.service.own_chat("ann"), office.service.tenant.upper()
    office.service.add("ann", "Ann", "ann@hospital.example")
    said: dict[str, Json] = {
        "channelData": {"channelData": {"tenant": {"id": tenant}}, "conversation": {"id": own_chat}},
        "conversation": {"channelData": {}, "conversation": {"id": own_chat, "tenantId": tenant}},
    }
    assert (await office.service.sends(greeting(office, **said[part])))[0] == 200


async def test_somebody_of_another_tenant_in_a_shared_channel_is_an_outsider(office: TeamsBot) -> None:
    office.service.add("ann", "Ann", "lee@hospital.example", tenantId="another")
    assert (await office.service.sends(greeting(office)))[0] == 200
    await office.connection.has_answered()
    answered = "".join(str(posted.activity) for posted in office.service.messages)
    assert "for members of this organisation" in answered
    with office.engine.database.reading() as session:
        known = session.exec(select(Person)).all()
        assert [(one.kind, one.email) for one in known if one.name == "Ann"] in ([], [("stranger", None)])


def _logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert not any(record.exc_info for record in caplog.records)
    return [record.getMessage() for record in caplog.records if record.name == "knowhow"]


KINDS = ["message", "conversationUpdate", "installationUpdate", "invoke"]
PARTS = [
    *("text", "value", "entities", "attachments", "channelData", "from", "conversation", "replyToId", "type", "action"),
    *("membersAdded", "membersRemoved", "name", "recipient"),
]


@pytest.fixture
def front(tmp_path: Path) -> Iterator[TeamsFront]:
    """A small Teams beside a test that is itself plain."""
    database = Database(f"sqlite:///{(tmp_path / 'teams.db').as_posix()}")
    SQLModel.metadata.create_all(database.engine)
    made = TeamsFront(Engine(database, [Tea().activity()], Rules(seed="tea", policy=Policy(members=EVERYBODY_BELONGS))))
    yield made
    made.close()
    database.close()


@settings(max_examples=60)
@given(kind=st.sampled_from(KINDS), part=st.sampled_from(PARTS), value=json_values)
@example(kind="message", part="entities", value=[None])
def test_nothing_that_is_signed_is_a_fault_whatever_it_holds(
    front: TeamsFront, kind: str, part: str, value: object
) -> None:
    assert front.is_posted(kind, **{part: value}) in (200, 400, 403, 501)  # 501 for what no bot is asked


@pytest.mark.parametrize(
    ("url", "is_theirs"),
    [
        ("https://smba.trafficmanager.net/uk/", True),
        ("https://smba.trafficmanager.net:443/emea/", True),
        ("https://smba.infra.gcc.teams.microsoft.com/", True),
        ("http://smba.trafficmanager.net/uk/", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evil.example/smba.trafficmanager.net", False),
        ("https://evilteams.microsoft.com/", False),
        ("https://smba.trafficmanager.net:8443/", False),
        ("https://smba.trafficmanager.net:x/", False),
        ("https://127.0.0.1/", False),
        ("//smba.trafficmanager.net/", False),
        ("", False),
    ],
)
def test_only_microsofts_addresses_are_called(url: str, is_theirs: bool) -> None:
    assert MICROSOFTS.may_serve(url) == is_theirs
