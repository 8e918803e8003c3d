"""What happens to an organisation, stage by stage, from its staff list until its trial has been forgotten.

Everything is done by the bot itself: its commands, its engine, its wakes, its nights. Each stage finds in the database
what the one before has left there, so that it can be run in a process of its own.
"""

import asyncio
import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from activities.coffee.trial import MATCH_AT
from activities.kit.days import moment
from activities.kit.events import Channel
from activities.kit.working import WorkingDays
from benchmarks.scale.fanning_out import Delivered, delivered
from benchmarks.scale.organisation import LEE, Organisation, answers_of, put_others
from benchmarks.speed.desk import Desk
from benchmarks.speed.growth import FEEDBACK
from benchmarks.speed.hospital import CHANNEL, TEAM, ZONE, profile
from benchmarks.speed.inserting import settle
from bot.backup.backup import back_up
from bot.backup.restore import restore
from bot.clock.nightly import Nights
from bot.engine.waking import Waking
from bot.register.staff_keeping import keep_staff
from bot.register.staff_list import COLUMNS, read_staff_list
from bot.settings.settings import read_settings
from storage import calendar, people, schema
from storage.database import Database
from storage.tables import Draw, Trial, Wake

PACE = 200.0
"""How much faster than the world Slack’s limits, leases and retries pass."""

_STAFF_LIST, _BACKUP = "staff.csv", "scale.backup"
_LEE = profile(LEE)
_TEN, _HALF_PAST_THREE = time(10), time(3, 30)
_KEPT_FOR = timedelta(days=400)
"""After so long nothing of a trial is kept any more."""


class Scene:
    """An organisation, its database, and a folder; `elsewhere` is the URL of a database that is empty yet."""

    def __init__(self, organisation: Organisation, url: str, elsewhere: str, folder: Path) -> None:
        self.organisation, self.url, self.elsewhere, self.folder = organisation, url, elsewhere, folder
        self.database = Database(url)
        self.desk = Desk(self.database)

    @property
    def trial(self) -> Trial:
        """The large trial."""
        with self.database.reading() as session:
            return session.exec(select(Trial).order_by(col(Trial.id).desc()).limit(1)).one()

    def comes_to(self, when: datetime) -> None:
        """Put the calendar to a moment, and let nothing happen yet."""
        with self.database.writing() as session:
            own = calendar.own(session)
            assert own is not None
            own.stands_at = own.bound_for = when.astimezone(UTC)

    def now(self) -> datetime:
        """The moment by the calendar, in local time."""
        with self.database.reading() as session:
            return self.desk.engine.now(session).astimezone(ZoneInfo(ZONE))

    def comes_to_wake(self, what: str) -> None:
        """Put the calendar to when the first wake of this name is due."""
        with self.database.reading() as session:
            due = session.exec(select(Wake.due_at).where(Wake.what == what).order_by(col(Wake.due_at)).limit(1)).one()
        self.comes_to(due)

    def wakes(self) -> None:
        """Run every wake that is due."""
        waking = Waking(self.desk.engine)
        while waking.run_next():
            pass
        with self.database.reading() as session:
            failing = session.exec(select(Wake.what).where(col(Wake.attempts) > 0)).all()
        assert not failing, failing

    def opens_desk(self) -> Desk:
        """The desk, on the day of the calendar."""
        self.desk.today = self.now().date()
        return self.desk


