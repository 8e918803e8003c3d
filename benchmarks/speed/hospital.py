"""A hospital of any size, put into a database at once: everybody in it has an account in the small Slack, too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from activities.kit.events import Account, Profile
from bot.sandbox.workspace import Workspace
from storage import people, schema
from storage.database import Database
from storage.tables import AccountRow, Person, Signup, Trial

TEAM, CHANNEL = "T000SANDBOX", "C000COFFEE"
ZONE = "Europe/London"
SITES = ("Northgate", "Southfield")
DEPARTMENTS = tuple(f"Department {number}" for number in range(40))

LEE = 1
"""The id of the librarian, who facilitates."""

OPEN = 1
"""The id of the trial that is open for sign-ups."""

SIGNED_UP = 20
"""How many are in it from the start; the others of the staff are not."""

ANSWERS: Mapping[str, str] = {
    "meetups": "one",
    "department": DEPARTMENTS[0],
    "role_group": "clinical",
    "job_title": "Lead",
}

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Size:
    """How many there are of what grows."""

    people: int
    trials: int
    records: int


SMALL = Size(people=50, trials=1, records=100)


def user_id(number: int) -> str:
    """What Slack calls the person with this id."""
    return f"U{number:09}"


def profile(number: int) -> Profile:
    """Somebody as Slack knows them."""
    return Profile(Account("slack", TEAM, user_id(number)), f"Person {number}", f"person{number}@example.org")


def move_in(workspace: Workspace, numbers: range) -> None:
    """Give these people their accounts in the small Slack."""
    for number in numbers:
        who = profile(number)
        workspace.add_user(who.name, name=f"person{number}", email=who.email or "", id=who.account.user)


def fill(database: Database, size: Size) -> None:
    """Make the tables of an empty database, and put in a hospital of this size with one trial that is open."""
    schema.upgrade(database)
    with database.writing() as session:
        at = people.workspace(session, "slack", TEAM, ZONE)
        put(session, Person, _people(size, at.organisation_id))
        put(session, AccountRow, _accounts(size, at.organisation_id, at.id))
        put(session, Trial, [_trial(at.organisation_id, at.id)])
        put(session, Signup, _signups(at.organisation_id, OPEN, range(2, 2 + SIGNED_UP)))
    settle(database)


def put(session: Session, table: type[SQLModel], rows: Rows) -> None:
    """Put in rows that have their ids, and have the database count on from there."""
    if not rows:
        return
    session.execute(insert(table), rows)
    if session.get_bind().dialect.name == "postgresql" and "id" in rows[0]:
        name = table.__tablename__
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"))  # noqa: S608


def settle(database: Database) -> None:
    """Do what a database does by itself in quiet hours."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def like(one: SQLModel, changes: Iterator[dict[str, Any]]) -> Rows:
    """Rows as this one, each with something of its own."""
    alike = one.model_dump()
    return [alike | changed for changed in changes]


def _people(size: Size, here: int) -> Rows:
    one = Person(id=0, organisation_id=here, role_group="clinical", job_title="Lead")
    return like(
        one,
        (
            {
                "id": number,
                "staff_id": str(number),
                "name": profile(number).name,
                "email": profile(number).email,
                "facilitates": number == LEE,
                "sites": [SITES[number % len(SITES)]],
                "department": DEPARTMENTS[number % len(DEPARTMENTS)],
            }
            for number in range(1, size.people + 1)
        ),
    )


def _accounts(size: Size, here: int, at: int) -> Rows:
    one = AccountRow(
        id=0,
        organisation_id=here,
        workspace_id=at,
        person_id=0,
        platform="slack",
        tenant=TEAM,
        user="",
        acted_at=datetime.now(UTC),
    )
    numbers = range(1, size.people + 1)
    return like(one, ({"id": number, "person_id": number, "user": user_id(number)} for number in numbers))


def _trial(here: int, at: int) -> dict[str, Any]:
    today = date.today()  # noqa: DTZ011  (three days later or earlier is all the same)
    return Trial(
        id=OPEN,
        organisation_id=here,
        facilitator_id=LEE,
        phase="waiting_for_signups",
        title="KNOWvember",
        channel=CHANNEL,
        channel_name="coffee",
        workspace_id=at,
        timezone=ZONE,
        signups_close=today + timedelta(days=7),
        meet_by=today + timedelta(days=28),
        sites=list(SITES),
        opened_at=datetime.now(UTC),
    ).model_dump()


def _signups(here: int, trial: int, of: range) -> Rows:
    one = Signup(organisation_id=here, trial_id=trial, sites=[SITES[0]]).model_dump(exclude={"id"}) | dict(ANSWERS)
    return [one | {"person_id": number} for number in of]
