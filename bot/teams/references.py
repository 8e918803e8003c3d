"""Where the bot can write in one tenant: kept in the database, and known here once it has been asked for."""

import asyncio
from collections.abc import Collection, Mapping

from sqlmodel import Session

from activities.kit.events import Account, ChannelState, Kind, Profile
from bot.engine.engine import Engine
from bot.platforms.platform import Away
from bot.teams.heard import Place
from bot.teams.text import Json
from storage import channels, conversations, parcels, people
from storage.membership import is_member
from storage.tables import Workspace

TEAMS = "teams"


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
        is_new = await asyncio.to_thread(
            self._engine.transact, "conversation", lambda session: self._keep(session, place)
        )
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
        await asyncio.to_thread(
            self._engine.transact,
            "conversation",
            lambda session: conversations.belongs_to(session, self._workspace(session), conversation, user),
        )

    async def forget(self, conversation: str) -> None:
        """Forget a conversation: the bot has been taken out of it."""
        self._service_urls.pop(conversation, None)
        self._kept.pop(conversation, None)
        await asyncio.to_thread(self._engine.run, "conversation", lambda: self._forget(conversation))

    async def taken_out(self, conversation: str) -> None:
        """Note that somebody has taken the bot out of their own chat."""
        self._kept.pop(conversation, None)
        await asyncio.to_thread(self._engine.run, "conversation", lambda: self._taken_out(conversation))

    async def service_url(self, conversation: str = "") -> str:
        """Return where to send what goes to a conversation.

        Raises `Away` where nothing was ever heard from this tenant.
        """
        if conversation not in self._service_urls:
            found = await asyncio.to_thread(self._find, conversation)
            if found is None:
                raise Away
            self._service_urls[conversation] = str(found["serviceUrl"])
        return self._service_urls[conversation]

    async def kind(self, conversation: str) -> str:
        """Tell of which kind a conversation is; a team's channels are not remembered each, and count as the team."""
        return await asyncio.to_thread(self._kind, conversation)

    async def was_for_several(self, reference: str) -> bool:
        """Say whether a message was told to several people together, though here each got it alone."""
        return await asyncio.to_thread(self._engine.run, "conversation", lambda: self._was_for_several(reference))

    async def own_chat(self, user: str) -> str | None:
        """Return the conversation that somebody has with the bot alone, if it is known."""
        return await asyncio.to_thread(self._own_chat, user)

    async def teams(self) -> list[tuple[str, str]]:
        """Return the id and the name of every team that has the bot."""
        return await asyncio.to_thread(self._of_kind, conversations.TEAM)

    async def places_of(self, user: str) -> list[str]:
        """Return every conversation in which somebody may be: their own, teams that have the bot, and group chats."""
        own = await self.own_chat(user)
        shared = [await asyncio.to_thread(self._of_kind, kind) for kind in (conversations.TEAM, conversations.GROUP)]
        return [*([own] if own else []), *(conversation for rows in shared for conversation, _ in rows)]

    async def acquainted(self) -> list[Profile]:
        """Return those who have dealt with the bot here and are not known to have gone, as they were known then."""
        return await asyncio.to_thread(self._acquainted)

    async def work_of(self, users: Collection[str]) -> dict[str, str]:
        """Say what is known of the work of these people here, in a few words, by user id."""
        return await asyncio.to_thread(self._engine.run, "work", lambda: self._work_of(users))

    async def chosen(self, channel: str, team: str) -> bool:
        """Remember whose channel somebody chose; false where nobody can write there just now."""
        return await asyncio.to_thread(
            self._engine.transact, "channel", lambda session: self._chosen(session, channel, team)
        )

    async def heard(self, channel: str, team: str, state: ChannelState) -> None:
        """Note that a channel, or with no channel every one of a team, is in this state."""
        await asyncio.to_thread(
            self._engine.transact, "channel", lambda session: self._heard(session, channel, team, state)
        )
        self._engine.when_written()

    async def renamed(self, names: Mapping[str, str]) -> None:
        """Note what channels are called now, by their ids."""
        await asyncio.to_thread(self._engine.transact, "channel", lambda session: self._renamed(session, names))

    async def team_renamed(self, team: str, name: str) -> None:
        """Note what a team is called now."""
        await asyncio.to_thread(
            self._engine.transact,
            "conversation",
            lambda session: conversations.rename(session, self._workspace(session), team, name),
        )

    async def unwanted_by(self) -> set[str]:
        """Return the user ids of those who have taken the bot out of their own chat."""
        return await asyncio.to_thread(self._unwanted_by)

    def _chosen(self, session: Session, channel: str, team: str) -> bool:
        at = self._workspace(session).id
        channels.belongs_to(session, at, channel, team)
        row = channels.find(session, at, channel)
        return row is None or row.state not in (ChannelState.ARCHIVED, ChannelState.DELETED)

    def _heard(self, session: Session, channel: str, team: str, state: ChannelState) -> None:
        at = self._workspace(session).id
        for one in [channel] if channel else channels.within(session, at, team):
            self._engine.channels.heard(session, at, one, state)

    def _renamed(self, session: Session, names: Mapping[str, str]) -> None:
        for channel, name in names.items():
            channels.rename(session, self._workspace(session).id, channel, name)

    def _keep(self, session: Session, place: Place) -> bool:
        at = self._workspace(session)
        return conversations.keep(session, at, place.kept_as, place.kind, reference=place.reference(), name=place.name)

    def _forget(self, conversation: str) -> None:
        with self._engine.database.writing() as session:
            conversations.forget(session, self._workspace(session), conversation)

    def _taken_out(self, conversation: str) -> None:
        with self._engine.database.writing() as session:
            conversations.take_out(session, self._workspace(session), conversation)

    def _find(self, conversation: str) -> Json | None:
        with self._engine.database.reading() as session:
            at = self._workspace(session)
            row = conversations.find(session, at, conversation) or conversations.newest(session, at)
            return row.reference if row else None

    def _kind(self, conversation: str) -> str:
        with self._engine.database.reading() as session:
            row = conversations.find(session, self._workspace(session), conversation)
            return row.kind if row else conversations.TEAM

    def _was_for_several(self, reference: str) -> bool:
        with self._engine.database.reading() as session:
            return parcels.was_for_several(session, self._workspace(session).id, reference)

    def _own_chat(self, user: str) -> str | None:
        with self._engine.database.reading() as session:
            return conversations.own_chat(session, self._workspace(session), user)

    def _of_kind(self, kind: str) -> list[tuple[str, str]]:
        with self._engine.database.reading() as session:
            rows = conversations.of_kind(session, self._workspace(session), kind)
            return [(row.conversation, row.name) for row in rows]

    def _acquainted(self) -> list[Profile]:
        with self._engine.database.reading() as session:
            return [
                Profile(
                    Account(TEAMS, self.tenant, account.user),
                    person.name,
                    person.email if is_member(account) else None,
                    Kind(account.kind),
                )
                for account, person in people.known_in(session, self._workspace(session))
            ]

    def _work_of(self, users: Collection[str]) -> dict[str, str]:
        with self._engine.database.reading() as session:
            return {
                account.user: ", ".join(filter(None, (person.job_title, person.department)))
                for account, person in people.known_in(session, self._workspace(session))
                if account.user in users
            }

    def _unwanted_by(self) -> set[str]:
        with self._engine.database.reading() as session:
            return conversations.taken_out_by(session, self._workspace(session))

    def _workspace(self, session: Session) -> Workspace:
        return people.workspace(session, TEAMS, self.tenant, self._engine.rules.timezone)
