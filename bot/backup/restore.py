"""Restoring a backup, and saying plainly what is not known: what was sent and done since it was taken.

What waited to be sent counts as cut off in the middle, so that delivery looks whether it has arrived, or says that it
cannot tell. What fell due since then waits for an hour, and the facilitators are told, so that somebody can look first.
No id is given again that may have been given meanwhile: buttons under messages of that time still carry them.
"""

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError, OperationalError, StatementError
from sqlmodel import Session

from activities import ACTIVITIES
from activities.kit.wording import day, restored
from bot.backup import backup_file, from_upgrade
from bot.backup.backup_file import DAMAGED, About, NotABackup
from bot.backup.erasing import CannotErase, erase, forgotten_since
from bot.delivery.routing import sort_messages
from bot.engine.engine import Engine
from bot.engine.listing import write_down_what_waits
from bot.platforms.pace import Pace
from bot.settings.forgotten_list import WrongList
from bot.settings.settings import Settings
from bot.slack.platform import SlackPlatform
from storage import calendar, copies, organisations, parcels, schema, sqlite, traces
from storage.database import Database
from storage.progress import UNSEEN, Progress
from storage.schema import Schema, WrongSchema
from storage.sqlite import InUse

READING = "Reading the backup"
"""What is being done, in the words of `progress`, until all its rows are read."""

HOLDS_BACK = timedelta(hours=1)
"""How long what fell due meanwhile waits, so that facilitators can look first."""

SHARING = frozenset({SlackPlatform.name} if SlackPlatform.shares_conversations else ())
"""Platforms on which several people share a conversation with the bot."""


class CannotRestore(Exception):
    """Raised where a backup cannot be put there; the text says why, and what to do."""


@dataclass(frozen=True)
class Restored:
    """What was put back: how many rows, as of when (in words), and where the database that stood there is kept.

    `at`: when that was, as ISO 8601. `erased`: how many people were forgotten since, and were erased from it.
    """

    rows: int
    taken_at: str
    at: str
    kept: Path | None
    erased: int = 0


def restore(
    file: Path,
    settings: Settings,
    *,
    replaces: bool,
    moved: bool,
    without_forgotten: bool = False,
    identity: Path | None = None,
    progress: Progress = UNSEEN,
) -> Restored:
    """Put a backup where the settings say, or what SQLite kept before an upgrade; all of it or nothing.

    `replaces`: a SQLite database that stands there is moved aside. `moved`: no bot has run on this data since.
    `without_forgotten`: whoever was forgotten since is not erased from it. `identity`: a file with the key
    of a backup that is encrypted. Stopped before it is done, it has changed nothing. Raises `NotABackup`, `WrongKey`,
    `CannotRestore`, `WrongSchema` and `OSError`.
    """
    progress.reaches(READING)
    about = from_upgrade.about(file) if from_upgrade.is_one(file) else backup_file.about(file, identity)
    _must_fit(about)
    with closing(Database(settings.database_url.get_secret_value())) as there:
        forgotten = None if without_forgotten else _forgotten_since(about, settings, there)
        put = _Putting(file, identity, about, settings, moved, forgotten, progress)
        if there.is_sqlite:
            return _as_a_file(put, Path(there.url.database or ""), replaces)
        if (state := schema.state(there)) is not Schema.CURRENT:
            raise WrongSchema(state.value)
        return _into_tables(put, there)


@dataclass(frozen=True)
class _Putting:
    """What is put back. `forgotten`: digests of those of whom nothing may come back, unless that was not asked for."""

    file: Path
    identity: Path | None
    about: About
    settings: Settings
    moved: bool
    forgotten: frozenset[str] | None
    progress: Progress

    @property
    def taken_at(self) -> str:
        zone = ZoneInfo(self.settings.timezone)
        local = datetime.fromisoformat(self.about.taken_at).astimezone(zone)
        return f"{day(local.date(), today=datetime.now(zone).date())} at {local:%H:%M}"


def _forgotten_since(about: About, settings: Settings, there: Database) -> frozenset[str]:
    if settings.forgotten and there.may_be_there():
        with suppress(OSError, WrongList, DBAPIError):  # whatever that means for the list is said below
            if schema.state(there) is Schema.CURRENT:
                write_down_what_waits(there, settings.forgotten)
        there.close()  # or it would be in use by us when it is moved aside
    try:
        return forgotten_since(about, settings.forgotten)
    except CannotErase as problem:
        raise CannotRestore(str(problem)) from None


