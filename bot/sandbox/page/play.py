"""The play: the rehearsal that the windows look at, what is under way in it, and its start and end."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.reading import elements
from bot.sandbox.records import Entry, Json, Message
from bot.sandbox.rehearsal import DATABASE_FILES, KEPT, NEW, Rehearsal
from bot.sandbox.troupe import Troupe

SAVES_AFTER = 0.5
"""Real seconds of quiet after which what has changed is written to the folder."""

MARKS = "marks.json"


class UnderWay(Exception):
    """Raised while time is moving, or the others are answering: one thing at a time."""


@dataclass
class Play:
    """A rehearsal on stage, and everybody who must hear when something in it changes.

    `commands` are the slash commands as the app's manifest describes them. `marks` is what has happened at least once,
    in words such as `sent coffee.trial`; the path for a first visit is ticked from them. `busy` says what is under way.
    `start_again` ends this play for a new one.
    """

    troupe: Troupe
    commands: list[Json]
    start_again: Callable[[], None]
    watchers: set[Callable[[], None]] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    busy: str = ""
    _unsaved: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def stage(self) -> Rehearsal:
        """The hospital, its small Slack and its calendar."""
        return self.troupe.rehearsal

    def mark(self, *happened: str) -> None:
        """Note that something has happened."""
        if not self.marks.issuperset(happened):
            self.marks.update(happened)
            self.changed()

    def changed(self) -> None:
        """Tell every window to look again."""
        self._unsaved.set()
        for watcher in self.watchers:
            watcher()

    @asynccontextmanager
    async def under_way(self, what: str) -> AsyncIterator[None]:
        """Say for the length of the block that `what` is going on. Raises `UnderWay` where something is already."""
        if self.busy:
            raise UnderWay(self.busy)
        self.busy = what
        self.changed()
        try:
            yield
        finally:
            self.busy = ""
            self.changed()

    @asynccontextmanager
    async def on(self) -> AsyncIterator[None]:
        """Watch the small Slack, and keep what it holds in the folder, for as long as the block runs."""
        kept = self.stage.folder / MARKS
        if kept.exists():
            self.marks.update(json.loads(kept.read_text(encoding="utf-8")))
        workspace = self.stage.slack.workspace
        workspace.watchers.append(self._saw)
        self._save()
        saving = asyncio.create_task(self._keep_saving())
        try:
            yield
        finally:
            saving.cancel()
            with suppress(asyncio.CancelledError):
                await saving
            workspace.watchers.remove(self._saw)
            self._save()

    def _saw(self, entry: Entry) -> None:
        message = self.stage.slack.workspace.find_message(entry.channel, entry.ts) if entry.channel else None
        if message is not None and message.by_app:
            self.mark(*(f"shown {action}" for action in actions_of(message)))
        self.changed()

    async def _keep_saving(self) -> None:
        while True:
            await self._unsaved.wait()
            self._unsaved.clear()
            await asyncio.sleep(SAVES_AFTER)
            self._save()

    def _save(self) -> None:
        self.stage.save()
        (self.stage.folder / MARKS).write_text(json.dumps(sorted(self.marks)), encoding="utf-8")


def actions_of(message: Message) -> set[str]:
    """Return the actions of the buttons on a message."""
    return {str(element["action_id"]) for _, element in elements(message) if element["type"] == "button"}


def forget(folder: Path) -> None:
    """Take away what a play has left in a folder, so that the next one there begins at the beginning."""
    for name in (KEPT, NEW, MARKS, *DATABASE_FILES):
        (folder / name).unlink(missing_ok=True)
