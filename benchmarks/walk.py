"""How many files a reader enters who follows one thing that somebody does, from the engine to the tables and back.

Files of `bot`, `activities` and `storage` in which a function runs; what stands in a column's type or in a library is
not counted. The fewer they are, the sooner somebody knows how a thing is done.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import storage
from tests.town import LONDON, Town

ROOT = Path(storage.__file__).parents[1]
CLOSED = datetime(2026, 11, 9, 9, tzinfo=LONDON)
ROOMS = tuple(f"{ROOT / one}/" for one in ("bot", "activities", "storage"))


def main() -> None:
    """Print a line for each walk, and the files of each."""
    with tempfile.TemporaryDirectory() as folder:
        for what, files in walks(Town(Path(folder))):
            print(f"{what:<34}{len(files):>4} files")
            print("    " + " ".join(sorted(file.removeprefix(f"{ROOT}/") for file in files)))


def walks(town: Town) -> Iterator[tuple[str, set[str]]]:
    """Each walk with the files that are entered on it. The first of its kind is not looked at: it fills caches."""
    ann, bo = town.people(2)
    town.trial()
    for walker in (bo, ann):
        opened = entered(lambda walker=walker: walker.types("/coffee join"))  # type: ignore[misc]
        saved = entered(lambda walker=walker: walker.fills("coffee.signup"))  # type: ignore[misc]
    yield "/coffee join, to the form", opened
    yield "the form, saved", saved
    ann.types("/library search")
    yield "/library search beds", entered(lambda: ann.types("/library search beds"))
    yield "sign-ups close, and what is told", entered(lambda: town.comes_to(CLOSED))
    town.close()


def entered(does: Callable[[], object]) -> set[str]:
    """The files in which a function runs meanwhile."""
    files = set[str]()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(ROOMS):
            files.add(frame.f_code.co_filename)

    with _looking(look):
        does()
    return files


@contextmanager
def _looking(look: Callable[[FrameType, str, object], None]) -> Iterator[None]:
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)
