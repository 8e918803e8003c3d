"""A Bolt app that hears everything, keeps it, and answers as it was told to."""

import asyncio
import re
from typing import Any

from slack_bolt.async_app import AsyncApp

Json = dict[str, Any]


class Ear:
    """What the app heard, in order; `answer` goes into its next acknowledgements."""

    def __init__(self, bolt: AsyncApp) -> None:
        self.bodies: asyncio.Queue[Json] = asyncio.Queue()
        self.answer: Json | str | None = None
        self.view: Json | None = None  # opened at the next command or press
        anything = re.compile(".*")
        for listen in (bolt.command, bolt.action, bolt.options, bolt.event, bolt.view, bolt.view_closed):
            listen(anything)(self._hear)

    async def next(self) -> Json:
        """The next thing that the app hears, or heard already."""
        return await asyncio.wait_for(self.bodies.get(), 10)

    async def _hear(self, ack: Any, body: Json, client: Any) -> None:
        await self.bodies.put(body)
        if self.view and "trigger_id" in body and body.get("type") != "view_submission":
            await client.views_open(trigger_id=body["trigger_id"], view=self.view)
            self.view = None
        if isinstance(self.answer, dict):
            await ack(**self.answer)
        else:
            await ack(self.answer or "")
