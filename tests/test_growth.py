"""How much a turn asks of the database hangs on what it is about, and not on how many others there are."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert
from sqlmodel import Session, SQLModel, select

from activities import ACTIVITIES
from activities.kit.activity import Activity
from activities.kit.events import Account, Command, Event, HomeOpened, Pressed, Profile, Submitted, Value
from activities.library.reading import Wanted
from benchmarks.speed.statements import watched
from bot.engine.engine import Engine
from storage.database import Database
from storage.tables import (
    AccountRow,
    Action,
    Meeting,
    MeetingMember,
    Person,
    Record,
    Review,
    ReviewMember,
    Signup,
    Trial,
    Workspace,
)
from tests.lives import NAME, life_of
from tests.town import PLATFORM, TENANT, THE_BEGINNING, Town, Townsperson

pytestmark = pytest.mark.engine_alone("is about what the engine asks of the database")

PEOPLE, TRIALS, IN_EACH, RECORDS = 5_000, 100, 40, 3_000
THE_FIRST = 1_000
"""The id of the first of them."""

SAID: dict[str, Value] = {
    "met": "yes",
    "knew_each_other": "no",
    "would_again": "yes",
    "what_came_of_it": "We share a list.",
    "quote_consent": "by_role",
}
"""What somebody says of a trial who agrees to be quoted."""

Asked = list[tuple[str, int]]
"""What somebody did, and how many statements that took: in the order in which it was done."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of a town in which there are thousands of others, and much that is over."""
    folder = tmp_path_factory.mktemp("crowded")
    town = Town(folder)
    somebody, *_ = _people(town)
    with town.database.writing() as session:
        _grow(session, town.lee.id, somebody.id)
    town.close()
    return folder / "town.db"


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.name)
def test_a_turn_asks_as_much_where_there_are_many(tmp_path: Path, crowded: Path, activity: Activity) -> None:
    few = _asked(Town(tmp_path), activity)
    shutil.copy(crowded, tmp_path / "crowded.db")
    many = _asked(Town(tmp_path, Database(f"sqlite:///{(tmp_path / 'crowded.db').as_posix()}")), activity)
    assert [what for what, _ in few] == [what for what, _ in many], "the two towns have not done the same"
    more = {what: (some, others) for (what, some), (_, others) in zip(few, many, strict=True) if some != others}
    assert not more, "so many statements each takes where there are few people and trials, and where there are many"


def test_a_report_asks_as_much_where_many_are_quoted(town: Town) -> None:
    everybody = town.people(14)
    town.introduced(*everybody)
    town.lee.types("/coffee status")  # what somebody does first on a day is noted
    asked = []
    for half in (everybody[:7], everybody[7:]):  # a page and more, each time
        for person in half:
            partner_said_so = any("You’ve met" in page.text for page in person.told)
            person.presses("Say how it was" if partner_said_so else "We’ve met")
            person.fills("feedback", **SAID)
        with _counted(town.engine) as counted:
            town.lee.types("/coffee report")
        asked += [number for _, number in counted]
    assert asked[0] == asked[1]


FOUND_AT_ONCE = re.compile(
    r"SEARCH records USING .*\((rowid=|id=|\w+=\?.* AND )|USING .*ix_records_(kept|unread|newest)\b"
)
"""How SQLite finds records where it does not read through all of an organisation's; of the newest it reads a page."""


