"""A process that ends at any moment: its transaction with it, and whatever was to follow."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from storage.database import Database
from tests.town import Town

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """No handler of faults catches it, as none would run in a process that has gone."""


class Steps:
    """Counts what a database is asked to write, and every commit; at the `last` of them the process ends, before it."""

    def __init__(self, last: int | None) -> None:
        self.number, self._last = 0, last

    def take(self) -> None:
        self.number += 1
        if self.number == self._last:
            raise Killed


@contextmanager
def ends_before(database: Database, step: int | None) -> Iterator[Steps]:
    """Let the process end before this step, counted from 1; `None`: let it run, and count."""
    steps = Steps(step)

    def executes(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(_WRITES):
            steps.take()

    def commits(_connection: object) -> None:
        steps.take()

    event.listen(database.engine, "before_cursor_execute", executes)
    event.listen(database.engine, "commit", commits)
    try:
        yield steps
    finally:
        event.remove(database.engine, "before_cursor_execute", executes)
        event.remove(database.engine, "commit", commits)


def at_each_step(town: Town, folder: Path, deed: Callable[[], None], most: int = 6) -> Iterator[int]:
    """Do it as often as it has steps, `most` at the most, from the same beginning; each time the bot ends before one.

    The bot is started again, and nobody has done anything since. The town's database is a SQLite file.
    """
    beginning = folder / "beginning.db"
    file = Path(str(town.database.url.database))
    town.database.close()
    shutil.copy(file, beginning)
    with _from(town, beginning, folder / "counted.db") as database, ends_before(database, None) as steps:
        deed()
    chosen = sorted({1 + number * (steps.number - 1) // (most - 1) for number in range(most)})
    for step in chosen:
        with _from(town, beginning, folder / f"step{step}.db") as database:
            try:
                with ends_before(database, step):
                    deed()
            except Killed:
                pass
            town.moves_to(Database(database.url.render_as_string(hide_password=False)))
            yield step


@contextmanager
def _from(town: Town, beginning: Path, copy: Path) -> Iterator[Database]:
    shutil.copy(beginning, copy)
    database = Database(f"sqlite:///{copy.as_posix()}")
    town.moves_to(database)
    yield database
