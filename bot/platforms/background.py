"""Work that goes on while a platform is already acknowledged."""

import asyncio
from collections.abc import Coroutine

from bot.faults.faults import note
from bot.platforms.platform import Refused, SendingFailed

ENDS_WITHIN = 4.0
"""Real seconds that what is still to be shown is given at the end."""


class Afterwards:
    """Keeps work that goes on after an acknowledgement until it is done. Where it fails, the log gets a line."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[None, None, None]) -> None:
        """Begin some work now."""
        task = asyncio.create_task(self._noting_failure(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """Wait for everything that is under way, and for what follows from it."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def end(self) -> None:
        """Wait for the same, but not for long: a platform may not answer, and the bot was told to stop."""
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await self.finish()
        except TimeoutError:
            for task in self._under_way:
                task.cancel()

    async def _noting_failure(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except SendingFailed as error:
            note(f"answer {error.error}" if isinstance(error, Refused) else "answer", error)
        except Exception as error:  # noqa: BLE001  (a fault in one answer must not end the others)
            note("answer", error)