def test_no_page_that_somebody_opens_reads_through_the_library(tmp_path: Path, crowded: Path) -> None:
    shutil.copy(crowded, tmp_path / "crowded.db")
    town = Town(tmp_path, Database(f"sqlite:///{(tmp_path / 'crowded.db').as_posix()}"))
    somebody, *_ = _people(town)
    town.database.count_up()
    asked: list[tuple[str, Any]] = []

    def is_asked(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(town.database.engine, "before_cursor_execute", is_asked)
    for person in (town.lee, somebody):
        person.goes_home()
        person.types("/library topics")
        town.engine.take(Pressed(f"newest {person.name}", person.profile, "library", "page", Wanted().packed()))
        town.engine.take(Pressed(f"narrow {person.name}", person.profile, "library", "narrow_down", Wanted().packed()))
    event.remove(town.database.engine, "before_cursor_execute", is_asked)
    with town.database.reading() as session:
        plans = {
            statement: [
                row.detail for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            ]
            for statement, given in asked
        }
    of_records = {(one, line) for one, plan in plans.items() for line in plan if re.search(r" records\b", line)}
    assert of_records
    assert not {(one, line) for one, line in of_records if not FOUND_AT_ONCE.search(line)}
    town.close()


def test_nothing_puts_all_meetings_of_a_trial_together_while_others_wait_to_write(town: Town) -> None:
    town.introduced(*town.people(6))
    with _put_together(MeetingMember) as loaded:
        town.lee.types("/coffee pairs")
        town.lee.is_answered("They have been introduced")
    assert not loaded, "in the turn that introduces the last of thousands this page is told anew"
    town.comes_to(date(2026, 11, 30))
    with _put_together(MeetingMember) as loaded:
        town.comes_to(date(2026, 12, 1))
        town.lee.types("/coffee report")  # which shows that it would be seen
    assert len(loaded) == 6, "thousands are asked how it was"


def test_whoever_is_none_of_its_business_is_looked_for_once(town: Town) -> None:
    town.lee.types("/coffee status")
    with watched(town.database.engine) as seen:
        town.engine.meet(Profile(Account(PLATFORM, TENANT, "U0STRANGER"), "Sam Stranger", "sam@example.org"))
    assert seen.reads == 1, "everybody in a workspace is listed each night"


@contextmanager
def _put_together(rows: type[SQLModel]) -> Iterator[list[object]]:
    """See which rows are put together as objects, while this lasts."""
    loaded = list[object]()

    def is_loaded(row: SQLModel, _: object) -> None:
        loaded.append(row)

    event.listen(rows, "load", is_loaded)
    yield loaded
    event.remove(rows, "load", is_loaded)


def _people(town: Town) -> Sequence[Townsperson]:
    people = [town.person(NAME, department="Theatres", facilitates=True), *town.people(5)]
    for person in (town.lee, *people):  # what somebody does first on a day is noted
        person.types("/coffee status")
    return people


def _asked(town: Town, activity: Activity) -> Asked:
    """Live in an activity, then try everything there, as anybody and as a facilitator; what that took."""
    somebody, *others = _people(town)
    with _counted(town.engine) as asked:
        life_of(activity).is_lived(town, somebody, others)
        for person in (town.lee, others[0]):
            _try_everything(town.engine, activity, person)
    town.close()
    return asked


def _grow(session: Session, facilitator: int, member: int) -> None:
    """Let there be thousands of others, and much that is over, in each of which somebody took part."""
    at = session.exec(select(Workspace)).one()
    here: dict[str, Any] = {"organisation_id": at.organisation_id}
    ids = range(THE_FIRST, THE_FIRST + PEOPLE)
    listed: dict[str, Any] = here | {"sites": ["Westbrook"], "department": "Theatres", "job_title": "Theatres lead"}
    account: dict[str, Any] = here | {"workspace_id": at.id, "platform": at.platform, "tenant": at.tenant}
    _add(session, [Person(**listed, id=one, name=f"P {one}", staff_id=f"S{one}") for one in ids])
    _add(session, [AccountRow(**account, person_id=one, user=f"C{one}") for one in ids])
    day = THE_BEGINNING.date() - timedelta(days=90)
    over = here | {"facilitator_id": facilitator, "phase": "filed", "workspace_id": at.id, "timezone": "Europe/London"}
    days: dict[str, Any] = {"signups_close": day, "meet_by": day + timedelta(days=30), "opened_at": THE_BEGINNING}
    numbers = range(THE_FIRST, THE_FIRST + TRIALS)
    _add(session, [Trial(**over, **days, id=one, title=f"T {one}", channel="C0OLD") for one in numbers])
    for trial in numbers:
        part = here | {"trial_id": trial}
        met = [member, *ids[:IN_EACH]]
        _add(session, [Signup(**part, person_id=one, department="Theatres") for one in met])
        meeting = Meeting(**part, phase="met", first_writer_id=member, introduced_at=THE_BEGINNING)
        session.add(meeting)
        session.flush()
        part = here | {"meeting_id": meeting.id, "phase": "in", "reached": True}
        _add(session, [MeetingMember(**part, person_id=one) for one in met[:2]])
    _grow_library(session, facilitator, member, at)


def _grow_library(session: Session, facilitator: int, member: int, at: Workspace) -> None:
    """Let there be thousands of records, reviews that are over in all of which somebody took part, and actions."""
    here: dict[str, Any] = {"organisation_id": at.organisation_id}
    day = THE_BEGINNING.date() - timedelta(days=90)
    filed: dict[str, Any] = here | {"activity": "review", "title": "R", "filed_at": THE_BEGINNING}
    filed |= {"happened_from": day, "happened_until": day, "sites": ["Westbrook"]}
    for one in range(THE_FIRST, THE_FIRST + RECORDS):
        varies: dict[str, Any] = {
            "topics": [f"topic {one % 40}"],
            "visibility": "participants" if one % 10 == 0 else "organisation",
            "review_on": day + timedelta(days=one % 400),
            "filed_by_id": one,
        }
        session.add(Record(**filed, **varies, id=one, came_from=f"past:{one}"))
    over: dict[str, Any] = here | {"facilitator_id": facilitator, "workspace_id": at.id, "phase": "filed"}
    over |= {"happened_on": day, "due": day, "opened_at": THE_BEGINNING, "silence_days": 5, "timezone": "UTC"}
    over |= {"title": "R", "template": "aar", "attribution": "none", "visibility": "participants"}
    numbers = range(THE_FIRST, THE_FIRST + TRIALS)
    _add(session, [Review(**over, id=one) for one in numbers])
    _add(session, [ReviewMember(**here, review_id=one, person_id=member, phase="agrees") for one in numbers])
    done: dict[str, Any] = here | {
        "phase": "done",
        "due": day,
        "ended_on": day,
        "asked_by_id": facilitator,
        "own": True,
    }
    _add(session, [Action(**done, id=one, owner_id=one, text="A") for one in numbers])


def _add(session: Session, rows: Sequence[SQLModel]) -> None:
    session.execute(insert(type(rows[0])), [row.model_dump(exclude_none=True) for row in rows])


@contextmanager
def _counted(engine: Engine) -> Iterator[Asked]:
    """Count the statements of each turn that somebody causes."""
    asked, under_way = Asked(), list[str]()

    def is_asked(*_: object) -> None:
        if under_way:
            what, number = asked[-1]
            asked[-1] = what, number + 1

    take, home = engine.take, engine.home

    def begins(what: str, done: Any, *of: Any) -> Any:
        asked.append((what, 0))
        under_way.append(what)
        try:
            return done(*of)
        finally:
            under_way.pop()

    event.listen(engine.database.engine, "before_cursor_execute", is_asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "take", lambda done, *spot: begins(_called(done), take, done, *spot))
        patch.setattr(engine, "home", lambda opened: begins("home", home, opened))
        yield asked


def _called(done: Event) -> str:
    match done:
        case Command(verb=verb):
            return f"/{done.activity} {verb}"
        case Pressed(action=action):
            return f"[{action}]"
        case Submitted(form=form):
            return f"form {form}"


def _try_everything(engine: Engine, activity: Activity, somebody: Townsperson) -> None:
    """Type every command, and press every button as one that is about nothing (any more)."""
    engine.home(HomeOpened(somebody.profile))
    for verb in activity.commands:
        engine.take(Command(f"growth {somebody.name} {verb}", somebody.profile, activity.name, verb))
    for action in activity.buttons:
        engine.take(Pressed(f"growth {somebody.name} {action}", somebody.profile, activity.name, action, "0"))
