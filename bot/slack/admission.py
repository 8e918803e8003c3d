"""What may come in of what Slack has signed or sent down our socket: it has the right shape and is for us."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pydantic import ValidationError

from bot.faults.faults import log
from bot.slack.shapes import SHAPES, Anything
from bot.slack.text import Json


class Malformed(ValueError):
    """Raised for what is not what Slack sends, though it may have been signed."""


class NotOurs(Exception):
    """Raised for what is for another app, or for another installation of it."""


@dataclass(frozen=True)
class Installation:
    """Who we are in Slack: one workspace, or a whole organisation on Enterprise Grid, which is one installation.

    `app` is the id of our app, and `bot` of its user; `enterprise` is empty where the workspace is in no Enterprise
    Grid.
    """

    app: str
    team: str
    enterprise: str = ""
    is_wide: bool = False
    bot: str = ""

    @property
    def tenant(self) -> str:
        """The id by which accounts call this installation: the workspace's, or the whole organisation's."""
        return self.enterprise if self.is_wide else self.team

    def admit(self, payload: Json) -> None:
        """Let in what is for us. Raises `NotOurs`.

        Events name the installations that they are for. Interactions and commands name the workspace in which the app
        is installed, which for whoever belongs to another one is not theirs; a form says it by itself.
        """
        if _is_about_the_address(payload):
            return
        if payload.get("api_app_id") != self.app or not any(self._is(*place) for place in _places(payload)):
            raise NotOurs

    def _is(self, enterprise: str, team: str, is_wide: bool) -> bool:
        if self.enterprise and enterprise and enterprise != self.enterprise:
            return False
        if self.is_wide:
            return enterprise == self.enterprise
        return team == self.team and not is_wide


def read(body: str, content_type: str) -> Json:
    """Read what was posted, as Slack's three kinds of bodies have it. Raises `Malformed`."""
    try:
        if content_type == "application/json" or body.lstrip().startswith("{"):
            return checked(json.loads(body))
        fields = dict(parse_qsl(body, keep_blank_values=True))
        return checked(json.loads(fields["payload"]) if "payload" in fields and "command" not in fields else fields)
    except (ValueError, RecursionError):  # what is no JSON, or nested until nobody can read it
        raise Malformed from None


def checked(payload: object) -> Json:
    """Return a payload of which everything that is read stands where it is due. Raises `Malformed`."""
    if not isinstance(payload, dict):
        raise Malformed
    kind = "command" if "command" in payload else payload.get("type")
    if _is_ssl_check(payload):
        return payload
    try:
        SHAPES.get(kind if isinstance(kind, str) else "", Anything).model_validate(payload)
    except (ValidationError, RecursionError):
        raise Malformed from None
    return payload


def note_refusal(why: Malformed | NotOurs) -> None:
    """Write one line of the log, with nothing of what was sent."""
    words = "was malformed" if isinstance(why, Malformed) else "was for another app or installation"
    log.warning("Slack: something that %s was refused", words)


def _is_about_the_address(payload: Json) -> bool:
    """Say whether Slack only asks if it has the right address, whichever app it is for: nobody does anything."""
    return _is_ssl_check(payload) or (payload.get("type") == "url_verification" and "command" not in payload)


def _is_ssl_check(payload: Json) -> bool:
    """Say whether this is what Bolt takes for a check of the certificate, and nothing else that calls itself so."""
    return payload.get("ssl_check") == "1" and not {"type", "command"} & payload.keys()


def _places(payload: Json) -> Iterator[tuple[str, str, bool]]:
    """Yield the installations that a payload names: enterprise, workspace, and whether it is organisation-wide."""
    if payload.get("authorizations"):
        for one in payload["authorizations"]:
            yield one.get("enterprise_id") or "", one.get("team_id") or "", bool(one.get("is_enterprise_install"))
        return
    is_wide = payload.get("is_enterprise_install") in (True, "true")
    if installed := (payload.get("view") or {}).get("app_installed_team_id"):
        yield (installed if installed.startswith("E") else ""), installed, is_wide
        return
    enterprise = (payload.get("enterprise") or {}).get("id") or payload.get("enterprise_id") or ""
    yield enterprise, (payload.get("team") or {}).get("id") or payload.get("team_id") or "", is_wide
