"""What the doctor finds out about Teams: against a login host and a key server over sockets."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.faults.finding import Mark
from bot.platforms.platform import NotNow, SendingFailed
from bot.settings.settings import Teams
from bot.settings.values import AppType
from bot.teams.connection import Microsoft, connect
from bot.teams.credentials import NotTaken, token_for
from bot.teams.doctor import examine_teams
from bot.teams.wire import Wire
from tests.fronts.teams_bot import TeamsBot, serving
from tests.fronts.teams_service import APP_ID, Fault, Service
from tests.teams.login_host import TENANT, LoginHost, login_host

OURS = Teams(APP_ID, SecretStr("r1ght"), AppType.SINGLE_TENANT, TENANT)
THE_MACHINES = replace(OURS, app_password=None, app_type=AppType.USER_ASSIGNED_MSI)
OTHER = "9f8e7d6c-5b6a-4789-9abc-def012345678"


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[LoginHost]:
    async with login_host(tmp_path) as made:
        yield made


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    """Microsoft's key server."""
    made = Service(TENANT)
    async with serving(made.application()) as made.address:
        yield made


async def told(teams: Teams, host: LoginHost, service: Service) -> list[str]:
    """The findings that are about who the bot is, and about the keys."""
    found = await examine_teams(teams, directly, host.certificate, host.address, service.keys_at)
    *looked_at, last = found
    assert (last.mark, "/api/messages" in last.words) == (Mark.NOTE, True)
    return [str(finding) for finding in looked_at]


def directly(_url: str) -> None:
    """Through no proxy."""


async def test_a_bot_that_microsoft_knows_is_well(host: LoginHost, service: Service) -> None:
    assert await told(OURS, host, service) == [
        f"✓ Teams: Microsoft knows the bot, in tenant {TENANT}.",
        "✓ Teams: Microsoft’s keys can be had.",
    ]
    (asked,) = host.asked
    assert (asked["grant_type"], asked["scope"]) == ("client_credentials", "https://api.botframework.com/.default")


@pytest.mark.parametrize(
    ("teams", "says"),
    [
        (replace(OURS, app_password=SecretStr("wr0ng")), "the client secret’s value, not its id"),
        (replace(OURS, app_password=SecretStr("0ld")), "the client secret has run out"),
        (replace(OURS, app_id=OTHER), "this tenant has no such app"),
        (replace(OURS, tenant=OTHER), "there is no such tenant"),
    ],
    ids=["a wrong secret", "a secret that has run out", "another app", "another tenant"],
)
async def test_what_is_wrong_is_told_with_what_to_do_and_without_the_secret(
    host: LoginHost, service: Service, teams: Teams, says: str
) -> None:
    found, keys = await told(teams, host, service)
    assert found.startswith("✗ Teams: ")
    assert says in found
    assert teams.app_password is not None
    assert teams.app_password.get_secret_value() not in found
    assert keys.startswith("✓")


async def test_a_login_host_out_of_reach_is_no_fault_of_the_secrets(tmp_path: Path, service: Service) -> None:
    async with login_host(tmp_path) as host:
        pass
    found, _ = await told(OURS, host, service)
    assert found.startswith("✗ Teams: 127.0.0.1 cannot be asked for a token. Check the network and HTTPS_PROXY")


async def test_a_certificate_that_is_not_trusted_keeps_the_bot_from_asking(host: LoginHost, service: Service) -> None:
    found, *_ = await examine_teams(OURS, directly, None, host.address, service.keys_at)
    assert "SSL_CERT_FILE" in found.words
    assert not host.asked


async def test_somebody_in_between_who_answers_for_microsoft_is_told_from_a_wrong_tenant(
    host: LoginHost, service: Service
) -> None:
    host.says = "<h1>Sign in to the hospital’s network</h1>"
    found, _ = await told(OURS, host, service)
    assert "cannot be asked for a token" in found


async def test_keys_that_cannot_be_had_are_told(host: LoginHost, service: Service) -> None:
    service.faults["configuration"] += [Fault(503)]
    _, keys = await told(OURS, host, service)
    assert keys.startswith("✗ Teams: 127.0.0.1 does not answer, so nobody who writes could be told from anybody else")


async def test_a_machine_in_azure_needs_no_password(
    host: LoginHost, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_HEADER", "asked by a bot on this machine")
    async with serving(host.application()) as machine:
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{machine}/identity")
        right, _ = await told(THE_MACHINES, host, service)
        another, _ = await told(replace(THE_MACHINES, app_id=OTHER), host, service)
    nowhere, _ = await told(THE_MACHINES, host, service)
    assert right.startswith("✓")
    assert another.startswith("✗ Teams: Microsoft does not know this bot. Assign the identity")
    assert "this machine has no identity in Azure" in nowhere
    assert not host.asked


@pytest.mark.parametrize("teams", [replace(OURS, tenant=OTHER), replace(OURS, app_password=SecretStr("wr0ng"))])
async def test_a_bot_that_is_not_known_does_not_start(office: TeamsBot, host: LoginHost, teams: Teams) -> None:
    token = token_for(teams, ca_file=host.certificate, login=host.address)
    with pytest.raises(NotTaken):
        await token()
    with pytest.raises(NotNow):
        await connect(office.engine, teams, office.pace, microsoft=Microsoft(token=token))


async def test_a_token_that_microsoft_does_not_take_any_more_is_asked_for_anew(
    service: Service, host: LoginHost
) -> None:
    token = token_for(OURS, ca_file=host.certificate, login=host.address)
    async with ClientSession() as session:
        wire = Wire(session, token, directly, token.is_refused)
        for faults in ([], [Fault(401)], []):
            service.faults["member"] += faults
            with suppress(SendingFailed):
                await wire.call("GET", f"{service.address}/uk/v3/conversations/c/members/m")
    assert len(host.asked) == 2


async def test_a_clock_far_from_microsofts_is_told(host: LoginHost, service: Service) -> None:
    theirs = datetime.now(UTC) - timedelta(hours=2)
    service.faults["configuration"] += [Fault(200, {"Date": format_datetime(theirs, usegmt=True)})]
    _, keys = await told(OURS, host, service)
    assert re.match(r"✗ Clock: this machine’s and Microsoft’s are 72\d\d seconds apart\.", keys)
