"""Names of people who are forgotten, in words of others: noted where they stand, for somebody to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Delete
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.membership import PARTICIPANTS, is_member
from storage.naming.names import Sought, spans
from storage.naming.places import Place, walk
from storage.naming.taking_out import STAYS, at, digest
from storage.prepared import changes, finds_one
from storage.tables import FoundName, Person, Record, Review
from storage.tables.records import FILED
from storage.waiting import FOR_CHANGES, GOING

READ_BY_FACILITATORS = frozenset(
    {
        "actions",
        "cafes",
        "departures",
        "feedback",
        "meetings",
        "prompts",
        "record_pulls",
        "shown_takeaways",
        "signups",
        "trials",
    }
)
"""Tables whose words any facilitator may read, and is asked about. About those of a new one whoever wrote them is."""

NOT_ASKED_ABOUT = STAYS | {"messages", "name_searches", "found_names"}
"""What says who people are, what waits to be sent, and what is about such names: all dealt with on their own."""


def places_naming(here: Here, who: Sought) -> Iterator[tuple[Place, list[list[int]]]]:
    """Find where they are named whole or in part, in words of others, and at which passages."""
    for place in walk(here, who.parts):
        if place.table in NOT_ASKED_ABOUT:
            continue
        if found := spans(place.text, who, loosely=False):
            yield place, [[span.start, span.end] for span in found]


def is_own(session: Session, place: Place, person: int) -> bool:
    """Say whether a place lies in what is this person's own, and goes with them anyway."""
    match place.table:
        case "record_revisions":
            return _filed_by_hand(session.get_one(Record, _value(session, place, "record_id")), person)
        case "records":
            return _filed_by_hand(session.get_one(Record, place.row[0]), person)
        case _ if "person_id" in SQLModel.metadata.tables[place.table].columns:
            return bool(_value(session, place, "person_id") == person)
        case _:
            return False


def _filed_by_hand(record: Record, person: int) -> bool:
    return record.filed_by_id == person and record.came_from.startswith("library:")


def note(here: Here, who: Sought, today: date) -> int:
    """Note every such place that somebody may be asked about; gives back how many those are."""
    number = 0
    for place, passages in list(places_naming(here, who)):
        asked = asked_about(here, place)
        if asked is not None:
            here.session.add(
                FoundName(
                    organisation_id=here.org,
                    asks_id=asked or None,
                    found_on=today,
                    place=place.key,
                    passages=passages,
                    digest=digest(place.text),
                )
            )
            number += 1
    here.session.flush()
    return number


def asked_about(here: Here, place: Place) -> int | None:
    """Return who may read a place and so is asked about it: an id, 0 for any facilitator, `None` for nobody.

    To facilitate opens neither what participants keep among themselves nor another's review, nor what was said to
    whoever ran a review before.
    """
    if place.table in READ_BY_FACILITATORS:
        return 0
    if place.table in WHO_IS_ASKED:
        return WHO_IS_ASKED[place.table](here, place)
    return _if_here(here.session, _value(here.session, place, "person_id"))


def _about_record(here: Here, place: Place) -> int | None:
    return _of_record(here.session, here.session.get_one(Record, int(place.row[0])))


def _about_revision(here: Here, place: Place) -> int | None:
    """Return who is asked how a record stood before: what is hidden shows that to no facilitator."""
    record = here.session.get_one(Record, _value(here.session, place, "record_id"))
    return _of_record(here.session, record, hidden=record.phase != FILED)


def _about_use(here: Here, place: Place) -> int | None:
    """Return who is asked: until a facilitator has read it, whoever looks after the record reads nothing of it."""
    if _value(here.session, place, "phase") != FILED:
        return 0
    return _of_record(here.session, here.session.get_one(Record, _value(here.session, place, "record_id")))


def _about_review(here: Here, place: Place) -> int | None:
    return _if_they_run(here.session, here.session.get_one(Review, int(place.row[0])))


def _about_what_a_review_says(here: Here, place: Place) -> int | None:
    """Return whoever runs the review, where it was said to them or opened to them."""
    review = here.session.get_one(Review, _value(here.session, place, "review_id"))
    to = {"review_drafts": "by_id", "review_suggestions": "said_to_id"}.get(place.table)
    said_to = {*review.open_to, *([_value(here.session, place, to)] if to else [])}
    return _if_they_run(here.session, review) if review.facilitator_id in said_to else None


WHO_IS_ASKED: Mapping[str, Callable[[Here, Place], int | None]] = {
    "record_revisions": _about_revision,
    "record_uses": _about_use,
    "records": _about_record,
    "review_drafts": _about_what_a_review_says,
    "review_suggestions": _about_what_a_review_says,
    "reviews": _about_review,
    "shown_answers": _about_what_a_review_says,
}
"""By table, what finds out who may read a row of it."""


def waiting_for(here: Here, person: Person) -> Sequence[FoundName]:
    """Return what this person is asked to look at, oldest first."""
    rows = select(FoundName).where(FoundName.organisation_id == here.org)
    if not person.facilitates:  # then they filed it, which nobody else ever does
        rows = rows.where(FoundName.asks_id == person.id)
    names = here.session.exec(rows.order_by(col(FoundName.id))).all()
    return [name for name in names if is_asked(here.session, name, person)]


def is_asked(session: Session, name: FoundName, person: Person) -> bool:
    """Say whether this person may look at a place now: whoever could when it was noted may not any more."""
    asks = asks_now(session, name)
    return person.facilitates if asks == 0 else asks == person.id


def asks_now(session: Session, name: FoundName) -> int | None:
    """Return who is asked about a place as things stand, as `asked_about` says it; `None` where it has gone, too."""
    place = at(Here(session, name.organisation_id), name.place)
    return asked_about(Here(session, name.organisation_id), place) if place else None


def asked(here: Here) -> set[int]:
    """Return whose word is waited for: ids of people, and 0 where any facilitator's will do."""
    names = here.session.exec(select(FoundName).where(FoundName.organisation_id == here.org)).all()
    return {asks for name in names if (asks := asks_now(here.session, name)) is not None}


@finds_one
def locked(here: Here, number: int) -> SelectOfScalar[FoundName]:
    """Return the noted place with this id, locked until the transaction ends."""
    row = select(FoundName).where(FoundName.organisation_id == here.org, FoundName.id == number)
    return row.with_for_update().execution_options(populate_existing=True)


@changes
def forget_before(here: Here, day: date) -> Delete:
    """Let go of what was found before a day and nobody ever looked at."""
    return delete(FoundName).where(col(FoundName.organisation_id) == here.org, col(FoundName.found_on) < day)


def _of_record(session: Session, record: Record, hidden: bool = False) -> int | None:
    """Return who is asked about words in a record. `hidden`: no facilitator reads them either."""
    if record.phase == GOING:
        return None
    hidden = hidden or record.visibility == PARTICIPANTS or record.phase == FOR_CHANGES
    return _if_here(session, record.filed_by_id) if hidden else 0


def _value(session: Session, place: Place, column: str) -> Any:
    """Return what stands in another column of the same row."""
    table = SQLModel.metadata.tables[place.table]
    rows = select_columns(table.c[column]).where(table.c.id == place.row[0])
    return session.connection().execute(rows).scalar_one()


def _if_they_run(session: Session, review: Review) -> int | None:
    """Return whoever runs a review, while they facilitate."""
    found = session.get(Person, review.facilitator_id)
    return _if_here(session, review.facilitator_id) if found and found.facilitates else None


def _if_here(session: Session, person: int | None) -> int | None:
    found = session.get(Person, person) if person else None
    return found.id if found and is_member(found) else None