def _must_fit(about: About) -> None:
    match schema.state_of(about.schema):
        case Schema.CURRENT:
            return
        case Schema.OLD:
            raise CannotRestore(
                f"This backup was made by an earlier version of Knowhow{about.by_version}. Install that version, "
                "restore the backup with it, and then update."
            )
        case _:
            raise CannotRestore(
                f"This backup was made by a newer version of Knowhow{about.by_version}. Install that version here too."
            )


def _as_a_file(put: _Putting, place: Path, replaces: bool) -> Restored:
    if place.exists() and not replaces:
        raise CannotRestore(f"{place} is there already. With --replace it is kept beside the restored one.")
    fresh = place.with_name(f"{place.name}.restoring")
    try:
        done = _make(put, fresh)
        put.progress.is_past_stopping()
        kept = sqlite.put_in_place(fresh, place, datetime.now(ZoneInfo(put.settings.timezone)))
    except InUse:
        raise CannotRestore(f"{place} is in use. Stop the bot, and whatever else has it open, first.") from None
    finally:
        sqlite.remove(fresh)
    return replace(done, kept=kept)


def _into_tables(put: _Putting, there: Database) -> Restored:
    """Copy into tables by way of a file, so that nothing of the forgotten stays anywhere: in a log, or a dead row."""
    with there.reading() as session:
        _must_be_empty(session)
    with TemporaryDirectory(prefix="knowhow-") as folder:
        fresh = Path(folder) / "restoring.sqlite3"
        done = _make(put, fresh)
        with (
            closing(Database(f"sqlite:///{fresh.as_posix()}")) as made,
            made.reading() as from_file,
            there.writing() as session,
        ):
            copies.lock(session)
            _must_be_empty(session)
            number = copies.number(from_file)
            copies.put(session, put.progress.through("Writing", copies.rows(from_file), number, "rows"))
            copies.leap_ahead(session)
            put.progress.is_past_stopping()
    return done


def _must_be_empty(session: Session) -> None:
    if not copies.is_empty(session):
        raise CannotRestore(
            "The database is not empty. Make a new one beside it, name that one in DATABASE_URL, and run "
            "`knowhow db upgrade` and then this again."
        )


def _make(put: _Putting, fresh: Path) -> Restored:
    """Make a database in a file, without those who were forgotten, down to its bytes."""
    sqlite.remove(fresh)
    with closing(Database(f"sqlite:///{fresh.as_posix()}")) as made:
        schema.upgrade(made)
        engine = Engine(made, ACTIVITIES, put.settings.rules)
        with made.writing() as session:
            number = _put(session, put)
            copies.leap_ahead(session)
            parcels.release_all(session)
            if not put.moved:
                _own_up(session, engine, put.taken_at, put.forgotten is not None)
            put.progress.reaches("Taking out who was forgotten since")
            erased = erase(session, engine, put.forgotten or frozenset())
            traces.note(session, traces.are_noted(session) or erased > 0)
        engine.erasing.clear_files_if_noted(nobody_waits=True)
        return Restored(number, put.taken_at, put.about.taken_at, None, erased)


def _put(session: Session, put: _Putting) -> int:
    try:
        if from_upgrade.is_one(put.file):
            return copies.put(session, put.progress.through(READING, from_upgrade.rows(put.file), unit="rows"))
        rows = put.progress.through(READING, backup_file.rows(put.file, put.identity), unit="rows")
        number = copies.put(session, rows)
        organisations.backed_up(
            session, datetime.fromisoformat(put.about.taken_at)
        )  # the newest there is of this is that file
        return number
    except OperationalError:
        raise
    except (LookupError, TypeError, ValueError, StatementError):  # the text of these may quote what people wrote
        raise NotABackup(DAMAGED) from None


def _own_up(session: Session, engine: Engine, taken_at: str, forgotten_stay: bool) -> None:
    """Doubt what waited, hold back what is overdue, and tell those who run things."""
    own = calendar.own(session)
    pace = Pace(own.kept_since, own.pace) if own else Pace()
    calendar.hold_back_overdue(session, engine.now(session), pace.now() + HOLDS_BACK)
    while sort_messages(session, organisations.ids(session), SHARING):
        pass
    parcels.doubt_all(session)
    for organisation in organisations.every(session):
        turn = engine.turn(session, organisation, ACTIVITIES[0].name, "restored")
        for person in turn.facilitators():
            turn.tell(person, restored(taken_at, forgotten_stay), ("restored", datetime.now(UTC).isoformat()))
