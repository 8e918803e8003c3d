"""The app as it is installed in the workspace: its tokens, its scopes, what it listens to."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

# What an internal app such as Knowhow could sensibly ask for; notably without `mpim:history`, which would let the bot
# read a pair's private chat.
USUAL_SCOPES = frozenset(
    {
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:read",
        "mpim:write",
        "users:read",
        "users:read.email",
    }
)
USUAL_EVENTS = frozenset(
    {
        "app_home_opened",
        "member_joined_channel",
        "member_left_channel",
        "team_join",
        "user_change",
    }
)


def _secret(prefix: str) -> Callable[[], str]:
    return lambda: f"{prefix}{secrets.token_hex(12)}"


@dataclass
class App:
    """One app in one workspace.

    `commands` are the slash commands that it has registered, with their slash; None means that any will do.
    `request_url` turns Socket Mode off: events, commands and interactions are then posted there, signed.
    """

    name: str = "Knowhow"
    scopes: frozenset[str] = USUAL_SCOPES
    events: frozenset[str] = USUAL_EVENTS
    commands: frozenset[str] | None = None
    request_url: str | None = None
    id: str = "A000KNOWHOW"
    bot_id: str = "B000KNOWHOW"
    bot_user: str = ""
    bot_token: str = field(default_factory=_secret("xoxb-"))
    app_token: str = field(default_factory=_secret("xapp-1-"))
    signing_secret: str = field(default_factory=_secret(""))
    verification_token: str = field(default_factory=_secret(""))
    revoked: bool = False

    @classmethod
    def from_manifest(cls, manifest: Path | dict[str, Any], **changes: Any) -> "App":
        """Build the app that a manifest describes: its name, scopes, events and commands.

        `changes` are fields of App that shall differ from the manifest.
        """
        described = json.loads(manifest.read_text()) if isinstance(manifest, Path) else manifest
        features = described.get("features", {})
        app = cls(
            name=features.get("bot_user", {}).get("display_name") or described["display_information"]["name"],
            scopes=frozenset(described["oauth_config"]["scopes"]["bot"]),
            events=frozenset(described.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
            commands=frozenset(command["command"] for command in features.get("slash_commands", [])),
        )
        return replace(app, **changes)
