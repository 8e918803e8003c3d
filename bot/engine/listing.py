"""From a turn that forgets somebody to the list of the forgotten: digests wait in the database until then."""

from collections.abc import Callable, Iterable

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.faults.faults import log, note
from bot.settings.forgotten_list import ForgottenList, WrongList, today
from storage import unlisted
from storage.database import Database
from storage.here import Here

CANNOT_BE_WRITTEN = (
    "Whoever was forgotten lately is not on the list of the forgotten yet: its file cannot be written. It is tried "
    "again; until then an old backup could bring them back. `knowhow forgotten check` says what is wrong."
)


class Listing:
    """Keeps an installation's list up with its database. Without a key there is none, and this does nothing.

    `is_certain`: whether this machine's date is right. What is too old to be needed is dropped only then.
    """

    def __init__(self, database: Database, forgotten: ForgottenList | None, is_certain: Callable[[], bool]) -> None:
        self.database = database
        self.forgotten = forgotten
        self._is_certain = is_certain
        self._has_said_so = False

    def leave(self, session: Session, organisation: int, known_by: Iterable[str]) -> None:
        """Note all by which somebody was known, as digests: in the turn that forgets them."""
        if self.forgotten:
            keys = self.forgotten.keys
            unlisted.leave(Here(session, organisation), today(), [keys.digest(one) for one in known_by])

    def write_down(self, drops: bool = False) -> None:
        """Write down what waits. What cannot be written is said once and stays, to be tried again.

        `drops`: what is too old to be needed goes, where the date is certain.
        """
        if not self.forgotten:
            return
        try:
            write_down(self.database, self.forgotten)
            if drops and self._is_certain():
                self.forgotten.add(())
            self._has_said_so = False
        except (OSError, WrongList):
            if not self._has_said_so:
                log.warning(CANNOT_BE_WRITTEN)
            self._has_said_so = True
        except DBAPIError as error:
            note("the list of the forgotten", error)


def write_down(database: Database, forgotten: ForgottenList) -> None:
    """Write what waits in a database on the list, and begin one where there is none. Raises as the next does."""
    if not write_down_what_waits(database, forgotten):
        forgotten.begin()


def write_down_what_waits(database: Database, forgotten: ForgottenList) -> bool:
    """Write what waits on the list; say whether there was anything.

    Killed in between, it is written twice, which does no harm. Raises `OSError`, `WrongList` and `DBAPIError`.
    """
    with database.reading() as session:
        digests = {row.id: (row.day, row.digest) for row in unlisted.waiting(session)}
    if digests:
        forgotten.add(list(digests.values()), drops=False)
        with database.writing() as session:
            unlisted.written(session, digests)
    return bool(digests)
