"""Restoring a backup, and being honest about the time between: what was sent and done since it was taken is not known.

What waited to be sent counts as cut off in the middle, so that delivery looks whether it has arrived, or says that it
cannot tell. What fell due since then waits for an hour, and the facilitators are told, so that somebody can look first.
No id is given again that may have been given meanwhile: buttons under messages of that time still carry them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError, StatementError
from sqlmodel import Session, select

from activities import ACTIVITIES
from activities.kit.wording import day, restored
from bot import backup_file
from bot.backup_file import DAMAGED, About, NotABackup
from bot.engine import Engine
from bot.pace import Pace
from bot.rules import Rules
from bot.settings import Settings
from bot.slack.platform import SlackPlatform
from bot.sorting import sort_messages
from storage import calendar, copies, files, parcels, schema, wakes
from storage.database import Database
from storage.files import InUse
from storage.schema import Schema, WrongSchema
from storage.tables import Organisation

HOLDS_BACK = timedelta(hours=1)
"""How long what fell due meanwhile waits, so that facilitators can look first."""

SHARING = frozenset({SlackPlatform.name} if SlackPlatform.can.group_message else ())
"""Platforms on which several people share a conversation with the bot."""


class CannotRestore(Exception):
    """A backup cannot be put there; the text says why, and what to do."""


@dataclass(frozen=True)
class Restored:
    """What was put back: how many rows, as of when (in words), and where the database that stood there is kept."""

    rows: int
    taken_at: str
    kept: Path | None


def restore(file: Path, settings: Settings, *, replaces: bool, moved: bool) -> Restored:
    """Put a backup where the settings say, all of it or nothing.

    `replaces`: a SQLite database that stands there is moved aside. `moved`: no bot has run on this data since.
    Raises `NotABackup`, `CannotRestore`, `WrongSchema` and `OSError`.
    """
    about = backup_file.about(file)
    _must_fit(about)
    there = Database(settings.database_url.get_secret_value())
    try:
        if there.is_sqlite:
            return _as_a_file(file, about, Path(there.url.database or ""), settings, replaces, moved)
        if (state := schema.state(there)) is not Schema.CURRENT:
            raise WrongSchema(state.value)
        return Restored(_fill(there, file, about, settings, moved), _when(about, settings), None)
    finally:
        there.close()


def _must_fit(about: About) -> None:
    match schema.state_of(about.schema):
        case Schema.CURRENT:
            return
        case Schema.OLD:
            raise CannotRestore(
                f"This backup was made by an earlier version of Knowhow ({about.version}). Install that version, "
                "restore the backup with it, and then update."
            )
        case _:
            raise CannotRestore(
                f"This backup was made by a newer version of Knowhow ({about.version}). Install that version here too."
            )


def _as_a_file(file: Path, about: About, place: Path, settings: Settings, replaces: bool, moved: bool) -> Restored:
    if place.exists() and not replaces:
        raise CannotRestore(f"{place} is there already. With --replace it is kept beside the restored one.")
    fresh = place.with_name(f"{place.name}.restoring")
    files.remove(fresh)
    try:
        made = Database(f"sqlite:///{fresh.as_posix()}")
        try:
            schema.upgrade(made)
            number = _fill(made, file, about, settings, moved)
        finally:
            made.close()
        kept = files.put_in_place(fresh, place, datetime.now(ZoneInfo(settings.timezone)))
    except InUse:
        raise CannotRestore(f"{place} is in use. Stop the bot, and whatever else has it open, first.") from None
    finally:
        files.remove(fresh)
    return Restored(number, _when(about, settings), kept)


def _fill(database: Database, file: Path, about: About, settings: Settings, moved: bool) -> int:
    with database.writing() as session:
        copies.lock(session)
        if not copies.is_empty(session):
            raise CannotRestore(
                "The database is not empty. Make a new one beside it, name that one in DATABASE_URL, and run "
                "`knowhow db upgrade` and then this again."
            )
        number = _put(session, file)
        copies.leap_ahead(session)
        parcels.release_all(session)
        if not moved:
            rules = Rules(settings.seed, settings.timezone, settings.facilitators, settings.house)
            _own_up(session, Engine(database, ACTIVITIES, rules), _when(about, settings))
        return number


def _put(session: Session, file: Path) -> int:
    try:
        return copies.put(session, backup_file.rows(file))
    except OperationalError:
        raise
    except (LookupError, TypeError, ValueError, StatementError):  # the text of these may quote what people wrote
        raise NotABackup(DAMAGED) from None


def _own_up(session: Session, engine: Engine, taken_at: str) -> None:
    """Doubt what waited, hold back what is overdue, and tell those who run things."""
    own = calendar.own(session)
    pace = Pace(own.kept_since, own.pace) if own else Pace()
    wakes.hold_back_overdue(session, engine.now(session), pace.now() + HOLDS_BACK)
    while sort_messages(session, SHARING):
        pass
    parcels.doubt_all(session)
    for organisation in session.exec(select(Organisation)).all():
        turn = engine.turn(session, organisation, ACTIVITIES[0].name, "restored")
        for person in turn.facilitators():
            turn.tell(person, restored(taken_at), ("restored", datetime.now(UTC).isoformat()))


def _when(about: About, settings: Settings) -> str:
    zone = ZoneInfo(settings.timezone)
    local = datetime.fromisoformat(about.taken_at).astimezone(zone)
    return f"{day(local.date(), today=datetime.now(zone).date())} at {local:%H:%M}"
