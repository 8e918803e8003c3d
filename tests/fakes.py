"""Far ends: what stands in for a platform's servers in tests. Nothing of our own is imitated."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from activities.kit.cards import Card
from activities.kit.events import ChannelState, Profile
from activities.kit.views import Document
from bot.platforms.platform import Accounts, ChannelNow, MayHaveArrived, SendingFailed, Unreachable


@dataclass
class Posted:
    """A message as it stands at the far end."""

    conversation: str
    card: Card
    mark: int
    changes: int = 0


@dataclass
class FarEnd:
    """A platform that keeps what it is sent, and fails as it is told to.

    `trouble` is asked before each call, with the method's name and what it is about, and may name a failure. `cut_off`
    conversations take one message and break the connection before they say so.
    """

    name: str = "slack"
    tenant: str = "T1"
    posted: dict[str, Posted] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    trouble: Callable[[str, str], SendingFailed | None] = lambda _method, _about: None
    cut_off: set[str] = field(default_factory=set)
    unreachable: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    people: list[Profile] = field(default_factory=list)
    channels: dict[str, ChannelNow] = field(default_factory=dict)

    async def own_chat(self, user: str) -> str:
        self._called("own_chat", user)
        if user in self.unreachable:
            raise Unreachable
        return f"D-{user}"

    async def group_chat(self, users: Sequence[str]) -> str:
        self._called("group_chat", ",".join(users))
        if self.unreachable.intersection(users):
            raise Unreachable
        return f"G-{'-'.join(sorted(users))}"

    async def get_ready(self) -> None:
        self._called("get_ready", "")

    async def wait_to_post(self, conversation: str) -> None:
        self._called("wait_to_post", conversation)

    async def post(self, conversation: str, card: Card, accounts: Accounts, mark: int) -> str:
        self._called("post", conversation)
        reference = f"{len(self.posted) + 1}.0"
        self.posted[reference] = Posted(conversation, card, mark)
        if conversation in self.cut_off:
            self.cut_off.remove(conversation)
            raise MayHaveArrived
        return reference

    async def post_file(self, own_chat: str, document: Document, card: Card, mark: int) -> str:
        self._called("post_file", own_chat)
        self.files[document.name] = document.content
        return await self.post(own_chat, card, {}, mark)

    async def change(self, conversation: str, reference: str, card: Card, accounts: Accounts) -> None:
        self._called("change", conversation)
        self.posted[reference].card = card
        self.posted[reference].changes += 1

    async def find(self, own_chat: str, mark: int) -> str | None:
        self._called("find", own_chat)
        for reference, message in self.posted.items():
            if message.conversation == own_chat and message.mark == mark:
                return reference
        return None

    async def is_lost(self, conversation: str) -> None:
        self._called("is_lost", conversation)

    async def everybody(self) -> AsyncIterator[Profile]:
        self._called("everybody", "")
        for profile in self.people:
            yield profile

    def closed_by(self, code: str) -> ChannelState:
        return ChannelState(code) if code else ChannelState.LOST

    async def channel_now(self, channel: str) -> ChannelNow | None:
        self._called("channel_now", channel)
        return self.channels.get(channel)

    def in_conversation(self, conversation: str) -> list[str]:
        """What was posted in a conversation, in order."""
        return [message.card.summary for message in self.posted.values() if message.conversation == conversation]

    def called(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)

    def _called(self, method: str, about: str) -> None:
        self.calls.append((method, about))
        if (failure := self.trouble(method, about)) is not None:
            raise failure
