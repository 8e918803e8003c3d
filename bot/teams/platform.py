"""Sending in one tenant of Teams; fulfils `bot.platforms.platform.Platform`."""

import contextlib
from collections.abc import AsyncIterator, Sequence

from activities.kit.cards import Card
from activities.kit.events import ChannelState, Profile
from activities.kit.views import Document
from bot.platforms.platform import Accounts, CannotTell, ChannelNow, SendingFailed, Unreachable
from bot.teams.calls import Calls
from bot.teams.consent import asking_for_consent
from bot.teams.lookups import Lookups
from bot.teams.references import TEAMS
from bot.teams.refusals import CLOSED
from bot.teams.render import message
from storage.conversations import TEAM


class TeamsPlatform:
    """Sends everything that was told. What Teams lacks, it does another way, or says that it cannot."""

    name = TEAMS
    shares_conversations = False

    def __init__(self, calls: Calls, lookups: Lookups) -> None:
        self.calls = calls
        self.lookups = lookups
        self.tenant = lookups.tenant

    async def own_chat(self, user: str) -> str:
        """Return the conversation of the bot with one person, from what is remembered, or else from Teams."""
        known = await self.calls.references.own_chat(user)
        if known is not None:
            return known
        opened = await self.calls.open(self.lookups.member_id(user))
        await self.calls.references.opened(opened, user)
        return opened

    async def group_chat(self, users: Sequence[str]) -> str:
        """Refuse: no bot can open a group chat in Teams, which `shares_conversations` says."""
        raise Unreachable

    async def wait_to_post(self, conversation: str) -> None:
        """Wait for the conversation's pace, and then for that of all together."""
        await self.calls.wait_to_post(conversation)

    async def get_ready(self) -> None:
        """Look up whoever is in a team that has the bot, a page at a time."""
        with contextlib.suppress(SendingFailed):  # then they are looked up as they come
            await self.lookups.roster(anew=True)

    async def post(self, conversation: str, card: Card, accounts: Accounts, mark: int) -> str:
        """Post a card; gives back its id, after that of its thread where it is in a channel."""
        made = message(card, await self.lookups.sign_ins(accounts, card))
        if await self.calls.references.kind(conversation) != TEAM:
            return await self.calls.post(conversation, made)
        thread, posted = await self.calls.post_in_channel(conversation, made)
        return f"{thread} {posted}"

    async def post_file(self, own_chat: str, document: Document, card: Card, mark: int) -> str:
        """Ask whether somebody wants a file; it is made and put into their OneDrive once they have said so."""
        return await self.calls.post(own_chat, asking_for_consent(document, card, mark))

    async def change(self, conversation: str, reference: str, card: Card, accounts: Accounts) -> None:
        """Change a posted card in place."""
        thread, _, posted = reference.rpartition(" ")
        await self.calls.change(
            thread or conversation, posted, message(card, await self.lookups.sign_ins(accounts, card))
        )

    async def find(self, own_chat: str, mark: int) -> str | None:
        """Raise `CannotTell`: a bot can read nothing back in Teams."""
        raise CannotTell

    async def is_lost(self, conversation: str) -> None:
        """Take it that the bot was taken out of a chat, for that is what blocking it comes to."""
        await self.calls.references.taken_out(conversation)

    def everybody(self) -> AsyncIterator[Profile]:
        """Return everybody in the teams that have the bot, and who has gone from all of them."""
        return self.lookups.everybody()

    def closed_by(self, code: str) -> ChannelState:
        """Tell what a refusal to write in a channel says of it."""
        return CLOSED.get(code, ChannelState.LOST)

    async def channel_now(self, channel: str) -> ChannelNow | None:
        """Ask what a channel is called now, and its team; Teams tells nobody whether it can be written to."""
        return await self.lookups.channel_now(channel)
