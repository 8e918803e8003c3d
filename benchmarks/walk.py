"""How many files a reader enters who follows one thing that happens, from the engine to the tables and back.

Files of `bot`, `activities` and `storage` in which a function runs, but for what only a platform does. The fewer they
are, the sooner somebody knows how a thing is done.
"""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import FrameType

import storage
from tests.library.shelf import files as files_a_record
from tests.post import Post
from tests.town import LONDON, Town, Townsperson

ROOT = Path(storage.__file__).parents[1]
ROOMS = tuple(f"{ROOT / one}/" for one in ("bot", "activities", "storage"))
WEDNESDAY, FRIDAY = date(2026, 11, 4), date(2026, 11, 6)
SIGNUPS_CLOSE = time(17, tzinfo=LONDON)

AIMS = {
    "/coffee join, to its form": 20,
    "the form, saved": 26,
    "what that tells, delivered": 15,
    "a wake: sign-ups close": 14,
    "/library search, and found": 24,
}
"""Each walk, and how many files it is to lead through at most, or nearly so."""


def main() -> None:
    """Print a line for each walk, with how many files it is to lead through, and the files of each."""
    with tempfile.TemporaryDirectory() as folder:
        for (what, aim), files in zip(AIMS.items(), walks(Town(Path(folder))), strict=True):
            print(f"{what:<30}{len(files):>4} files, of {aim}")
            print("    " + " ".join(sorted(file.removeprefix(f"{ROOT}/") for file in files)))


def walks(town: Town) -> Iterator[set[str]]:
    """The files that are entered on each walk. Nothing is the first of its kind, which fills caches."""
    ann, bo = town.people(2)
    post = Post(town)
    town.trial("The first", signups_close=WEDNESDAY)
    _joins(bo)
    asyncio.run(post.goes_out())
    town.comes_to(WEDNESDAY + timedelta(days=1))
    files_a_record(bo)
    bo.types("/library search night")
    town.trial("The second", signups_close=FRIDAY)
    _joins(bo)
    asyncio.run(post.goes_out())

    yield entered(lambda: town.front.types(ann.profile, "/coffee join"))
    ann.types("/coffee join")
    form = ann.sheet("coffee.signup")
    yield entered(lambda: town.front.sends(ann.profile, form, form.values))
    yield entered(lambda: asyncio.run(post.tries()))
    town.comes_to(FRIDAY)
    town.stands_at(datetime.combine(FRIDAY, SIGNUPS_CLOSE))
    yield entered(town.waking.run_next)
    yield entered(lambda: town.front.types(ann.profile, "/library search falls"))
    town.close()


def _joins(person: Townsperson) -> None:
    person.types("/coffee join")
    person.fills("coffee.signup")


def entered(does: Callable[[], object]) -> set[str]:
    """The files in which a function runs meanwhile, on any thread that begins meanwhile too."""
    files = set[str]()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOMS):
            files.add(frame.f_code.co_filename)

    with _looking(look):
        does()
    return files


@contextmanager
def _looking(look: Callable[[FrameType, str, object], None]) -> Iterator[None]:
    threading.setprofile(look)
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
