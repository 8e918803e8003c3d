"""What turns erase: it goes from the database's files too, and who was forgotten is put on a list."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from activities.kit.turn import Turn
from bot.engine.listing import Listing
from bot.faults.faults import note
from storage import traces
from storage.database import Database


class Erasing:
    """Notes in each turn what it erases, and sees to the rest after it. `now` is the calendar's."""

    def __init__(self, database: Database, listing: Listing, now: Callable[[Session], datetime]) -> None:
        self._database = database
        self._listing = listing
        self._now = now

    def note(self, turn: Turn) -> None:
        """Note, with what a turn erases, that it is to go from the files too, and who is to be on the list."""
        if turn.erases:
            traces.note(turn.session, True)
        self._listing.leave(turn.session, turn.org, turn.known_by)

    def clear_files(self, nobody_waits: bool = False) -> None:
        """Let nothing that turns have erased stay in the database's files. `Nights` tries until it is so."""
        try:
            if traces.erase(self._database, nobody_waits):
                with self._database.writing() as session:
                    traces.note(session, False)
        except DBAPIError as error:
            note("erasing traces", error)

    def clear_files_if_noted(self, nobody_waits: bool = False) -> None:
        """Clear the files where there is anything noted; a large one in the small hours."""
        with self._database.reading() as session:
            there_are = traces.are_noted(session)
            nobody_waits = nobody_waits or (there_are and traces.in_small_hours(session, self._now(session)))
        if there_are and (nobody_waits or not traces.take_long(self._database)):
            self.clear_files(nobody_waits)
