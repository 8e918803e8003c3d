"""The bot is installed or taken out, people join or leave: who is welcomed, and whom it leaves in peace."""

import asyncio
from collections.abc import Iterable

from botbuilder.schema import Activity as TeamsActivity
from botbuilder.schema import ChannelAccount

from activities.kit.events import ChannelState, Profile
from bot.engine.engine import Engine, TurnFailed
from bot.platforms.platform import SendingFailed
from bot.teams.answering import Answering
from bot.teams.heard import Place, place_of, user_of
from bot.teams.lookups import Lookups
from bot.teams.references import References
from storage.conversations import TEAM


class Arrivals:
    """What Teams tells of installations and of members."""

    def __init__(self, engine: Engine, lookups: Lookups, references: References, answering: Answering) -> None:
        self.engine = engine
        self.lookups = lookups
        self.references = references
        self.answering = answering

    async def on_installation(self, activity: TeamsActivity) -> None:
        """Take the news that the app was added to a chat or a team, or taken out of it."""
        place = place_of(activity)
        if str(activity.action or "").startswith("remove"):
            await self._taken_out(place, user_of(activity.from_property))
            return
        await self._taken_in(place)
        if place.is_own:
            await self._meet(activity.from_property, place)

    async def on_members(self, activity: TeamsActivity) -> None:
        """Take the news that people, or the bot itself, have come or gone.

        Raises `SendingFailed` or `TurnFailed` where somebody could not be looked up or kept, so that Teams tells once
        more; everybody else is known by then.
        """
        place, bot = place_of(activity), activity.recipient.id
        if _is_among(bot, activity.members_added or ()):
            await self._taken_in(place)
        if _is_among(bot, activity.members_removed or ()):
            await self._taken_out(place, user_of(activity.from_property))
            return
        failures: list[SendingFailed | TurnFailed] = []
        come = [(member, True) for member in activity.members_added or () if member.id != bot]
        for member, is_there in (*come, *((member, False) for member in activity.members_removed or ())):
            try:
                await (self._meet(member, place) if is_there else self._miss(user_of(member)))
            except (SendingFailed, TurnFailed) as failure:
                failures.append(failure)
        if failures:
            raise failures[0]

    async def _meet(self, member: ChannelAccount, place: Place) -> None:
        """Learn that somebody has come: the settings may name them as a facilitator, and who was paused is back."""
        self.lookups.forget(user_of(member))
        profile = await self.lookups.profile(user_of(member), str(member.id), place.kept_as)
        await asyncio.to_thread(self.engine.meet, profile)

    async def _miss(self, user: str) -> None:
        if not await self.lookups.is_here(user):
            await self._pause(self.lookups.as_gone(user))

    async def _taken_in(self, place: Place) -> None:
        is_new = await self.references.keep(place)
        if place.kind == TEAM:
            await self.references.heard("", place.kept_as, ChannelState.OPEN)
        if is_new:
            self.answering.afterwards.do(self.answering.welcomes(place))

    async def _taken_out(self, place: Place, user: str) -> None:
        if place.is_own:
            await self.references.taken_out(place.kept_as)
            await self._pause(self.lookups.as_gone(user))
        else:
            await self.references.forget(place.kept_as)
            await self.references.heard("", place.kept_as, ChannelState.OUT)
            self.answering.afterwards.do(self._pause_who_is_gone())

    async def _pause_who_is_gone(self) -> None:
        """Pause those of a team that had the bot who are nowhere else with it.

        Each night does what this leaves undone.
        """
        async for profile in self.lookups.gone():
            await self._pause(profile)

    async def _pause(self, gone: Profile) -> None:
        """Send nothing more to somebody here, and have activities let go of them, until they come back."""
        await asyncio.to_thread(self.engine.meet, gone)


def _is_among(bot: str, members: Iterable[ChannelAccount]) -> bool:
    return any(member.id == bot for member in members)
