"""`knowhow demo`: a whole coffee trial on this machine, through the real bot and a small Slack."""

import asyncio
import hashlib
import json
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

from platformdirs import user_data_path

from activities import ACTIVITIES
from bot.register.staff_list import StaffRow
from bot.sandbox.hospital import the_case, the_library_of
from bot.sandbox.installation import App
from bot.sandbox.page.cast import cast_of
from bot.sandbox.page.hosting import host
from bot.sandbox.page.play import Play
from bot.sandbox.rehearsal import PACE, rehearsal
from bot.sandbox.troupe import Troupe, play
from bot.service.app import running
from bot.service.run import keep_quiet
from bot.settings.settings import settings_of
from bot.slack.manifest import manifest
from storage.progress import Progress

THE_LIBRARIAN = "E0007"
AT_REST = 15.0
"""How much faster than the world limits and leases run behind the page: slow enough to sit idle on a laptop."""


def tell(
    *, seed: int, staff: Sequence[StaffRow] | None, says: Callable[[Sequence[str]], object], progress: Progress
) -> None:
    """Play a trial and tell it as a story, in lines for `says`. The same seed and staff tell the same story."""
    keep_quiet()
    asyncio.run(_tell(staff or the_case(), str(seed), says, progress))


def open_page(
    folder: Path | None,
    *,
    seed: int,
    staff: Sequence[StaffRow] | None,
    port: int,
    opens_browser: bool,
    plays: bool,
    is_open: Callable[[], object],
) -> None:
    """Serve the page until Ctrl+C; the play in `folder` goes on where there is one.

    `is_open` is called when it answers. Raises `OtherPeople` where that one has other staff, and `OSError` where the
    port is taken.
    """
    keep_quiet()
    folder = folder or own_folder(staff)
    cast_of(folder, staff, the_case())  # so that other people are refused now, not in the middle of a play
    begin = partial(_begin, folder, str(seed))

    def greet(address: str) -> None:
        is_open()
        _greet(address, opens_browser=opens_browser)

    asyncio.run(host(folder, begin, port=port, greet=greet, meanwhile=_watched if plays else None))


def the_librarian() -> list[StaffRow]:
    """Return a hospital with nobody in it but the one who runs the trials."""
    return [row for row in the_case() if row.id == THE_LIBRARIAN]


def own_folder(staff: Sequence[StaffRow] | None) -> Path:
    """Say where a play is kept: in this user's data directory, one for each list of staff."""
    said = json.dumps([row.model_dump(mode="json") for row in staff]) if staff else ""
    name = f"sandbox-{hashlib.sha256(said.encode()).hexdigest()[:8]}" if said else "sandbox"
    return user_data_path("knowhow", appauthor=False) / name


def _begin(folder: Path, seed: str) -> AbstractAsyncContextManager[Troupe]:
    """Begin with everybody whom the folder keeps, those who came later included."""
    return on_stage(folder, cast_of(folder, None, ()), seed, pace=AT_REST)


def _greet(address: str, *, opens_browser: bool) -> None:
    print(f"The sandbox is at {address} – Ctrl+C ends it, and next time it goes on from there.", flush=True)  # noqa: T201
    if opens_browser:
        webbrowser.open(address)


async def _watched(on: Play) -> None:
    """Play the whole trial before the eyes of whoever has the page open."""
    async with on.under_way("the players are on"):
        async for line in play(on.troupe):
            print(line, flush=True)  # noqa: T201


async def _tell(
    staff: Sequence[StaffRow], seed: str, says: Callable[[Sequence[str]], object], progress: Progress
) -> None:
    progress.reaches("Setting the stage")
    with tempfile.TemporaryDirectory(prefix="knowhow-", ignore_cleanup_errors=True) as folder:
        async with on_stage(Path(folder), staff, seed) as troupe:
            async for line in play(troupe, progress=progress):
                says([line])


@asynccontextmanager
async def on_stage(folder: Path, staff: Sequence[StaffRow], seed: str, pace: float = PACE) -> AsyncIterator[Troupe]:
    """Put the bot and the small Slack on stage, running in this process, with the players ready to begin."""
    facilitator = next((row for row in staff if row.id == THE_LIBRARIAN), staff[0])
    app = App.from_manifest(manifest(ACTIVITIES))
    async with (
        rehearsal(folder, staff, facilitator, app=app, seed=seed, pace=pace, library=the_library_of(staff)) as stage,
        running(settings_of(stage.settings), stage.database),
    ):
        yield Troupe.of(stage, staff, seed)
