"""One browser window: who is in front of it, what they ask for, and what they are sent when something changes."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.page import guide, moments, shows
from bot.sandbox.page.deeds import do
from bot.sandbox.page.doer import Doer
from bot.sandbox.page.play import Play
from bot.sandbox.records import Json, User

GATHERS = 0.01
"""Real seconds for which changes are gathered before they are sent, so that a hundred of them are one message."""


class Window:
    """A WebSocket, from its opening to its end.

    The page sends `{"id": 1, "do": …}` and is answered `{"answer": 1, …}`; it is sent the parts of what it shows that
    have changed, by name. `{"do": "looks_at", "place": …}` says which conversation that includes.
    """

    def __init__(self, play: Play, socket: web.WebSocketResponse, user: User, besides: Callable[[], set[str]]) -> None:
        self.play = play
        self.user = user
        self._socket = socket
        self._doer = Doer(play, user, besides)
        self._place = ""
        self._first_unread = ""
        self._changed = asyncio.Event()
        self._sent: dict[str, str] = {}
        self._sent_messages: dict[str, str] = {}
        self._sent_order: list[str] | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def stays_open(self) -> None:
        """Serve the window until it is closed."""
        self.play.watchers.add(self._changed.set)
        telling = asyncio.create_task(self._tell())
        self._changed.set()
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._start(json.loads(message.data))
        finally:
            self.play.watchers.discard(self._changed.set)
            for task in [telling, *self._under_way]:
                task.cancel()
            await asyncio.gather(telling, *self._under_way, return_exceptions=True)

    def _start(self, asked: Json) -> None:
        """Start something beside what is under way: while time moves, one still wants to read."""
        task = asyncio.create_task(self._answer(asked))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, asked: Json) -> None:
        if asked.get("do") == "looks_at":
            answer = self._looks_at(str(asked.get("place")))
        else:
            answer = await do(self._doer, asked)
        await self._socket.send_json({"answer": asked.get("id"), **answer})

    def _looks_at(self, place: str) -> Json:
        workspace = self.play.stage.slack.workspace
        if place not in workspace.conversations or self.user.id not in workspace.conversations[place].members:
            self._place = ""
            return {}
        self._place = place
        self._first_unread = shows.first_unread(self.play, self.user, place)
        self._sent_messages, self._sent_order = {}, None
        self._changed.set()
        return {}

    async def _tell(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if news := {**dict(self._news()), **self._conversation()}:
                await self._socket.send_json(news)
            await asyncio.sleep(GATHERS)

    def _news(self) -> Iterator[tuple[str, Any]]:
        """Yield the parts that have changed since they were last sent."""
        parts = {
            "who": shows.who(self.play),
            "sidebar": shows.sidebar(self.play, self.user),
            "modal": shows.modal(self.play, self.user),
            "home": shows.home(self.play, self.user),
            "clock": moments.clock(self.play),
            "guide": guide.guide(self.play),
        }
        for name, part in parts.items():
            said = json.dumps(part)
            if self._sent.get(name) != said:
                self._sent[name] = said
                yield name, part

    def _conversation(self) -> Json:
        """Return what is new in the conversation that is looked at: messages new or changed, and the order of all."""
        if not self._place:
            return {}
        shown = shows.messages(self.play, self.user, self._place)
        said = {message["ts"]: json.dumps(message) for message in shown}
        changed = [message for message in shown if self._sent_messages.get(message["ts"]) != said[message["ts"]]]
        if not changed and list(said) == self._sent_order:
            return {}
        self._sent_messages, self._sent_order = said, list(said)
        about = {"place": self._place, "firstUnread": self._first_unread}
        return {"conversation": {**about, "order": list(said), "changed": changed}}
