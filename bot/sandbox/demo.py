"""`knowhow demo`: a whole coffee trial on this machine, through the real bot and a small Slack."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from activities import ACTIVITIES
from bot.app import running
from bot.run import keep_quiet
from bot.sandbox.hospital import the_case
from bot.sandbox.installation import App
from bot.sandbox.rehearsal import rehearsal
from bot.sandbox.troupe import Troupe, play
from bot.settings import read_settings
from bot.slack.manifest import manifest
from bot.staff_list import StaffRow

THE_LIBRARIAN = "E0007"


def demo(*, headless: bool, play: bool, seed: int, staff: Sequence[StaffRow] | None) -> None:
    """Play a trial and print it as a story. The same seed and staff tell the same story."""
    keep_quiet()
    asyncio.run(_tell(staff or the_case(), str(seed)))


async def _tell(staff: Sequence[StaffRow], seed: str) -> None:
    with tempfile.TemporaryDirectory(prefix="knowhow-", ignore_cleanup_errors=True) as folder:
        async with on_stage(Path(folder), staff, seed) as troupe:
            async for line in play(troupe):
                print(line, flush=True)  # noqa: T201  (the story is what this command is for)


@asynccontextmanager
async def on_stage(folder: Path, staff: Sequence[StaffRow], seed: str) -> AsyncIterator[Troupe]:
    """The bot and the small Slack, running in this process, and the players ready to begin."""
    facilitator = next((row for row in staff if row.id == THE_LIBRARIAN), staff[0])
    app = App.from_manifest(manifest(ACTIVITIES))
    async with (
        rehearsal(folder, staff, facilitator, app=app, seed=seed) as stage,
        running(read_settings(stage.settings, folder), stage.database),
    ):
        yield Troupe.of(stage, staff, seed)
