"""A town: people, a calendar that can be moved, and the real bot behind a desk. Tests in it read as conversations.

    def test_joining_twice_is_joining_once(town):
        ann = town.person("Ann", department="Radiology")
        town.trial("KNOWvember")
        ann.types("/coffee join")
        ann.fills("signup")
        ...

Nothing is faked: the engine, its wakes and a database on disk are the ones that run. What people do and read passes
through a front: straight to the engine, or through a platform.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlmodel import SQLModel, col, select

from activities import ACTIVITIES
from activities.kit.activity import Activity
from activities.kit.events import Value
from activities.kit.policy import Policy
from activities.kit.turn import Turn
from activities.kit.working import WorkingDays
from bot.clock.nightly import Nights
from bot.engine.engine import Engine
from bot.engine.waking import Waking
from bot.settings.forgotten_list import ForgottenList
from bot.settings.rules import Rules
from storage import calendar, staff_list
from storage.belonging import EVERYBODY_BELONGS, MemberRules
from storage.database import Database
from storage.here import Here
from storage.tables import Organisation, Trial, Wake
from tests.front import EngineFront, Front
from tests.lived_once import Beginning, Story, lived_once
from tests.townsperson import COFFEE, PLATFORM, TENANT, Townsperson

__all__ = ["COFFEE", "LONDON", "PLATFORM", "TENANT", "Town", "Townsperson"]

LONDON = ZoneInfo("Europe/London")
THE_BEGINNING = datetime(2026, 11, 2, 10, tzinfo=LONDON)  # a Monday
FAILING = select(Wake).where(col(Wake.attempts) > 0)
DEPARTMENTS = ("Radiology", "Finance", "Pharmacy", "Estates", "Maternity", "Library", "Theatres", "Payroll")
CLINICAL = ("Radiology", "Pharmacy", "Maternity", "Theatres")


class Town:
    """One organisation. `lee` facilitates; everybody else is made by `person` or `people`.

    It lives in a SQLite file in `folder`, or in a `database` that has every table; in one where a town has lived
    already it is the moment at which that stopped. `members`: who belongs. What people do and see
    passes through the `front`.
    """

    def __init__(
        self,
        folder: Path,
        database: Database | None = None,
        begins: datetime = THE_BEGINNING,
        front: Callable[[Engine], Front] = EngineFront,
        activities: Sequence[Activity] = ACTIVITIES,
        forgotten: ForgottenList | None = None,
        members: MemberRules = EVERYBODY_BELONGS,
    ) -> None:
        is_its_own = database is None
        if database is None:
            is_known = _goes_straight(front) and forgotten is None and members is EVERYBODY_BELONGS
            database = _in_a_file(folder / "town.db", _begun(begins, lee_is_known=is_known))
        with database.reading() as session:
            has_begun = calendar.own(session) is not None
        if not has_begun:
            _begin(database, begins)
        self._activities, self._front, self._forgotten = activities, front, forgotten
        self._members = members
        self._lives_in(database)
        is_plain = type(self.front) is EngineFront and activities is ACTIVITIES and forgotten is None
        is_plain = is_plain and members is EVERYBODY_BELONGS
        self._is_like_others = is_its_own and begins is THE_BEGINNING and is_plain
        self._numbers = count(1)
        self.lee = Townsperson(self, "U0LEE", "Lee Librarian")
        self._everybody = [self.lee]
        self.is_told_by(())

    def moves_to(self, database: Database) -> None:
        """Go on with another database, to which everything was brought, and a bot that is started there."""
        self.is_like_no_other()
        self.close()
        self._lives_in(database)

    def _lives_in(self, database: Database) -> None:
        self.database = database
        policy = Policy(members=self._members)
        rules = Rules(seed="town", facilitators=frozenset({"u0lee"}), policy=policy, forgotten=self._forgotten)
        self.engine = Engine(database, self._activities, rules)
        self.waking, self.nights = Waking(self.engine), Nights(self.engine)
        self.front = self._front(self.engine)
        self.commits, self._followed = 0, -1
        event.listen(database.engine, "commit", self._note_commit)

    def _note_commit(self, _: object) -> None:
        self.commits += 1  # where it is as it was, nothing was written

    def close(self) -> None:
        """Nobody does anything any more."""
        self.front.close()
        self.database.close()

    # ---- people ------------------------------------------------------------------------------------------------------

    def person(
        self, name: str, site: str = "Northgate", department: str = "", *, facilitates: bool = False, staff: bool = True
    ) -> Townsperson:
        """Somebody new, on the staff list unless said otherwise, in a department of their own choosing or the next."""
        is_as_told = self.is_as_told()
        (somebody,) = self._move_in([name], site, department, staff)
        if facilitates:
            with self.turn() as turn:
                turn.meet(somebody.profile).facilitates = True
        if is_as_told:
            self.is_told_by((*self.story, name, site, department, facilitates, staff))
        return somebody

    def people(self, number: int, site: str = "Northgate") -> list[Townsperson]:
        """So many people, each from another department than the one before."""
        is_as_told = self.is_as_told()
        names = [f"{name} {site}" for name, _ in zip(_names(), range(number), strict=False)]
        moved = self._move_in(names, site)
        if is_as_told:
            self.is_told_by((*self.story, number, site))
        return moved

    def _move_in(self, names: Sequence[str], site: str, department: str = "", staff: bool = True) -> list[Townsperson]:
        numbered = [(next(self._numbers), name) for name in names]
        moved = [Townsperson(self, f"U{number:04}", name) for number, name in numbered]
        with self.database.writing() as session:
            workspace = self.engine.reception.workspace(session, self.front.platform, self.front.tenant)
            here = Here(session, workspace.organisation_id)
            for (number, name), somebody in zip(numbered, moved, strict=True) if staff else ():
                theirs = department or DEPARTMENTS[number % len(DEPARTMENTS)]
                said = {
                    "name": name,
                    "email": somebody.profile.email,
                    "sites": [site],
                    "department": theirs,
                    "role_group": "clinical" if theirs in CLINICAL else "non_clinical",
                    "job_title": f"{theirs} lead",
                }
                staff_list.save(here, f"staff {number}", said)
        self._everybody += moved
        return moved

    # ---- trials ------------------------------------------------------------------------------------------------------

    def trial(
        self,
        title: str = "KNOWvember",
        joined: list[Townsperson] | None = None,
        signups_close: date = date(2026, 11, 6),
        meet_by: date = date(2026, 11, 30),
        sites: str = "Northgate\nSouthfield",
        **values: Value,
    ) -> Trial:
        """Lee opens a trial, and those who `joined` press Join in the channel and send the form as it is."""
        self._open_trial(joined or [], title=title, signups_close=signups_close, meet_by=meet_by, sites=sites, **values)
        return self.the_trial(title)

    @lived_once
    def _open_trial(self, /, joined: list[Townsperson], title: str, **values: Value) -> None:
        self.lee.types("/coffee new")
        self.lee.fills("trial", title=title, channel=COFFEE, **values)
        for person in joined:
            person.presses("Join", near=title)
            person.fills("signup")

    def introduced(self, *joined: Townsperson, note: str = "") -> Trial:
        """An automatic trial in which these people have been introduced, on the morning after sign-ups closed."""
        self._introduce(list(joined), note)
        return self.the_trial()

    @lived_once
    def _introduce(self, joined: list[Townsperson], note: str) -> None:
        self.trial(joined=joined, approve="automatic", note=note)
        self.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))

    def the_trial(self, title: str = "KNOWvember") -> Trial:
        """The trial of this title, as it stands now."""
        with self.database.reading() as session:
            served = self.engine.serving.organisations(session)
            theirs = col(Trial.organisation_id).in_(served)
            return session.exec(select(Trial).where(Trial.title == title, theirs)).one()

    # ---- time --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        with self.database.reading() as session:
            return self.engine.now(session)

    def comes_to(self, when: date) -> None:
        """Let time pass until a moment, or until noon of a day, wake by wake."""
        until = when if isinstance(when, datetime) else datetime.combine(when, time(12), tzinfo=LONDON)
        while (due := self._next_due()) is not None and due <= until:
            self.stands_at(due)
            self.settle()
        self.stands_at(until.astimezone(UTC))
        self.settle()  # what waited for office hours may leave by now

    def passes(self, span: timedelta) -> None:
        """Let so much time pass."""
        self.comes_to(self.now + span)

    def sleeps_until(self, when: datetime) -> None:
        """The bot is away until a moment, and finds everything that was due in between due at once."""
        self.stands_at(when.astimezone(UTC))
        self.settle()

    def settle(self) -> None:
        """Let everything happen that is due now, and arrive. What fails here fails the test."""
        self._followed = self.commits
        self._wake_up()
        self.nights.run_due()
        self.front.catches_up()
        self.follows()

    def follows(self) -> None:
        """Let happen what follows from what was done: nothing where nothing was written. No night has come by that."""
        while self._followed != self.commits:  # what did not arrive has consequences, and they are told in turn
            self._followed = self.commits
            self._wake_up()
            self.front.catches_up()

    def _wake_up(self) -> None:
        """Run every wake that is due."""
        if not self.waking.run_next():
            return
        while self.waking.run_next():
            pass
        with self.database.reading() as session:
            failing = session.exec(FAILING).all()
        assert not failing, f"these wakes failed: {[(wake.what, wake.subject) for wake in failing]}; see the log"

    def _next_due(self) -> datetime | None:
        """When the next wake is due: now, where it has been for a while."""
        with self.database.reading() as session:
            theirs = col(Wake.organisation_id).in_(self.engine.serving.organisations(session))
            due = session.exec(select(Wake.due_at).where(theirs).order_by(col(Wake.due_at)).limit(1)).first()
            return due and max(due, self.engine.now(session))

    def keeps(self, working_days: WorkingDays) -> None:
        """From now on, these are the days on which people work here."""
        self.is_like_no_other()
        rules = self.engine.rules
        self.engine.rules = replace(rules, policy=replace(rules.policy, working_days=working_days))

    def has_waited(self) -> None:
        """Whoever cannot be reached has been waited for long enough; the calendar stays where it is."""
        with self.database.writing() as session:
            for wake in session.exec(select(Wake).where(Wake.what == "leaves")).all():
                wake.due_at = self.engine.now(session)
        self.settle()

    def stands_at(self, moment: datetime) -> None:
        """Put the calendar to a moment, and let nothing happen yet."""
        with self.database.writing() as session:
            own = calendar.own(session)
            assert own is not None
            own.stands_at = own.bound_for = moment

    # ---- a beginning like others' ------------------------------------------------------------------------------------

    def is_as_told(self) -> bool:
        """Whether nothing has left a trace but its story: whoever looks at nothing else cannot tell it from another."""
        return self._is_like_others and self.commits == self._commits_of_story

    def is_like_no_other(self) -> None:
        """Nobody goes on from here, and here nobody goes on from elsewhere: something of the program may be changed."""
        self._is_like_others = False

    def is_told_by(self, story: Story) -> None:
        """By now this story tells all that has left a trace."""
        self.story, self._commits_of_story = story, self.commits

    def beginning(self) -> Beginning:
        """What it has come to."""
        assert isinstance(self.front, EngineFront)
        people = {person.profile.account.user: (person.profile, person.shown) for person in self._everybody}
        return Beginning(zlib.compress(self._file().read_bytes(), 1), self.front.stands(), people)

    def goes_on_from(self, beginning: Beginning) -> None:
        """Be as another is that has come to this."""
        assert isinstance(self.front, EngineFront)
        self._file().write_bytes(zlib.decompress(beginning.database))
        self.front.goes_on(*beginning.desk)
        for person in self._everybody:
            person.profile, person.shown = beginning.people[person.profile.account.user]
        self.commits += 1
        self._followed = self.commits

    def _file(self) -> Path:
        """The database's file, with everything in it, until it is opened again."""
        assert self.database.file is not None
        self.database.engine.dispose()
        return self.database.file

    # ---- looking inside ----------------------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """A turn of the clock's, for what no dialogue can reach. What it tells arrives."""
        with self.database.writing() as session:
            at = self.engine.reception.workspace(session, self.front.platform, self.front.tenant)
            turn = self.engine.turn(session, session.get_one(Organisation, at.organisation_id), "coffee", "a test")
            turn.waited_for, turn.workspace = False, at.id
            yield turn
        self.front.catches_up()


