"""Who is in the few channels whose members belong to the organisation, as a platform listed them lately."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

from activities.kit.events import Profile
from bot.faults.faults import note
from bot.platforms.pace import Pace
from bot.platforms.platform import SendingFailed

KEPT_FOR = timedelta(minutes=10)
"""How old a list may be that somebody is on."""

LISTED_ANEW = timedelta(minutes=1)
"""How old a list may be that somebody is not on: they may have come a moment ago."""


class Places:
    """Lists the members of a few places, and remembers them for a while. `members`: asks for those of one."""

    def __init__(self, ids: Sequence[str], pace: Pace, members: Callable[[str], AsyncIterator[str]]) -> None:
        self.ids = tuple(ids)
        self._pace = pace
        self._members = members
        self._within: dict[str, frozenset[str]] = {}
        self._listing: asyncio.Task[None] | None = None
        self._listed_at: datetime | None = None
        self.silent = frozenset(self.ids)
        """Those that did not answer when they were last to be listed."""

    def of(self, profile: Profile) -> frozenset[str]:
        """Return the ids of those in which somebody was when they were last listed."""
        called = {profile.account.user, *profile.also}
        return frozenset(one for one, within in self._within.items() if called & within)

    async def find(self, profile: Profile) -> None:
        """Bring up to date in which of them somebody is, as far as they answer."""
        await self.list(KEPT_FOR if self.of(profile) else LISTED_ANEW)

    async def list(self, no_older_than: timedelta = timedelta()) -> None:
        """List all of them, unless that was done lately; several who ask at once wait for the same list.

        Whoever gives up waiting stops nobody else. Of one that does not answer the list before holds.
        """
        now = self._pace.now()
        if self._listed_at is not None and now - self._listed_at < no_older_than:
            return
        if self._listing is None or self._listing.done():
            self._listing = asyncio.create_task(self._list(now))
        await asyncio.shield(self._listing)

    async def _list(self, begun: datetime) -> None:
        answers = dict(zip(self.ids, await asyncio.gather(*map(self._members_of, self.ids)), strict=True))
        self._within |= {one: within for one, within in answers.items() if within is not None}
        self.silent = frozenset(one for one, within in answers.items() if within is None)
        self._listed_at = begun

    async def _members_of(self, place: str) -> frozenset[str] | None:
        """Ask for the members of one; `None` where it does not answer."""
        try:
            return frozenset([user async for user in self._members(place)])
        except SendingFailed as error:
            note("members of a channel that belong", error)
            return None
