"""Slack over HTTP: only what Slack has signed is taken, and what was refused is not even looked at."""

import hashlib
import hmac
import logging
import time

import pytest
from aiohttp import ClientSession

from tests.slack.conftest import Office, over_http
from tests.slack.tea import Tea

BODY = "payload=what+somebody+typed"


async def posted(office: Office, body: str | bytes, headers: dict[str, str]) -> tuple[int, str]:
    """What the bot answers to a request."""
    url = str(office.slack.app.request_url)
    async with ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


def signature(secret: str, timestamp: str, body: str = BODY) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    "wrong", ["secret", "old", "no number", "nothing", "not UTF-8", "empty secret", "endless", "no ASCII"]
)
async def test_what_slack_has_not_signed_is_refused_and_not_logged(
    wrong: str, tea: Tea, sqlite_url: str, unused_tcp_port: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        secret, now = office.slack.app.signing_secret, str(int(time.time()))
        old = str(int(time.time()) - 3600)
        requests: dict[str, tuple[dict[str, str], str | bytes]] = {
            "secret": ({"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature("guessed", now)}, BODY),
            "old": ({"X-Slack-Request-Timestamp": old, "X-Slack-Signature": signature(secret, old)}, BODY),
            "no number": ({"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": signature(secret, "soon")}, BODY),
            "nothing": ({}, BODY),
            "not UTF-8": ({"X-Slack-Request-Timestamp": now, "X-Slack-Signature": "v0=ff"}, b"\xff\xfe"),
            "empty secret": ({"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature("", now)}, BODY),
            "endless": ({"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=ff"}, BODY),
            "no ASCII": ({"X-Slack-Request-Timestamp": now, "X-Slack-Signature": "v0=é"}, BODY),
        }
        headers, body = requests[wrong]
        status, _ = await posted(office, body, headers)

    assert status == 401

    assert "somebody" not in caplog.text
    assert ("Requests that Slack has signed are refused" in caplog.text) == (wrong == "old")


async def test_slack_can_check_the_address(tea: Tea, sqlite_url: str, unused_tcp_port: int) -> None:
    body = '{"type": "url_verification", "challenge": "three legs in the evening", "token": "t"}'
    async with over_http(tea, sqlite_url, unused_tcp_port) as office:
        now = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(office.slack.app.signing_secret, now, body),
        }
        status, answer = await posted(office, body, headers)

    assert status == 200
    assert "three legs" in answer