def _in_a_file(path: Path, holding: bytes) -> Database:
    path.write_bytes(holding)
    return Database(f"sqlite:///{path}")


@cache
def _begun(begins: datetime, lee_is_known: bool) -> bytes:
    """A database file with every table, in which a town has just begun: made once for all those that begin so.

    Through a platform Lee gets to be known in its own way.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "begun.db"
        database = Database(f"sqlite:///{path}")
        SQLModel.metadata.create_all(database.engine)
        _begin(database, begins)
        database.close()
        if lee_is_known:
            town = Town(Path(folder), Database(f"sqlite:///{path}"))
            town.settle()
            town.close()
        return path.read_bytes()


def _begin(database: Database, begins: datetime) -> None:
    with database.writing() as session:
        calendar.keep(session, begins, pace=1.0)


def _goes_straight(front: Callable[[Engine], Front]) -> bool:
    """Whether it is the engine's own front, or one made of it."""
    kind = front.func if isinstance(front, partial) else front
    return isinstance(kind, type) and issubclass(kind, EngineFront)


def _names() -> Iterator[str]:
    first = (
        "Ann",
        "Bo",
        "Cat",
        "Dan",
        "Eve",
        "Fay",
        "Gus",
        "Hal",
        "Ida",
        "Jo",
        "Kit",
        "Liv",
        "Max",
        "Nia",
        "Oz",
        "Pam",
    )
    yield from first
    for number in count(2):
        yield from (f"{name} {number}" for name in first)
