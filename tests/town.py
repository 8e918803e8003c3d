"""A town: people, a calendar that can be moved, and the real bot behind a desk. Tests in it read as conversations.

    def test_joining_twice_is_joining_once(town):
        ann = town.person("Ann", department="Radiology")
        town.trial("KNOWvember")
        ann.types("/coffee join")
        ann.fills("signup")
        ...

Nothing is faked: the engine, its wakes and a database on disk are the ones that run. What people were told is read from
the outbox.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlmodel import Session, SQLModel, col, select

from activities import ACTIVITIES
from activities.kit.events import Account, Channel, Kind, Profile, Value
from activities.kit.turn import Turn
from activities.kit.views import Button, FieldErrors
from bot.engine import Engine, Rules
from bot.waking import Waking
from storage import calendar, people, wakes
from storage.database import Database
from storage.tables import Organisation, Person, Trial, Wake
from tests.front import EngineFront, Front, Page, Sheet, Shown

PLATFORM, TENANT = "slack", "T0TOWN"
LONDON = ZoneInfo("Europe/London")
THE_BEGINNING = datetime(2026, 11, 2, 10, tzinfo=LONDON)  # a Monday
DEPARTMENTS = ("Radiology", "Finance", "Pharmacy", "Estates", "Maternity", "Library", "Theatres", "Payroll")
CLINICAL = ("Radiology", "Pharmacy", "Maternity", "Theatres")
COFFEE = Channel("C0COFFEE", "coffee", bot_is_in=True)


class Town:
    """One organisation. `lee` facilitates; everybody else is made by `person` or `people`.

    It lives in a SQLite file in `folder`, or in a `database` that has every table and no rows.
    """

    def __init__(self, folder: Path, database: Database | None = None, begins: datetime = THE_BEGINNING) -> None:
        self.database = database or _in_a_file(folder / "town.db")
        with self.database.writing() as session:
            calendar.keep(session, begins, pace=1.0)
        rules = Rules(seed="town", facilitators=frozenset({"u0lee"}))
        self.engine = Engine(self.database, ACTIVITIES, rules)
        self.waking = Waking(self.engine)
        self.front: Front = EngineFront(self.engine)
        self._numbers = count(1)
        self.lee = Townsperson(self, "U0LEE", "Lee Librarian")
        self.engine.meet(self.lee.profile)

    # ---- people ------------------------------------------------------------------------------------------------------

    def person(
        self, name: str, site: str = "Northgate", department: str = "", *, facilitates: bool = False, staff: bool = True
    ) -> "Townsperson":
        """Somebody new, on the staff list unless said otherwise, in a department of their own choosing or the next."""
        number = next(self._numbers)
        department = department or DEPARTMENTS[number % len(DEPARTMENTS)]
        somebody = Townsperson(self, f"U{number:04}", name)
        with self.database.writing() as session:
            workspace = people.workspace(session, PLATFORM, TENANT, "Europe/London")
            if staff:
                said = {
                    "name": name,
                    "email": somebody.profile.email,
                    "sites": [site],
                    "department": department,
                    "role_group": "clinical" if department in CLINICAL else "non_clinical",
                    "job_title": f"{department} lead",
                }
                people.save_staff(session, workspace.organisation_id, f"staff {number}", said)
        if facilitates:
            somebody.goes_home()
            with self.database.writing() as session:
                somebody.row(session).facilitates = True
        return somebody

    def people(self, number: int, site: str = "Northgate") -> list["Townsperson"]:
        """So many people, each from another department than the one before."""
        return [self.person(f"{name} {site}", site) for name, _ in zip(_names(), range(number), strict=False)]

    # ---- trials ------------------------------------------------------------------------------------------------------

    def trial(
        self,
        title: str = "KNOWvember",
        joined: list["Townsperson"] | None = None,
        signups_close: date = date(2026, 11, 6),
        meet_by: date = date(2026, 11, 30),
        sites: str = "Northgate\nSouthfield",
        **values: Value,
    ) -> Trial:
        """Lee opens a trial, and those who `joined` press Join in the channel and send the form as it is."""
        self.lee.types("/coffee new")
        self.lee.fills(
            "trial", title=title, channel=COFFEE, signups_close=signups_close, meet_by=meet_by, sites=sites, **values
        )
        for person in joined or []:
            person.presses("Join", near=title)
            person.fills("signup")
        return self.the_trial(title)

    def introduced(self, *joined: "Townsperson", note: str = "") -> Trial:
        """An automatic trial in which these people have been introduced, on the morning after sign-ups closed."""
        trial = self.trial(joined=list(joined), approve="automatic", note=note)
        self.comes_to(datetime(2026, 11, 9, 9, tzinfo=LONDON))
        return self.the_trial(trial.title)

    def the_trial(self, title: str = "KNOWvember") -> Trial:
        """The trial of this title, as it stands now."""
        with self.database.reading() as session:
            return session.exec(select(Trial).where(Trial.title == title)).one()

    # ---- time --------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        with self.database.reading() as session:
            return self.engine.now(session)

    def comes_to(self, when: date) -> None:
        """Let time pass until a moment, or until noon of a day, wake by wake."""
        until = when if isinstance(when, datetime) else datetime.combine(when, time(12), tzinfo=LONDON)
        while (due := self._next_due()) is not None and due <= until:
            self._stand_at(max(due, self.now))
            self.settle()
        self._stand_at(until.astimezone(UTC))

    def passes(self, span: timedelta) -> None:
        """Let so much time pass."""
        self.comes_to(self.now + span)

    def settle(self) -> None:
        """Let everything happen that is due now. What fails here fails the test."""
        while self.waking.run_next():
            pass
        with self.database.reading() as session:
            failing = session.exec(select(Wake).where(col(Wake.attempts) > 0)).all()
        assert not failing, f"these wakes failed: {[(wake.what, wake.subject) for wake in failing]}; see the log"

    def _next_due(self) -> datetime | None:
        with self.database.reading() as session:
            return wakes.next_due(session)

    def _stand_at(self, moment: datetime) -> None:
        with self.database.writing() as session:
            own = calendar.own(session)
            assert own is not None
            own.stands_at = own.bound_for = moment

    # ---- looking inside ----------------------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """A turn of the clock's, for what no dialogue can reach."""
        with self.database.writing() as session:
            turn = self.engine.turn(session, session.exec(select(Organisation)).one(), "coffee", "a test")
            turn.waited_for = False
            yield turn


