"""The library's shelves: filing a record, finding it by id or by what it came from, changing and withdrawing it.

When a record is to be looked at again stands here too: a wake for whoever answers for the library, wherever the date
came from.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from typing import TypedDict
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import calendar
from storage.here import Here
from storage.membership import Reader, may_read
from storage.prepared import finds_all, finds_one
from storage.search import shelving
from storage.tables import Organisation, Participant, Record, Revision, Use
from storage.tables.records import FILED

CONTENT = (
    "title",
    "happened_from",
    "happened_until",
    "visibility",
    "sites",
    "topics",
    "summary",
    "lessons",
    "actions",
    "figures",
    "quotes",
    "attribution",
    "licence",
    "contact",
    "contact_id",
    "review_on",
)
"""What of a record can be changed, and is kept of earlier revisions."""


class Action(TypedDict):
    """One of `Record.actions`: what somebody said they would do. `due`: an ISO date, or empty."""

    text: str
    owner: str
    due: str


# ---- filing and finding ----------------------------------------------------------------------------------------------


def file(session: Session, record: Record, participants: Collection[int] = ()) -> Record:
    """Put a record in the library; where its source has been filed before, that record is kept and given back.

    `participants`: the ids of those who took part in what it is about.
    """
    filed = came_from(Here(session, record.organisation_id), record.came_from)
    if filed is not None:
        return filed
    session.add(record)
    session.flush()
    for person in sorted(set(participants)):
        session.add(Participant(organisation_id=record.organisation_id, record_id=record.id, person_id=person))
    session.flush()
    shelving.index(session, record)
    keep_wake(session, record)
    return record


@finds_one
def came_from(here: Here, source: str) -> SelectOfScalar[Record]:
    """Return the record filed from `source`, which is `activity:id`, even if it has been withdrawn since."""
    return select(Record).where(Record.organisation_id == here.org, Record.came_from == source)


def filed_from(session: Session, reader: Reader, source: str) -> Record | None:
    """Return the record filed from `source`, which is `activity:id`, if this reader may read it."""
    return session.exec(select(Record).where(Record.came_from == source, may_read(reader))).one_or_none()


def get(session: Session, reader: Reader, record: int) -> Record | None:
    """Return the record with this id, if this reader may read it."""
    return session.exec(select(Record).where(Record.id == record, may_read(reader))).one_or_none()


@finds_one
def locked(here: Here, record: int) -> SelectOfScalar[Record]:
    """Return the record with this id in this organisation, whoever may read it, locked until the transaction ends."""
    wanted = select(Record).where(Record.organisation_id == here.org, Record.id == record).with_for_update()
    return wanted.execution_options(populate_existing=True)


def participants(here: Here, record: int) -> list[int]:
    """Return the ids of those who took part, sorted."""
    rows = select(Participant.person_id).where(Participant.organisation_id == here.org, Participant.record_id == record)
    return sorted(here.session.exec(rows).all())


def is_overdue(record: Record, today: date) -> bool:
    """Say whether a record should have been looked at again by now."""
    return record.review_on is not None and record.review_on <= today


# ---- changing and withdrawing ----------------------------------------------------------------------------------------


def change(session: Session, record: Record, by: int | None, now: datetime, changes: Mapping[str, object]) -> bool:
    """Change some of `CONTENT` (dates and lists as they are in `Record`); how it stood is kept. False if nothing would.

    Not so of words that nobody has let others see: they raised a warning, and no history brings them back. Whoever
    calls says so with `turn.erases`.

    `by`: who changed it, by id; nobody where the command line did.
    """
    unknown = changes.keys() - set(CONTENT)
    if unknown:
        raise LookupError(f"no record has {sorted(unknown)}")
    if all(getattr(record, field) == value for field, value in changes.items()):
        return False
    if record.phase == FILED:
        session.add(
            Revision(
                organisation_id=record.organisation_id,
                record_id=record.id,
                number=record.revision,
                changed_at=now,
                changed_by_id=by,
                content=record.model_dump(mode="json", include=set(CONTENT)),
            )
        )
    for field, value in changes.items():
        setattr(record, field, value)
    record.revision += 1
    session.flush()
    shelving.index(session, record)
    if "review_on" in changes:
        keep_wake(session, record)
    return True


@finds_all
def revisions(here: Here, record: int) -> SelectOfScalar[Revision]:
    """Return how a record stood before each change, oldest first."""
    rows = select(Revision).where(Revision.organisation_id == here.org, Revision.record_id == record)
    return rows.order_by(col(Revision.number))


def withdraw(session: Session, record: Record, now: datetime) -> None:
    """Leave a tombstone: that there was a record, what it came from, and when it was withdrawn.

    All else of the record goes, with its history, its uses and who took part. What it came from, such as a review with
    its draft, keeps its own words for as long as that is kept. Whoever calls says so with `turn.erases`, and has what
    was told of it changed.
    """
    for table in (Participant, Revision, Use):
        session.exec(delete(table).where(col(table.record_id) == record.id))
    blank = Record(
        organisation_id=record.organisation_id,
        activity=record.activity,
        came_from=record.came_from,
        title="",
        happened_from=record.happened_from,
        happened_until=record.happened_until,
        filed_at=record.filed_at,
        visibility="participants",
        withdrawn_at=now,
    )
    record.sqlmodel_update(blank.model_dump(exclude={"id"}))
    session.flush()
    shelving.index(session, record)
    keep_wake(session, record)


# ---- looking at it again ---------------------------------------------------------------------------------------------


ACTIVITY, WAKE = "library", "review"
ASKS_AT = time(9)
"""Local time."""


def keep_wake(session: Session, record: Record) -> None:
    """Let the library be woken on the record's review date, or not at all where it has none."""
    subject = str(record.id)
    if record.review_on is None:
        calendar.cancel_wake(Here(session, record.organisation_id), ACTIVITY, WAKE, subject)
        return
    zone = ZoneInfo(session.get_one(Organisation, record.organisation_id).timezone)
    due = datetime.combine(record.review_on, ASKS_AT, tzinfo=zone).astimezone(UTC)
    calendar.set_wake(Here(session, record.organisation_id), ACTIVITY, WAKE, subject, due, prompted=False)
