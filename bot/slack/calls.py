"""Calling Slack's Web API: at its pace, once, and with its errors told apart by what may follow.

slack_sdk repeats a call by itself when a connection breaks, which posts twice where the first had arrived, and it
sleeps through a rate limit by the wall's clock. So it is given nothing to repeat: what may be repeated is decided here
and in delivery.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientHttpProxyError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.pace import Pace
from bot.platforms.platform import Away, MayHaveArrived, NotNow, SendingFailed, code_of, failure
from bot.slack.refusals import ABOUT
from bot.slack.text import Json
from bot.slack.tiers import Tier, Tiers

TIER_2 = Tier(20, at_once=4)
TIER_3 = Tier(50, at_once=10)
TIER_4 = Tier(100, at_once=20)

MOST_ON_A_PAGE = 200


@dataclass(frozen=True)
class Method:
    """How often a method may be called, and whether it only asks for something: Slack takes no JSON for those."""

    tier: Tier
    reads: bool = False


METHODS: dict[str, Method] = {
    "auth.teams.list": Method(TIER_2, reads=True),
    "auth.test": Method(TIER_4),
    "bots.info": Method(TIER_3, reads=True),
    "chat.postMessage": Method(Tier(260, at_once=20)),  # the workspace's cap is not published: "several hundred"
    "chat.update": Method(TIER_3),
    "conversations.history": Method(TIER_3, reads=True),
    "conversations.info": Method(TIER_3, reads=True),
    "conversations.members": Method(TIER_4, reads=True),
    "conversations.open": Method(TIER_3),
    "files.completeUploadExternal": Method(TIER_4),
    "files.getUploadURLExternal": Method(TIER_4, reads=True),
    "migration.exchange": Method(TIER_2, reads=True),
    "users.info": Method(TIER_4, reads=True),
    "users.list": Method(Tier(20, at_once=20), reads=True),
    "views.open": Method(TIER_4),
    "views.publish": Method(TIER_4),
    "views.push": Method(TIER_4),
    "views.update": Method(TIER_4),
}


class Calls:
    """One workspace's Web API. Every call may raise the failures of `bot.platforms.platform`.

    `hears` is told the headers of every answer, which say what time it is, and `is_refused` the code of every no.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        tiers: Tiers,
        hears: Callable[[Mapping[str, str]], object] = lambda _: None,
        is_refused: Callable[[str], object] = lambda _: None,
    ) -> None:
        self.client = client
        self.tiers = tiers
        self._hears = hears
        self._is_refused = is_refused

    @property
    def pace(self) -> Pace:
        """The clock by which limits and retries are measured."""
        return self.tiers.pace

    async def wait_for(self, method: str) -> None:
        """Wait until a method's pace allows one more call."""
        await self.tiers.through(method, METHODS[method].tier)

    async def repeatable(self, method: str, **arguments: Any) -> Json:
        """Make a call that may be made twice, at the method's pace: a broken connection counts as a call not made."""
        await self.wait_for(method)
        try:
            return await self.at_once(method, **arguments)
        except MayHaveArrived:
            raise NotNow from None

    async def listed(
        self, method: str, items: str, *, most_pages: int | None = None, tries: int = 1, **arguments: Any
    ) -> AsyncIterator[Any]:
        """Yield what a method lists under `items`, a page at a time; each page is tried so often."""
        cursor = ""
        for _ in count() if most_pages is None else range(most_pages):
            page = await self._page(method, tries, limit=MOST_ON_A_PAGE, cursor=cursor, **arguments)
            for item in page.get(items, ()):
                yield item
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def for_somebody(self, method: str, **arguments: Any) -> Json:
        """Make a call for which somebody waits just now: at once, or not at all where Slack wants none for a while.

        Raises `NotNow` then.
        """
        if (wait := self.tiers.shut_for(method)) > 0:
            raise NotNow(wait)
        self.tiers.count(method)
        return await self.at_once(method, **arguments)

    async def at_once(self, method: str, **arguments: Any) -> Json:
        """Make one call, now. A rate limit shuts the method for as long as Slack says."""
        verb, form = ("GET", "params") if METHODS[method].reads else ("POST", "json")
        try:
            answer = await self.client.api_call(method, http_verb=verb, **{form: arguments})
        except SlackApiError as error:
            if isinstance(error.response, AsyncSlackResponse):
                self._hears(error.response.headers)
            failed = _what_slack_said(error)
        except (ClientConnectorError, ClientHttpProxyError):
            failed = Away()  # nobody was reached, so nothing was sent
        except (ClientError, TimeoutError, OSError):
            failed = MayHaveArrived()
        else:
            self._hears(answer.headers)
            return dict(answer.data) if isinstance(answer.data, dict) else {}
        self._is_refused(code_of(failed))
        if isinstance(failed, NotNow) and failed.wait is not None:
            self.tiers.shut(method, failed.wait)
        raise failed from None  # the error's own text may quote what was sent

    async def _page(self, method: str, tries: int, **arguments: Any) -> Json:
        for _ in range(tries - 1):
            try:
                return await self.repeatable(method, **arguments)
            except NotNow as not_now:
                await self.pace.sleep(not_now.wait or 1.0)
        return await self.repeatable(method, **arguments)


def _what_slack_said(error: SlackApiError) -> SendingFailed:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):  # an answer that is no JSON
        return MayHaveArrived()
    if response.status_code == 429:
        return NotNow(_retry_after(response))
    name = str(response.data.get("error", "")) if isinstance(response.data, dict) else ""
    return failure(ABOUT.get(name), name) if name else MayHaveArrived()


def _retry_after(response: AsyncSlackResponse) -> float:
    asked = {name.lower(): value for name, value in response.headers.items()}.get("retry-after", "1")
    try:
        return float(asked)
    except ValueError:
        return 1.0
