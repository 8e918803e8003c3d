"""A database filled with a hospital: everybody in it, trials of now and before, a library, and what else there is.

What is under way is begun by the engine; the many that are over are copies, or rows as it would have left them.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, select

from activities.kit.events import Channel, People
from benchmarks.library import Books
from benchmarks.speed.desk import Desk
from benchmarks.speed.hospital import (
    ANN,
    CHANNEL,
    DEPARTMENTS,
    LEE,
    NEVER_IN,
    SITES,
    TEAM,
    THEY_MET,
    ZONE,
    Size,
    job_title,
    profile,
    user_id,
)
from benchmarks.speed.inserting import Rows, like, put, settle
from benchmarks.speed.trials import A_TRIAL, ANNS_OWN, NOW, fill_trials
from storage import parcels, people, schema
from storage.database import Database
from storage.tables import (
    AccountRow,
    Action,
    Cafe,
    CafeGuest,
    Message,
    Parcel,
    Person,
    Record,
    RecordTerm,
    RecordText,
    Review,
    ReviewMember,
    Taken,
)

WRITTEN = 1_000
"""How many records are different from each other."""

TOLD = 2
"""Messages to each of them."""

ACTIONS = 20
"""Actions from each review; Ann has two to do, and all others are done."""


def fill(database: Database, size: Size) -> None:
    """Make the tables of an empty database, and fill them."""
    schema.upgrade(database)
    with database.writing() as session:
        at = people.workspace(session, "slack", TEAM, ZONE)
        here, workspace = at.organisation_id, at.id
        put(session, Person, _people(size, here))
        put(session, AccountRow, _accounts(size, here, workspace))
        fill_trials(session, size, here, workspace)
    _fill_library(database, size)
    _begin(Desk(database))
    with database.writing() as session:
        _copy(session, size)
    settle(database)


def _people(size: Size, here: int) -> Rows:
    one = Person(id=0, organisation_id=here, role_group="clinical")
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
                "job_title": job_title(number),
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
        acted_at=NOW,
    )
    numbers = range(1, size.people + 1)
    return like(one, ({"id": number, "person_id": number, "user": user_id(number)} for number in numbers))


# ---- the library -----------------------------------------------------------------------------------------------------


def _fill_library(database: Database, size: Size) -> None:
    """Records of invented words: some that differ, and each of them again and again under other ids."""
    rows = Books().some(min(WRITTEN, size.records))
    written = len(rows[Record])
    with database.writing() as session:
        put(session, RecordTerm, rows[RecordTerm])
    for before in range(0, size.records, written):
        with database.writing() as session:
            put(session, Record, list(_numbered(rows[Record], "id", before)))
            put(session, RecordText, list(_numbered(rows[RecordText], "record_id", before)))
        if not before:
            settle(database)  # else SQLite goes by what it counted while there was nothing, and looks through the index


def _numbered(rows: Rows, column: str, before: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        number = row[column] + before
        yield row | {column: number} | ({"came_from": f"speed:{number}"} if "came_from" in row else {})


# ---- reviews, cafés, and what came of them ---------------------------------------------------------------------------


def _begin(desk: Desk) -> None:
    """Lee starts a review and plans a café; Ann is in both."""
    lee, today = profile(LEE), NOW.date()
    asked = People(tuple(profile(number) for number in THEY_MET[:6]))
    form = desk.types(lee, "aar new")
    days = {"happened_on": today - timedelta(days=7), "due": today + timedelta(days=14)}
    desk.fills(lee, form, title="Ward 7 moves", participants=asked, **days)
    form = desk.types(lee, "cafe new")
    desk.fills(lee, form, question="What do we know?", place="Room 2", channel=Channel(CHANNEL, "coffee", True))
    for number in THEY_MET[:6]:
        desk.types(profile(number), "cafe join")


def _copy(session: Session, size: Size) -> None:
    """As many of each as there are trials, all over but the first; with what people were told on the way."""
    review, cafe = session.exec(select(Review)).one(), session.exec(select(Cafe)).one()
    here, numbers = review.organisation_id, range(2, size.trials)
    put(session, Review, like(review, ({"id": one, "phase": "filed", "key": ""} for one in numbers)))
    put(session, Cafe, like(cafe, ({"id": one, "phase": "filed", "key": ""} for one in numbers)))
    member, guest = session.exec(select(ReviewMember)).first(), session.exec(select(CafeGuest)).first()
    assert member
    assert guest
    chance = Random(2)
    those = {one: chance.sample(range(NEVER_IN + 1, size.people), 9) for one in numbers}
    for one in numbers[:ANNS_OWN]:
        those[one].append(ANN)
    parts = [(one, person) for one, them in those.items() for person in them]
    of_reviews = ({"review_id": one, "person_id": person, "phase": "agrees"} for one, person in parts)
    put(session, ReviewMember, like(member, of_reviews, without=["id"]))
    put(session, CafeGuest, like(guest, ({"cafe_id": one, "person_id": person} for one, person in parts), ["id"]))
    put(session, Action, _actions(size, here))
    messages = TOLD * A_TRIAL * len(numbers)
    put(session, Taken, [{"organisation_id": here, "key": f"taken{n}", "taken_at": NOW} for n in range(messages)])
    _fill_outbox(session, here, cafe.workspace_id, messages, size)


def _actions(size: Size, here: int) -> Rows:
    one = Action(
        id=0,
        organisation_id=here,
        title="Ward 7 moves",
        phase="done",
        text="Label the crates",
        asked_by_id=LEE,
        due=NOW.date(),
    )
    return like(
        one,
        (
            {
                "id": number,
                "came_from": f"review:{number // ACTIONS + 1}",
                "phase": "waiting_to_be_done" if number <= 2 else "done",
                "owner_id": ANN if number <= 2 else number % size.people + 1,
                "due": NOW.date() + timedelta(days=number % 30),
                "ended_on": None if number <= 2 else NOW.date(),
            }
            for number in range(1, ACTIONS * (size.trials - 1) + 1)
        ),
    )


def _fill_outbox(session: Session, here: int, at: int, messages: int, size: Size) -> None:
    """What was told and has arrived: of that the bodies are gone."""
    first = 1_000_000
    told = Message(id=0, organisation_id=here, activity="coffee", key="", digest="0" * 32, sorted=True, told_at=NOW)
    to = {one: one % size.people + 1 for one in range(first, first + messages)}
    those = ({"id": one, "key": f"past:{one}", "people": [person]} for one, person in to.items())
    put(session, Message, like(told, those))
    sent = Parcel(organisation_id=here, workspace_id=at, message_id=0, addressee="", state="sent", revision_sent=1)
    there = ({"message_id": one, "addressee": parcels.alone(person), "people": [person]} for one, person in to.items())
    put(session, Parcel, like(sent, there, without=["id"]))
