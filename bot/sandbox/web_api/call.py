"""One call of a Web API method: who calls, with what arguments, and the checks that many methods share."""

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.installation import App
from bot.sandbox.interactions import Interactions
from bot.sandbox.limits import Limits
from bot.sandbox.records import Conversation, Json, User
from bot.sandbox.refusals import Refused
from bot.sandbox.workspace import Workspace

SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class Call:
    """What a method is given. `args` are the arguments as they came, by name; `base` is this server's own address."""

    workspace: Workspace
    app: App
    interactions: Interactions
    limits: Limits
    new_socket_ticket: Callable[[], str]
    base: str
    args: Json

    def string(self, name: str) -> str:
        """Return an argument as a string; empty when it was not given."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return an argument that is true or false; false when it was not given."""
        return self.args.get(name) in (True, 1, "1", "true", "True")

    def json(self, name: str) -> Any:
        """Return an argument that may come as JSON in a string; None when it was not given.

        Raises Refused with `invalid_arguments` when it is no JSON.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused("invalid_arguments") from None

    def needs(self, *scopes: str) -> None:
        """Refuse with `missing_scope` unless all these scopes were granted."""
        missing = [scope for scope in scopes if scope not in self.app.scopes]
        if missing:
            raise Refused("missing_scope", needed=",".join(missing), provided=",".join(sorted(self.app.scopes)))

    def conversation(self, name: str = "channel") -> Conversation:
        """Find the conversation named by an argument, if the bot can know of it.

        Raises Refused with `channel_not_found`: also for direct messages and private channels that the bot is not in.
        """
        place = self.workspace.conversations.get(self.string(name))
        if place is None or (place.kind != "channel" and self.app.bot_user not in place.members):
            raise Refused("channel_not_found")
        return place

    def user(self, name: str = "user") -> User:
        """Find the user named by an argument. Raises Refused with `user_not_found`."""
        user = self.workspace.user(self.string(name))
        if user is None:
            raise Refused("user_not_found")
        return user

    def is_visible(self, user: User) -> bool:
        """Say whether the bot may know of a user: strangers are known through a conversation that both are in."""
        return not user.is_stranger or any(
            self.app.bot_user in place.members for place in self.workspace.conversations_of(user.id)
        )

    def page(self, items: Sequence[Json], *, default: int, most: int) -> tuple[list[Json], Json]:
        """Cut one page of a list by `cursor` and `limit`, with the `response_metadata` that has the next cursor.

        Raises Refused with `invalid_cursor` or `invalid_limit`.
        """
        start = self._start()
        limit_given = self.string("limit")
        if not limit_given.isdigit() and limit_given:
            raise Refused("invalid_limit")
        limit = int(limit_given or 0) or default
        if limit > most:
            raise Refused("invalid_limit")
        end = start + limit
        cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
        return list(items[start:end]), {"next_cursor": cursor}

    def _start(self) -> int:
        cursor = self.string("cursor")
        if not cursor:
            return 0
        try:
            plain = base64.b64decode(cursor, validate=True).decode()
        except ValueError:
            raise Refused("invalid_cursor") from None
        place = re.fullmatch(r"next:(\d+)", plain)
        if place is None:
            raise Refused("invalid_cursor")
        return int(place[1])
