"""Menus of people that the app fills as somebody types: Slack's own show everybody in the workspace.

Slack asks with `block_suggestion`, and shows what the acknowledgement holds.
"""

import asyncio
from collections.abc import Sequence

from slack_bolt.async_app import AsyncAck

from activities.kit.events import Profile
from activities.kit.forms import Option
from bot.engine.choosing import are_all_shown, as_called
from bot.engine.engine import Engine, TurnFailed
from bot.platforms.menus import offered, sought
from bot.platforms.platform import SendingFailed
from bot.slack import payloads
from bot.slack.fields import MOST_IN_A_LIST, suggestions
from bot.slack.lookups import SLACK, Lookups
from bot.slack.text import Json

IN_TIME = 2.5
"""Seconds after which a menu shows nobody, and whoever waits types on; Slack gives up after three."""


class Menus:
    """Finds members for whoever types some of a name, for one workspace."""

    def __init__(self, engine: Engine, lookups: Lookups) -> None:
        self._engine = engine
        self._lookups = lookups
        self.are_ours = not are_all_shown(engine, SLACK)
        """Whether menus of people are filled here; where everybody in the workspace belongs, Slack fills them."""

    async def on_search(self, ack: AsyncAck, body: Json) -> None:
        """Answer with members whom what was typed so far may mean; with nobody, where that cannot be said in time."""
        found: Sequence[Option] = ()
        if self.are_ours:
            try:
                async with asyncio.timeout(IN_TIME):
                    found = await self._found(payloads.user_of(body), str(body.get("value") or ""))
            except (TurnFailed, SendingFailed, TimeoutError):
                pass  # they type on, and it is asked again
        await ack(options=suggestions(found))

    async def _found(self, user: str, typed: str) -> Sequence[Option]:
        by = await self._lookups.profile(user)
        roster = await self._lookups.roster()
        return await asyncio.to_thread(self._offered, by, typed, roster)

    def _offered(self, by: Profile, typed: str, roster: Sequence[Profile]) -> Sequence[Option]:
        found = [self._lookups.in_places(one) for one in sought(typed, as_called(self._engine, roster))]
        return offered(self._engine, by, found, MOST_IN_A_LIST)
