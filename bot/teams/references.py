"""Where the bot can write in one tenant: kept in the database, and known here once it has been asked for."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from sqlmodel import Session

from activities.kit.events import Account, ChannelState, Kind, Profile
from bot.engine.engine import Engine
from bot.platforms.platform import Away
from bot.teams.heard import Place
from storage import channels, conversations, parcels, people
from storage.called import by_directory
from storage.membership import is_member
from storage.tables import Conversation, Workspace

TEAMS = "teams"

Result = TypeVar("Result")


class References:
    """Stored conversation references. A service address is only ever taken from what Microsoft has signed."""

    def __init__(self, engine: Engine, tenant: str, bot: str) -> None:
        self._engine = engine
        self.tenant = tenant
        self.bot = bot
        self._service_urls: dict[str, str] = {}
        self._kept: dict[str, str] = {}

    async def keep(self, place: Place) -> bool:
        """Remember where something was said. True if the bot has never been written to from there."""
        if self._kept.get(place.kept_as) == place.service_url:
            return False

        def keep(session: Session, at: Workspace) -> bool:
            return conversations.keep(
                session, at, place.kept_as, place.kind, reference=place.reference(), name=place.name
            )

        is_new = await self._transact("conversation", keep)
        self._kept[place.kept_as] = self._service_urls[place.kept_as] = place.service_url
        return is_new

    async def opened(self, conversation: str, user: str) -> None:
        """Remember somebody's own chat, which the bot has opened."""
        place = Place(
            conversation, conversations.PERSONAL, conversation, await self.service_url(), self.bot, self.tenant
        )
        await self.keep(place)
        await self.belongs_to(conversation, user)

    async def belongs_to(self, conversation: str, user: str) -> None:
        """Let somebody's own chat go when they are forgotten."""
        await self._transact(
            "conversation", lambda session, at: conversations.belongs_to(session, at, conversation, user)
        )

    async def forget(self, conversation: str) -> None:
        """Forget a conversation: the bot has been taken out of it."""
        self._service_urls.pop(conversation, None)
        self._kept.pop(conversation, None)
        await self._transact("conversation", lambda session, at: conversations.forget(session, at, conversation))

    async def taken_out(self, conversation: str) -> None:
        """Note that somebody has taken the bot out of their own chat."""
        self._kept.pop(conversation, None)
        await self._transact("conversation", lambda session, at: conversations.take_out(session, at, conversation))

    async def service_url(self, conversation: str = "") -> str:
        """Return where to send what goes to a conversation.

        Raises `Away` where nothing was ever heard from this tenant.
        """
        if conversation not in self._service_urls:
            found = await self._read(
                lambda session, at: conversations.find(session, at, conversation) or conversations.newest(session, at)
            )
            if found is None:
                raise Away
            self._service_urls[conversation] = str(found.reference["serviceUrl"])
        return self._service_urls[conversation]

    async def kind(self, conversation: str) -> str:
        """Tell of which kind a conversation is; a team's channels are not remembered each, and count as the team."""
        found = await self._read(lambda session, at: conversations.find(session, at, conversation))
        return found.kind if found else conversations.TEAM

    async def was_for_several(self, reference: str) -> bool:
        """Say whether a message was told to several people together, though here each got it alone."""
        return await self._transact(
            "conversation", lambda session, at: parcels.was_for_several(session, at.id, reference)
        )

    async def own_chat(self, user: str) -> str | None:
        """Return the conversation that somebody has with the bot alone, if it is known."""
        return await self._read(lambda session, at: conversations.own_chat(session, at, user))

    async def teams(self) -> list[tuple[str, str]]:
        """Return the id and the name of every team that has the bot."""
        return [(row.conversation, row.name) for row in await self._of_kind(conversations.TEAM)]

    async def places_of(self, user: str) -> list[str]:
        """Return every conversation in which somebody may be: their own, teams that have the bot, and group chats."""
        own = await self.own_chat(user)
        shared = [*await self._of_kind(conversations.TEAM), *await self._of_kind(conversations.GROUP)]
        return [*([own] if own else []), *(row.conversation for row in shared)]

    async def acquainted(self) -> list[Profile]:
        """Return those who have dealt with the bot here and are not known to have gone, as they were known then."""
        return [
            Profile(
                Account(TEAMS, self.tenant, account.user),
                by_directory(person),
                person.email if is_member(account) else None,
                Kind(account.kind),
                is_kept=True,
            )
            for account, person in await self._read(people.known_in)
        ]

    async def chosen(self, channel: str, team: str) -> bool:
        """Remember whose channel somebody chose; false where nobody can write there just now."""

        def choose(session: Session, at: Workspace) -> bool:
            channels.belongs_to(session, at.id, channel, team)
            row = channels.find(session, at.id, channel)
            return row is None or row.state not in (ChannelState.ARCHIVED, ChannelState.DELETED)

        return await self._transact("channel", choose)

    async def heard(self, channel: str, team: str, state: ChannelState) -> None:
        """Note that a channel, or with no channel every one of a team, is in this state."""

        def hear(session: Session, at: Workspace) -> None:
            for one in [channel] if channel else channels.within(session, at.id, team):
                self._engine.channels.heard(session, at.id, one, state)

        await self._transact("channel", hear)
        self._engine.when_written()

    async def renamed(self, names: Mapping[str, str]) -> None:
        """Note what channels are called now, by their ids."""

        def rename(session: Session, at: Workspace) -> None:
            for channel, name in names.items():
                channels.rename(session, at.id, channel, name)

        await self._transact("channel", rename)

    async def team_renamed(self, team: str, name: str) -> None:
        """Note what a team is called now."""
        await self._transact("conversation", lambda session, at: conversations.rename(session, at, team, name))

    async def unwanted_by(self) -> set[str]:
        """Return the user ids of those who have taken the bot out of their own chat."""
        return await self._read(conversations.taken_out_by)

    async def _of_kind(self, kind: str) -> Sequence[Conversation]:
        return await self._read(lambda session, at: conversations.of_kind(session, at, kind))

    async def _read(self, work: Callable[[Session, Workspace], Result]) -> Result:
        """Read something of this tenant."""

        def read() -> Result:
            with self._engine.database.reading() as session:
                return work(session, self._workspace(session))

        return await asyncio.to_thread(read)

    async def _transact(self, what: str, work: Callable[[Session, Workspace], Result]) -> Result:
        """Read or write something of this tenant, again where it lost a race. Raises `TurnFailed`."""
        return await asyncio.to_thread(
            self._engine.transact, what, lambda session: work(session, self._workspace(session))
        )

    def _workspace(self, session: Session) -> Workspace:
        return self._engine.reception.workspace(session, TEAMS, self.tenant)