class Townsperson:
    """Somebody who types, presses, fills in forms and reads."""

    def __init__(self, town: Town, user: str, name: str) -> None:
        self.town = town
        self.profile = Profile(Account(PLATFORM, TENANT, user), name, f"{user.lower()}@hospital.example")
        self.shown: Shown = None
        """What the last thing they did put before them."""

    def __repr__(self) -> str:
        return self.profile.name

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def id(self) -> int:
        with self.town.database.reading() as session:
            return people.sure(self.row(session).id)

    def row(self, session: Session) -> Person:
        """Their row, as it stands in this session."""
        return session.exec(select(Person).where(Person.email == self.profile.email)).one()

    # ---- doing -------------------------------------------------------------------------------------------------------

    def types(self, text: str) -> None:
        """Type a command: `/coffee join`."""
        self._does(self.town.front.types(self.profile, text))

    def presses(self, label: str, near: str = "") -> None:
        """Press the newest button with this label that they can see, on a page that says `near`; and confirm."""
        self._does(self.town.front.presses(self.profile, self.button(label, near)))

    def presses_old(self, button: Button) -> None:
        """Press a button seen earlier, whether or not it still stands anywhere."""
        self._does(self.town.front.presses(self.profile, button))

    def fills(self, form: str, **values: Value) -> None:
        """Send the form before them: what stands in it already, with these answers in place of some."""
        sheet = self.sheet(form)
        answers = {**sheet.values, **values}
        assert answers.keys() == sheet.values.keys(), f"no such field: {answers.keys() - sheet.values.keys()}"
        self._does(self.town.front.sends(self.profile, sheet, answers))
        if isinstance(self.shown, FieldErrors):
            self._corrects = sheet

    def corrects(self, **values: Value) -> None:
        """Send the form again whose fields had errors, with these answers."""
        self.shown = self._corrects
        self.fills(self._corrects.name.partition(".")[2], **values)

    def repeats(self) -> None:
        """What they did last is delivered once more."""
        self._does(self.town.front.repeats(self.profile))

    def goes_home(self) -> None:
        """Open the bot's home page."""
        self.shown = self.town.front.opens_home(self.profile)

    def leaves_the_hospital(self) -> None:
        """Their account is deactivated."""
        self._becomes(active=False)

    def becomes_a_guest(self) -> None:
        """Their account becomes a guest's."""
        self._becomes(kind=Kind.GUEST)

    # ---- seeing ------------------------------------------------------------------------------------------------------

    @property
    def told(self) -> list[Page]:
        """What stands in their own chat and in those they share, in its newest form."""
        return list(self.town.front.chats(self.profile))

    def sees(self, text: str) -> None:
        """It stands before them: in what was just answered, or in a chat."""
        assert any(text in page for page in self._reading()), self._instead(text)

    def does_not_see(self, text: str) -> None:
        """It stands nowhere before them."""
        assert not any(text in page for page in self._reading()), f"{self} sees {text!r}"

    def is_answered(self, text: str) -> None:
        """It stands in what was just answered."""
        assert text in _read(self.shown), f"{self} was answered:\n{_read(self.shown)}"

    def is_told(self, text: str, times: int = 1) -> None:
        """So many messages in their chats say it."""
        saying = [page.text for page in self.told if text in page.text]
        assert len(saying) == times, f"{len(saying)} say {text!r}. {self._instead(text)}"

    def is_not_told(self, text: str) -> None:
        self.is_told(text, times=0)

    def is_shown_errors(self, **sentences: str) -> None:
        """The form came back with exactly these fields marked, each sentence containing these words."""
        assert isinstance(self.shown, FieldErrors), f"no errors, but:\n{_read(self.shown)}"
        assert self.shown.sentences.keys() == sentences.keys(), self.shown.sentences
        for field, words in sentences.items():
            assert words in self.shown.sentences[field], self.shown.sentences[field]

    def button(self, label: str, near: str = "") -> Button:
        """The newest button with this label that they can see."""
        for page in self._pages():
            for button in page.buttons:
                if button.label == label and near in page.text:
                    return button
        raise AssertionError(f"{self} sees no button {label!r} near {near!r}. {self._instead(label)}")

    def has_no_button(self, label: str) -> None:
        """No such button stands before them."""
        assert not [button for page in self._pages() for button in page.buttons if button.label == label]

    def sheet(self, form: str) -> Sheet:
        """The form that lies before them."""
        assert isinstance(self.shown, Sheet), f"{self} has no form, but:\n{_read(self.shown)}"
        assert self.shown.name == f"coffee.{form}", self.shown.name
        return self.shown

    def _does(self, shown: Shown) -> None:
        self.shown = shown
        self.town.settle()

    def _becomes(self, active: bool = True, kind: Kind = Kind.MEMBER) -> None:
        self.profile = Profile(self.profile.account, self.name, self.profile.email, kind, active)
        self.town.engine.meet(self.profile)
        self.town.settle()

    def _pages(self) -> list[Page]:
        answered = [self.shown] if isinstance(self.shown, Page) else []
        return [*answered, *reversed(self.told), *reversed(self.town.front.channel(COFFEE.id))]

    def _reading(self) -> list[str]:
        return [_read(self.shown), *(page.text for page in self.told)]

    def _instead(self, text: str) -> str:
        return f"{self} looks for {text!r} in:\n" + "\n---\n".join(self._reading())


def _read(shown: Shown) -> str:
    match shown:
        case Page(text=text) | Sheet(text=text):
            return text
        case FieldErrors(sentences=sentences):
            return "\n".join(sentences.values())
        case None:
            return ""


def _in_a_file(path: Path) -> Database:
    path.write_bytes(_empty_tables())
    return Database(f"sqlite:///{path}")


@cache
def _empty_tables() -> bytes:
    """A database file with every table and nothing in it, made once for all towns."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{path}")
        SQLModel.metadata.create_all(database.engine)
        database.close()
        return path.read_bytes()


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
