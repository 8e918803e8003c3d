"""What the people in front of Slack see, and waiting until they see something."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox.reading import elements, what_it_says
from bot.sandbox.records import Conversation, Entry, Message, User, View
from bot.sandbox.workspace import Workspace

Found = TypeVar("Found")


class CannotDo(LookupError):
    """Raised where a person tried what is not possible in front of Slack.

    Such as a button that is not there, or a channel they are not in.
    """


@dataclass(frozen=True)
class Sight:
    """What one person can see of Slack: the messages in all their conversations in order, and the app's views."""

    messages: list[Message]
    modal: View | None
    home: View | None

    def reads(self, words: str) -> bool:
        """Say whether these words stand anywhere in front of the person."""
        shown: list[Message | View] = [*self.messages]
        shown += [view for view in (self.modal, self.home) if view]
        return any(words in what_it_says(part) for part in shown)


class Onlookers:
    """Everybody in the workspace, with their eyes only."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def sees(self, who: str | User) -> Sight:
        """Return what a person can see, ephemeral messages for them included."""
        user = self._user(who)
        said = [
            message
            for place in self._workspace.conversations.values()
            for message in self._workspace.visible_to(user.id, place.id)
        ]
        return Sight(
            messages=sorted(said, key=lambda message: message.ts),
            modal=self._workspace.modal(user.id),
            home=self._workspace.homes.get(user.id),
        )

    async def until(self, condition: Callable[[], Found | None], *, within: float = 10.0) -> Found:
        """Wait until a condition holds, looking again whenever something changes; give back what it gave.

        Raises TimeoutError when it does not hold within so many real seconds.
        """
        changed = asyncio.Event()

        def watch(_: Entry) -> None:
            changed.set()

        self._workspace.watchers.append(watch)
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    changed.clear()
                    await changed.wait()
                return found
        finally:
            self._workspace.watchers.remove(watch)

    async def modal(self, who: str | User, *, within: float = 10.0) -> View:
        """Return the modal that a person has in front of them, waiting for it if need be."""
        user = self._user(who)
        return await self.until(lambda: self._workspace.modal(user.id), within=within)

    async def form(self, who: str | User, *, within: float = 10.0) -> View:
        """Return the form that a person has in front of them, waiting for it if need be.

        A dialog that is only to be read is none: it may say that the form takes long.
        """
        user = self._user(who)

        def form() -> View | None:
            view = self._workspace.modal(user.id)
            return view if view is not None and "submit" in view.shown else None

        return await self.until(form, within=within)

    async def home(self, who: str | User, words: str = "", *, within: float = 10.0) -> View:
        """Return the app's home page of a person, waiting until these words stand on it."""
        user = self._user(who)

        def home() -> View | None:
            view = self._workspace.homes.get(user.id)
            return view if view is not None and words in what_it_says(view) else None

        return await self.until(home, within=within)

    async def message(self, who: str | User, words: str, *, within: float = 10.0) -> Message:
        """Return the newest message to a person in which these words stand, waiting for it if need be."""

        def newest() -> Message | None:
            fitting = [message for message in self.sees(who).messages if words in what_it_says(message)]
            return fitting[-1] if fitting else None

        return await self.until(newest, within=within)

    def newest_with(self, who: str | User, action_id: str) -> Message | None:
        """Find the newest message that a person sees with a button, or another element, of this action."""
        for message in reversed(self.sees(who).messages):
            if any(element.get("action_id") == action_id for _, element in elements(message)):
                return message
        return None

    def _user(self, who: str | User) -> User:
        user = who if isinstance(who, User) else self._workspace.users.get(who)
        if user is None or user.deleted:
            raise CannotDo(f"there is no active user {who if isinstance(who, str) else who.id}")
        return user

    def _conversation(self, where: str | Conversation) -> Conversation:
        place = where if isinstance(where, Conversation) else self._workspace.conversations.get(where)
        if place is None or place.is_archived:
            raise CannotDo(f"there is no open conversation {where if isinstance(where, str) else where.id}")
        return place
