"""Long work in parts, a transaction each, so that nobody has to wait for long until they can write.

A kill between two parts leaves all that is done whole; so what is done in parts finds out by itself what is left to do.
"""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import Session

from bot.engine.engine import Engine
from storage import people
from storage.progress import UNSEEN, Progress
from storage.tables import Organisation

WRITES_FOR = 0.1
"""Seconds after which a part begins nothing more; one thing takes far less than as long again."""

LETS_IN_FOR = 0.1
"""Seconds between two parts on SQLite, which has other processes look that often whether they may write."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parts(
    engine: Engine,
    organisation: int,
    what: str,
    items: Sequence[Item],
    do: Callable[[Session, Item], Result],
    progress: Progress = UNSEEN,
    doing: str = "",
    unit: str = "",
) -> list[Result]:
    """Do something with each item, in order, as many in a part as there is time for; gives back what came of each.

    Two who do the same in one organisation take turns, part by part: what both would make, only one does.
    `what` is for the log; `doing` and `unit` are for `progress`, which hears of each part that is done. Stopped between
    two parts, what they have done stays, and so where it raises `TurnFailed`.
    """
    done: list[Result] = []

    def part(session: Session) -> list[Result]:
        part_done: list[Result] = []
        people.lock(session, session.get_one(Organisation, organisation))
        until = time.monotonic() + WRITES_FOR
        for item in items[len(done) :]:
            part_done.append(do(session, item))
            session.flush()
            if time.monotonic() > until:
                break
        return part_done

    progress.reaches(doing, 0, len(items), unit)
    while len(done) < len(items):
        if done and engine.database.is_sqlite:
            time.sleep(LETS_IN_FOR)
        with progress.in_one_piece():
            done += engine.write(what, part)
        progress.reaches(doing, len(done), len(items), unit)
    return done
