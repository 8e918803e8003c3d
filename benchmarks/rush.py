"""A rush on SQLite: how long people wait while many look, sign up or are introduced, and how long one write lasts.

Each line's ratio is to the baseline of the same run: one bare commit with three rows, with nobody else about.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from activities import ACTIVITIES
from activities.kit.events import Account, Command, Pressed, Profile, Submitted, Value
from benchmarks.held import writes
from benchmarks.turns import bare_writes
from bot.engine.engine import Engine as Bot
from bot.engine.engine import TurnFailed
from bot.engine.event_keys import new_nonce
from bot.engine.waking import Waking
from bot.register.staff_keeping import keep_staff
from bot.register.staff_list import StaffRow
from bot.settings.rules import Rules
from storage import calendar, joining, people, schema
from storage.database import Database
from storage.tables import AccountRow, Draw, Organisation, Signup, Trial

NOW = datetime(2026, 11, 9, 10, tzinfo=UTC)
LEE = Profile(Account("slack", "T1", "U0LEE"), "Lee Librarian", "lee@example.org")
PAIRS, STAFF = 2_500, 12_000
LOOKERS, LOOKS = 8, 40
JOINERS, JOINS = 32, 8
PAUSE = 0.05

TURNS_AT_ONCE = min(32, (os.cpu_count() or 1) + 4)
"""As many as the bot takes: `asyncio.to_thread` has so many threads."""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rush = Rush(Path(folder))
        bare = bare_writes(rush.database)
        print(f"bare: one commit with three rows                       {bare * 1e3:7.2f} ms")
        for what, measure in rush.measures():
            with writes(rush.database.engine) as held:
                waited = measure()
            longest = f"longest write {max(one.took for one in held) * 1e3:7.0f} ms" if held else "no write"
            print(f"{what:<42} {_figures(waited, bare)}   {longest}")
        print(f"{rush.refused} were refused")
        rush.database.close()


class Rush:
    """A bot with a trial that is open, one whose pairs wait to be sent, and everybody who presses."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder.as_posix()}/rush.sqlite3")
        schema.upgrade(self.database)
        self.bot = Bot(self.database, ACTIVITIES, Rules(seed="rush", facilitators=frozenset({"u0lee"})))
        self._keys = count()
        self.refused = 0
        with self.database.writing() as session:
            calendar.keep(session, NOW, pace=1.0)
        self.bot.meet(LEE)
        self.everybody = [
            Profile(Account("slack", "T1", f"U{number:05}"), f"P {number}") for number in range(2 * PAIRS)
        ]
        with self.database.writing() as session:
            self._fill(session)

    def measures(self) -> Iterator[tuple[str, Callable[[], Sequence[float]]]]:
        """What is measured, by name: each gives back how long every single one waited, in seconds."""
        crowd = iter(self.everybody)
        lookers = [next(crowd) for _ in range(LOOKERS)]
        yield "status, alone", lambda: self._all_at_once(lookers[:1], LOOKS, self._looks)
        yield f"status, {LOOKERS} at once", lambda: self._all_at_once(lookers, LOOKS, self._looks)
        yield (
            f"sign-up, {JOINERS} at once",
            lambda: self._all_at_once([next(crowd) for _ in range(JOINERS)], JOINS, self._joins),
        )
        yield (
            f"sign-up while {PAIRS:,} pairs are introduced",
            lambda: self._meanwhile(self._introduces, lookers, self._joins),
        )
        yield (
            f"sign-up while {STAFF:,} staff are imported",
            lambda: self._meanwhile(self._imports, lookers, self._joins),
        )

    def _fill(self, session: Session) -> None:
        at = people.workspace(session, "slack", "T1", "Europe/London")
        here = session.get_one(Organisation, at.organisation_id)
        lee = joining.behind(session, "slack", "T1", "", LEE.account.user)
        assert lee is not None
        common: dict[str, Any] = {
            "organisation_id": here.id,
            "facilitator_id": lee.person.id,
            "channel": "C1",
            "workspace_id": at.id,
            "timezone": here.timezone,
            "signups_close": NOW.date() + timedelta(days=3),
            "meet_by": NOW.date() + timedelta(days=21),
            "sites": ["Northgate"],
            "opened_at": NOW,
        }
        opened = Trial(**common, phase="waiting_for_signups", title="Open")
        drawn = Trial(**common, phase="waiting_for_approval", title="Drawn")
        session.add_all([opened, drawn])
        session.flush()
        met = [
            joining.know(session, at, one.account.user, name=one.name, email=None, kind="member", active=True)
            for one in self.everybody
        ]
        ids = [person.id for person, _ in met]
        session.add_all(_signup(drawn, one) for one in ids)
        groups: list[dict[str, object]] = [
            {"members": list(pair), "site": "Northgate", "why": "x", "third": None}
            for pair in zip(ids[::2], ids[1::2], strict=True)
        ]
        draw = Draw(
            organisation_id=here.id,
            trial_id=drawn.id,
            phase="waiting_for_approval",
            seed=1,
            groups=groups,
            drawn_at=NOW,
        )
        session.add(draw)
        session.flush()
        for account in session.exec(select(AccountRow)).all():
            account.acted_at = NOW
        self.opened, self.draw = opened.id, draw.id

    def _or_is_refused(self, does: Callable[[Profile], None], by: Profile) -> None:
        try:
            does(by)
        except TurnFailed:
            self.refused += 1

    def _looks(self, by: Profile) -> None:
        self.bot.take(Command(self._key(), by, "coffee", "status"))

    def _joins(self, by: Profile) -> None:
        said: dict[str, Value] = {
            "sites": ("Northgate",),
            "meetups": "one",
            "department": "Radiology",
            "role_group": "clinical",
        }
        values: dict[str, Value] = {**said, "job_title": f"Lead {self._key()}"}
        nonce = new_nonce(NOW.date())
        self.bot.take(Submitted(self._key(), by, "coffee", "signup", str(self.opened), values, nonce))

    def _introduces(self) -> None:
        self.bot.take(Pressed(self._key(), LEE, "coffee", "send", str(self.draw)))
        while Waking(self.bot).run_next():
            pass

    def _imports(self) -> None:
        keep_staff(self.bot, [_on_the_list(number) for number in range(STAFF)])

    def _key(self) -> str:
        return f"k{next(self._keys)}"

    def _all_at_once(self, crowd: Sequence[Profile], times: int, does: Callable[[Profile], None]) -> list[float]:
        """How long everybody waits who does something so often, each as soon as they have been answered."""

        def one(by: Profile) -> list[float]:
            return [_timed(turns.submit(self._or_is_refused, does, by).result) for _ in range(times)]

        with ThreadPoolExecutor(TURNS_AT_ONCE) as turns, ThreadPoolExecutor(len(crowd)) as threads:
            return [waited for each in threads.map(one, crowd) for waited in each]

    def _meanwhile(
        self, work: Callable[[], None], crowd: Sequence[Profile], does: Callable[[Profile], None]
    ) -> list[float]:
        """How long two people wait who do something now and then, all the while that something else goes on."""
        done, waited = threading.Event(), list[float]()

        def one(by: Profile) -> None:
            while not done.is_set():
                waited.append(_timed(lambda: self._or_is_refused(does, by)))
                time.sleep(PAUSE)

        with ThreadPoolExecutor(2) as threads:
            doing = [threads.submit(one, by) for by in crowd[:2]]
            took = _timed(work)
            done.set()
            for each in doing:
                each.result()
        print(f"{'':<42} … which took {took:.1f} s")
        return waited


def _signup(trial: Trial, person: int) -> Signup:
    return Signup(
        organisation_id=trial.organisation_id,
        trial_id=trial.id,
        person_id=person,
        sites=["Northgate"],
        department="Radiology",
        role_group="clinical",
        job_title="Lead",
    )


def _on_the_list(number: int) -> StaffRow:
    return StaffRow(
        id=str(number),
        name=f"Person {number}",
        email=f"person{number}@example.org",
        sites="Northgate",  # as it stands in a cell
        department=f"Department {number % 40}",
        role_group="clinical",
        job_title="Lead",
    )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _figures(waited: Sequence[float], bare: float) -> str:
    """The middle, the slowest of a hundred and the slowest, in milliseconds, and how many bare commits those are."""
    ordered = sorted(waited)
    chosen = [ordered[int(len(ordered) * part)] for part in (0.5, 0.95, 0.99)] + ordered[-1:]
    shown = " ".join(f"{one * 1e3:7.0f}" for one in chosen)
    return f"p50 p95 p99 max {shown} ms   p99 {chosen[2] / bare:6.0f} × bare"
