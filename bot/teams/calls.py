"""Calling the Bot Connector at the pace that Microsoft asks for in "Optimize your bot with rate limiting in Teams"."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from functools import partial
from random import Random
from typing import TypeVar

from bot.platforms.pace import Pace, Rate, Turnstile
from bot.platforms.platform import MayHaveArrived, NotNow
from bot.platforms.retrying import patiently
from bot.teams.connector import Connector
from bot.teams.references import References
from bot.teams.text import Json
from bot.teams.wire import Wire

# A burst counts too: 7 in one second, 8 in two, 60 in thirty, 1,800 in an hour, whichever is reached first.
POSTS_EACH = Rate(1790, 3600, burst=6)
READS_EACH = Rate(100, 30, burst=10)  # 14 in one second, 120 in thirty
ALL_TOGETHER = Rate(40, 1, burst=8)  # 50 a second

MOST_ON_A_PAGE = 200
APP = "all"

Result = TypeVar("Result")


class Calls:
    """Everything the bot asks of Teams in one tenant. Every call may raise the failures of `bot.platforms.platform`."""

    def __init__(self, wire: Wire, references: References, pace: Pace) -> None:
        self.wire = wire
        self.references = references
        self.pace = pace
        self._turnstile = Turnstile(pace)
        self._jitter = Random(references.bot)  # keeps processes apart; it decides nothing that people see

    async def wait_to_post(self, conversation: str) -> None:
        """Wait until one more message may be posted there."""
        await self._turnstile.through(("post", conversation), POSTS_EACH)
        await self._turnstile.through(APP, ALL_TOGETHER)

    async def post(self, conversation: str, message: Json) -> str:
        """Post a message, now; gives back its id."""
        at = await self._at(conversation)
        return await self._minding(("post", conversation), at.post(conversation, _activity(message)))

    async def post_in_channel(self, channel: str, message: Json) -> tuple[str, str]:
        """Begin a thread in a channel, now; gives back the thread's id and the message's."""
        at = await self._at(channel)
        thread = {"isGroup": True, "channelData": {"channel": {"id": channel}}, "activity": _activity(message)}
        return await self._minding(("post", channel), at.open(thread))

    async def change(self, conversation: str, activity: str, message: Json) -> None:
        """Change a message in place. May be repeated."""
        at = await self._at(conversation)
        await self.wait_to_post(conversation)
        changing = ("post", conversation)
        await self._repeatable(changing, lambda: at.change(conversation, activity, _activity(message)))

    async def open(self, member: str) -> str:
        """Open the conversation of the bot with somebody alone, the same one each time, and return its id."""
        tenant = self.references.tenant
        parameters = {
            "bot": {"id": self.references.bot},
            "members": [{"id": member}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        at = await self._at()
        await self._turnstile.through("open", POSTS_EACH)
        conversation, _ = await self._repeatable("open", lambda: at.open(parameters))
        return conversation

    async def member(self, conversation: str, user: str) -> Json:
        """Ask for a member of a conversation, as Teams describes them."""
        at = await self._at(conversation)
        return await self._reading(conversation, lambda: at.member(conversation, user))

    async def members(self, conversation: str) -> AsyncIterator[Json]:
        """Ask for every member of a team or a chat."""
        at, continuation = await self._at(conversation), ""
        while True:
            page = partial(at.members, conversation, MOST_ON_A_PAGE, continuation)
            some, continuation = await self._reading(conversation, page)
            for one in some:
                yield one
            if not continuation:
                return

    async def channels(self, team: str) -> list[Json]:
        """Ask for the channels of a team."""
        at = await self._at(team)
        return await self._reading(team, lambda: at.channels(team))

    async def _at(self, conversation: str = "") -> Connector:
        return Connector(self.wire, await self.references.service_url(conversation))

    async def _reading(self, conversation: str, call: Callable[[], Awaitable[Result]]) -> Result:
        await self._turnstile.through(("read", conversation), READS_EACH)
        await self._turnstile.through(APP, ALL_TOGETHER)
        return await self._repeatable(("read", conversation), call)

    async def _repeatable(self, key: Hashable, call: Callable[[], Awaitable[Result]]) -> Result:
        """Make a call that may be made twice: a broken connection counts as a call not made."""

        async def once() -> Result:
            try:
                return await self._minding(key, call())
            except MayHaveArrived:
                raise NotNow from None

        return await patiently(self.pace, once, self._jitter)

    async def _minding(self, key: Hashable, call: Awaitable[Result]) -> Result:
        """Make a call after which a rate limit shuts the turnstile."""
        try:
            return await call
        except NotNow as not_now:
            if not_now.wait is not None:
                self._turnstile.shut(key, not_now.wait)
            raise


def _activity(message: Json) -> Json:
    return {"type": "message", **message}
