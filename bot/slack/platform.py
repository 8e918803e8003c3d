"""Slack as delivery sees it: conversations, posts, changes, and looking up whether a post arrived."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from aiohttp import ClientError, ClientSession, ClientTimeout

from activities.kit.cards import Card
from activities.kit.events import ChannelState, Profile
from activities.kit.views import Document
from bot.platforms.pace import Rate, Turnstile
from bot.platforms.platform import Accounts, ChannelNow, NotNow
from bot.slack.calls import Calls
from bot.slack.lookups import SLACK, Lookups
from bot.slack.refusals import CLOSED
from bot.slack.render import message
from bot.slack.text import Json, fallback

A_SECOND_EACH = Rate(1, 1.0, burst=3)
"""Slack takes one message a second in a conversation, and short bursts."""

READY_WITHIN = 30.0
"""Seconds that an announcement waits for everybody to be looked up: long enough for a few thousand people."""

MARK = "knowhow_message"
PAGES_BACK = 10


class SlackPlatform:
    """Sends in one Slack workspace; fulfils `bot.platforms.platform.Platform`."""

    name = SLACK
    shares_conversations = True

    def __init__(self, calls: Calls, lookups: Lookups, tenant: str) -> None:
        self.calls = calls
        self._conversations = Turnstile(calls.pace)
        self.lookups = lookups
        self.tenant = tenant

    async def own_chat(self, user: str) -> str:
        """Open the bot's direct message with one user, and return its id."""
        return await self._open(user)

    async def group_chat(self, users: Sequence[str]) -> str:
        """Open the group direct message of up to eight users and the bot; where there is one, Slack gives that back."""
        return await self._open(",".join(sorted(users)))

    async def wait_to_post(self, conversation: str) -> None:
        """Wait for the conversation's pace, and then for the workspace's."""
        await self._conversations.through(conversation, A_SECOND_EACH)
        await self.calls.wait_for("chat.postMessage")

    async def get_ready(self) -> None:
        """Look everybody up, a page at a time. What takes too long for that goes on meanwhile."""
        await asyncio.wait({self.lookups.everybody_ahead()}, timeout=READY_WITHIN / self.calls.pace.factor)

    async def post(self, conversation: str, card: Card, accounts: Accounts, mark: int) -> str:
        """Post a card; gives back its timestamp. The mark travels as the message's metadata."""
        posted = await self.calls.at_once(
            "chat.postMessage",
            channel=conversation,
            **message(card, accounts),
            metadata={"event_type": MARK, "event_payload": {"mark": mark}},
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted["ts"])

    async def post_file(self, own_chat: str, document: Document, card: Card, mark: int) -> str:
        """Post a file with the card's summary beside it; gives back the file's id.

        Slack takes three steps, and nobody sees anything of it before the last. Raises `NotNow` where one before fails.
        """
        calls, content = self.calls, document.content
        shows = {"alt_txt": document.alt} if document.alt else {}
        place = await calls.repeatable(
            "files.getUploadURLExternal", filename=document.name, length=len(content), **shows
        )
        await self._upload(str(place["upload_url"]), content)
        files, words = [{"id": place["file_id"], "title": document.title}], fallback(card.summary)
        await calls.wait_for("files.completeUploadExternal")
        await calls.at_once("files.completeUploadExternal", files=files, channel_id=own_chat, initial_comment=words)
        return str(place["file_id"])

    async def change(self, conversation: str, reference: str, card: Card, accounts: Accounts) -> None:
        """Change a posted card in place."""
        await self.calls.repeatable("chat.update", channel=conversation, ts=reference, **message(card, accounts))

    async def find(self, own_chat: str, mark: int) -> str | None:
        """Find the timestamp of the message with this mark, looking from the newest back; `None` without one."""
        history = self.calls.listed(
            "conversations.history", "messages", most_pages=PAGES_BACK, channel=own_chat, include_all_metadata=True
        )
        async for said in history:
            if _mark(said) == mark:
                return str(said["ts"])
        return None

    async def is_lost(self, conversation: str) -> None:
        """Note nothing: Slack opens the same conversation again."""

    def everybody(self) -> AsyncIterator[Profile]:
        """Return everybody in the workspace, for the nightly listing."""
        return self.lookups.everybody()

    def closed_by(self, code: str) -> ChannelState:
        """Tell what a refusal to write in a channel says of it."""
        return CLOSED.get(code, ChannelState.LOST)

    async def channel_now(self, channel: str) -> ChannelNow | None:
        """Ask how a channel stands now; `None` where the bot may not ask."""
        return await self.lookups.channel_now(channel)

    async def _upload(self, url: str, content: bytes) -> None:
        client = self.calls.client
        ssl = client.ssl if client.ssl is not None else True
        try:
            async with (
                ClientSession(timeout=ClientTimeout(client.timeout)) as session,
                session.post(url, data=content, proxy=client.proxy, ssl=ssl) as response,
            ):
                arrived = response.status == 200
        except (ClientError, TimeoutError, OSError):
            arrived = False
        if not arrived:
            raise NotNow

    async def _open(self, users: str) -> str:
        opened = await self.calls.repeatable("conversations.open", users=users)
        return str(opened["channel"]["id"])


def _mark(said: Json) -> int | None:
    metadata = said.get("metadata") or {}
    return metadata.get("event_payload", {}).get("mark") if metadata.get("event_type") == MARK else None
