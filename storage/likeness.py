"""Two people who may be one: what each has done by themselves, and what facilitators have yet to hear of."""

from collections.abc import Iterator

from sqlalchemy import Column, Table
from sqlmodel import Session, SQLModel, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import outbox, record_people
from storage.here import Here
from storage.prepared import finds_all, finds_first, finds_one
from storage.tables import Person, Prompt, SharedAddress

FOUND, ASKED, APART, PARTED, TOLD = "found", "asked", "apart", "parted", "told"
"""What has become of a pair: see `SharedAddress`."""

_NO_PAST = frozenset({"accounts", "shared_addresses"})
"""Tables in which somebody stands without having done anything."""


def naming_people() -> Iterator[tuple[Table, Column[int]]]:
    """Yield every column that names a person for something they did or take part in."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns if table.name not in _NO_PAST else ():
            if any(key.column.table.name == Person.__tablename__ for key in column.foreign_keys):
                yield table, column


def has_past(session: Session, person: Person) -> bool:
    """Say whether somebody did, was asked or is to be told anything, or facilitates: nobody else may simply be them."""
    me, here = person.id, person.organisation_id
    if person.facilitates or any(
        session.exec(select(of).where(of == me).limit(1)).first() for _, of in naming_people()
    ):
        return True
    if record_people.quoting(Here(session, here), me) or outbox.is_waiting(Here(session, here), me):
        return True
    asked = session.exec(select(Prompt.people).where(Prompt.organisation_id == here)).all()
    return any(me in people for people in asked)


@finds_first
def pair(session: Session, one: Person, other: Person) -> SelectOfScalar[SharedAddress]:
    """Return the pair that these two make, whichever of them has the address; `None` where none was noted."""
    a, b = one.id, other.id
    first, second = col(SharedAddress.person_id), col(SharedAddress.other_id)
    either_way = or_(and_(first == a, second == b), and_(first == b, second == a))
    return select(SharedAddress).where(either_way)


def note(session: Session, holder: Person, other: Person, address: str) -> None:
    """Let facilitators be asked whether these two are one, unless they have decided."""
    shared = pair(session, holder, other) or SharedAddress(
        organisation_id=holder.organisation_id, person_id=holder.id, other_id=other.id
    )
    if shared.phase in (FOUND, ASKED):
        shared.person_id, shared.other_id, shared.address = holder.id, other.id, address
        session.add(shared)
        session.flush()


def still_share(shared: SharedAddress, holder: Person, other: Person) -> bool:
    """Say whether these two clash as they did when it was noted: neither has said another address since."""
    return other.email is None and shared.address in ("", holder.email)


@finds_all
def in_phase(here: Here, phase: str) -> SelectOfScalar[SharedAddress]:
    """Return every pair that is in this phase, the oldest first."""
    rows = select(SharedAddress).where(SharedAddress.organisation_id == here.org, SharedAddress.phase == phase)
    return rows.order_by(col(SharedAddress.id))


@finds_all
def concerning(here: Here, person: int) -> SelectOfScalar[SharedAddress]:
    """Return the pairs in which this person is one of the two."""
    either = or_(col(SharedAddress.person_id) == person, col(SharedAddress.other_id) == person)
    return select(SharedAddress).where(SharedAddress.organisation_id == here.org, either)


@finds_one
def locked(here: Here, shared: int) -> SelectOfScalar[SharedAddress]:
    """Return the pair with this id in this organisation, locked until the transaction ends."""
    wanted = select(SharedAddress).where(SharedAddress.organisation_id == here.org, SharedAddress.id == shared)
    return wanted.with_for_update().execution_options(populate_existing=True)