def begin(scene: Scene) -> None:
    """Make the tables, and let it be a Monday at ten."""
    schema.upgrade(scene.database)
    now = datetime.now(UTC)
    monday = (now + timedelta(days=-now.weekday() % 7)).date()
    with scene.database.writing() as session:
        people.workspace(session, "slack", TEAM, ZONE)
        calendar.keep(session, moment(monday, _TEN, ZoneInfo(ZONE)), PACE)
    with (scene.folder / _STAFF_LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(
            [";".join(value) if isinstance(value, tuple) else value for value in row.model_dump().values()]
            for row in scene.organisation.staff()
        )


def import_staff(scene: Scene) -> None:
    keep_staff(scene.desk.engine, read_staff_list(scene.folder / _STAFF_LIST))


def let_others_be(scene: Scene) -> None:
    """The other trials, and a night in which the database counts what there is."""
    with scene.database.writing() as session:
        put_others(session, scene.organisation)
    settle(scene.database)


def list_everybody(scene: Scene) -> None:
    for number in range(1, scene.organisation.people + 1):
        scene.desk.engine.meet(profile(number))


def join(scene: Scene) -> None:
    desk = scene.opens_desk()
    form = desk.types(_LEE, "coffee new")
    desk.fills(_LEE, form, title="Everybody for coffee", channel=Channel(CHANNEL, "coffee", True))
    trial = scene.trial.id
    for number in scene.organisation.joiners:
        desk.sends(profile(number), "coffee.signup", trial, **answers_of(number))


def deliver(scene: Scene) -> Delivered:
    """Have all that waits leave, at ten in the morning."""
    scene.comes_to(moment(scene.now().date(), _TEN, ZoneInfo(ZONE)))
    return asyncio.run(delivered(scene.database, scene.url, scene.folder, scene.organisation.joiners.stop - 1))


def draw(scene: Scene) -> None:
    scene.comes_to(moment(WorkingDays().after(scene.trial.signups_close), MATCH_AT, ZoneInfo(ZONE)))
    scene.wakes()


def introduce(scene: Scene) -> None:
    with scene.database.reading() as session:
        newest = session.exec(select(Draw.id).where(Draw.trial_id == scene.trial.id)).one()
    scene.opens_desk().presses(_LEE, "coffee.send", newest)
    scene.wakes()


def offer_no_answer(scene: Scene) -> None:
    scene.comes_to_wake("offer_no_answer")
    scene.wakes()


def ask(scene: Scene) -> None:
    scene.comes_to_wake("ask_feedback")
    scene.wakes()


def answer(scene: Scene) -> None:
    desk, trial = scene.opens_desk(), scene.trial.id
    for number in scene.organisation.answering:
        desk.sends(profile(number), "coffee.feedback", trial, **FEEDBACK)


def report(scene: Scene) -> None:
    """Ask once more, then report, and file."""
    for what in ("ask_again", "report"):
        scene.comes_to_wake(what)
        scene.wakes()
    desk, trial = scene.opens_desk(), scene.trial.id
    desk.presses(_LEE, "coffee.report", trial)
    desk.presses(_LEE, "coffee.file", trial)


def night(scene: Scene) -> None:
    _pass_the_night(scene, scene.now() + timedelta(days=1))


def night_after_a_year(scene: Scene) -> None:
    _pass_the_night(scene, scene.now() + _KEPT_FOR)


def _pass_the_night(scene: Scene, when: datetime) -> None:
    scene.comes_to(moment(when.date(), _HALF_PAST_THREE, ZoneInfo(ZONE)))
    assert Nights(scene.desk.engine).run_due()


def take_backup(scene: Scene) -> None:
    back_up(scene.url, scene.folder / _BACKUP)


def restore_backup(scene: Scene) -> None:
    elsewhere = Database(scene.elsewhere)
    if not elsewhere.is_sqlite:
        schema.upgrade(elsewhere)
    elsewhere.close()
    settings = read_settings({"DATABASE_URL": scene.elsewhere, "KNOWHOW_SEED": "scale"}, scene.folder)
    restore(scene.folder / _BACKUP, settings, replaces=False, moved=True, without_forgotten=True)


@dataclass(frozen=True)
class Stage:
    """Something that happens. `called`: how it stands in the table; what is called nothing is not measured."""

    does: Callable[[Scene], Delivered | None]
    called: str = ""


STAGES = (
    Stage(begin),
    Stage(import_staff, "staff list read and imported"),
    Stage(let_others_be),
    Stage(list_everybody, "everybody listed by the platform"),
    Stage(join, "sign-ups"),
    Stage(deliver, "what they read on joining, delivered"),
    Stage(draw, "draw"),
    Stage(introduce, "introductions written"),
    Stage(deliver, "introductions delivered"),
    Stage(offer_no_answer, "introductions reworded a week later"),
    Stage(ask, "questions written"),
    Stage(deliver, "rewordings and questions delivered"),
    Stage(answer, "feedback"),
    Stage(report, "asked again, reported, filed"),
    Stage(night, "a night"),
    Stage(take_backup, "backup"),
    Stage(restore_backup, "restored into an empty database"),
    Stage(night_after_a_year, "the night in which it all goes"),
)
"""In the order in which they happen."""
