"""The databases that everything is measured on: SQLite in a file, and a PostgreSQL server that waits for its disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psutil
import psycopg

from tests.databases import Postgres

_WAITS = ("fsync", "full_page_writes", "synchronous_commit")
"""What the server of the tests leaves out, and a real one does."""


@dataclass(frozen=True)
class Ground:
    """One kind of database. `empty` gives the URL of a new one; `processor` what its server has had, in seconds."""

    name: str
    empty: Callable[[], str]
    processor: Callable[[], float]

    @property
    def is_a_server(self) -> bool:
        """Whether several processes of the bot may share it."""
        return self.name == "PostgreSQL"


def sqlite(folder: Path) -> Ground:
    """Files in a folder."""
    numbers = count()
    return Ground("SQLite", lambda: f"sqlite:///{(folder / f'{next(numbers)}.sqlite3').as_posix()}", lambda: 0.0)


@contextmanager
def postgresql(vacuums_itself: bool = False) -> Iterator[Ground]:
    """A server for as long as it is wanted."""
    postgres = Postgres()
    try:
        with psycopg.connect(postgres.empty(), autocommit=True) as admin:
            for setting in _WAITS:
                admin.execute(f"ALTER SYSTEM RESET {setting}")
            if not vacuums_itself:  # whatever is filled is vacuumed then, and not while measured
                admin.execute("ALTER SYSTEM SET autovacuum = off")
            admin.execute("SELECT pg_reload_conf()")
        postmaster = psutil.Process(int((postgres.folder / "postmaster.pid").read_text().split()[0]))

        def empty() -> str:
            return postgres.empty().replace("postgresql://", "postgresql+psycopg://", 1)

        yield Ground("PostgreSQL", empty, lambda: _spent(postmaster))
    finally:
        postgres.stop()


def _spent(postmaster: psutil.Process) -> float:
    """What all its processes that are there have had of a processor, and those that have ended."""
    spent = 0.0
    for one in (postmaster, *postmaster.children()):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:  # it has just ended, and is counted to the postmaster's
            continue
        spent += times.user + times.system
        if one is postmaster:
            spent += times.children_user + times.children_system
    return spent
