"""Who cannot be reached for now, alone or among many at once, and the messages held for them meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Update
from sqlmodel import Session, col, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage import people
from storage.here import Here
from storage.membership import are_members, is_member
from storage.prepared import changes, finds_all, is_there, reads
from storage.tables import AccountRow, Message, Parcel, Person, Vanishing, Workspace

WAITING, LEFT, KEPT = "waiting_for_answer", "left", "kept"
"""What has become of a question about many: see `Vanishing`."""

HELD = "held"
"""The state of a parcel for somebody who cannot be reached for now: it waits for them, however long."""


def is_away(person: Person) -> bool:
    """Say whether somebody cannot be reached for now, and it is not said yet that they have left."""
    return person.leaving_since is not None and not is_member(person)


def has_account_in_use(session: Session, person: Person) -> bool:
    """Say whether any account of theirs is a member's, whether or not anything arrives there."""
    return any(map(is_member, people.accounts_of(session, person)))


def can_be_reached(session: Session, person: Person) -> bool:
    """Say whether any account of theirs is a member's and takes what is sent to it, as far as is known."""
    return any(is_member(one) and not one.refused for one in people.accounts_of(session, person))


def refuse(session: Session, workspace: int, person: int) -> Person:
    """Note that nothing arrives at somebody's account, and where their chat is no more. Gives them back."""
    mine = (col(AccountRow.workspace_id) == workspace, col(AccountRow.person_id) == person)
    session.exec(update(AccountRow).where(*mine).values(active=False, refused=True, own_chat=None))
    return session.get_one(Person, person)


def arrived(session: Session, workspace: int, person: int) -> Person | None:
    """Note that something has arrived at somebody's account. Gives them back where that is news.

    It is where it had been refused before.
    """
    return session.get_one(Person, person) if _is_open_again(session, workspace, person) else None


@changes
def _is_open_again(session: Session, workspace: int, person: int) -> Update:
    mine = update(AccountRow).where(col(AccountRow.workspace_id) == workspace, col(AccountRow.person_id) == person)
    return mine.where(col(AccountRow.refused)).values(refused=False, active=True)


@is_there
def is_anything_away(session: Session, person: Person) -> SelectOfScalar[int]:
    """Say whether a platform on which they have an account refuses everybody just now.

    Its refusal says nothing of one of them then.
    """
    theirs = select(AccountRow.workspace_id).where(AccountRow.person_id == person.id)
    away = select(Workspace.id).where(col(Workspace.id).in_(theirs), col(Workspace.away_since).is_not(None))
    return away.limit(1)


# ---- many at once ----------------------------------------------------------------------------------------------------


@finds_all
def undecided_since(here: Here, then: datetime) -> SelectOfScalar[Person]:
    """Return those who have gone since a moment, and of whom nobody has said yet whether they have left."""
    asked = select(Vanishing.id).where(Vanishing.organisation_id == here.org, Vanishing.phase == WAITING)
    rows = select(Person).where(
        Person.organisation_id == here.org,
        col(Person.leaving_since) > then,
        or_(col(Person.vanished_id).is_(None), col(Person.vanished_id).in_(asked)),
    )
    return rows.order_by(col(Person.id))


@reads
def number_known(here: Here) -> SelectOfScalar[int]:
    """Count those who can be reached as members by an account of theirs."""
    with_accounts = select(AccountRow.person_id).where(AccountRow.organisation_id == here.org)
    return select(func.count(col(Person.id))).where(
        Person.organisation_id == here.org, are_members(), col(Person.id).in_(with_accounts)
    )


def vanishing(here: Here, identity: int | None) -> Vanishing | None:
    """Return the question about many leavers with this id, if it is this organisation's; locked."""
    found = here.session.get(Vanishing, identity, with_for_update=True) if identity else None
    return found if found and found.organisation_id == here.org else None


def ask_about(here: Here, today: date, gone: Sequence[Person], among: int) -> Vanishing:
    """Put these people under one question: the one that waits already for an answer about any of them, or a new one."""
    known = max((one.vanished_id for one in gone if one.vanished_id), default=None)
    asked = vanishing(here, known) or Vanishing(organisation_id=here.org, asked_on=today)
    here.session.add(asked)
    here.session.flush()
    for person in gone:
        person.vanished_id = asked.id
    here.session.flush()
    asked.number, asked.among = max(asked.number, len(those_of(here.session, asked))), max(asked.among, among)
    here.session.flush()
    return asked


@finds_all
def in_phase(here: Here, phase: str) -> SelectOfScalar[Vanishing]:
    """Return the questions about many leavers that are in this phase, the oldest first."""
    rows = select(Vanishing).where(Vanishing.organisation_id == here.org, Vanishing.phase == phase)
    return rows.order_by(col(Vanishing.id))


@finds_all
def those_of(session: Session, asked: Vanishing) -> SelectOfScalar[Person]:
    """Return those of many who are still away, by name."""
    rows = select(Person).where(Person.organisation_id == asked.organisation_id, Person.vanished_id == asked.id)
    return rows.order_by(col(Person.name), col(Person.id))


@reads
def number_asked_about(session: Session) -> SelectOfScalar[int]:
    """Count the people, of any organisation, who are away while a question about many waits for its answer."""
    asked = select(Vanishing.id).where(Vanishing.phase == WAITING)
    return select(func.count(col(Person.id))).where(col(Person.vanished_id).in_(asked))


def forget_before(here: Here, then: date) -> None:
    """Delete the questions about many leavers who are all back, or have left, once a day is past."""
    theirs = select(Person.vanished_id).where(col(Person.vanished_id).is_not(None))
    old = select(Vanishing).where(Vanishing.organisation_id == here.org, col(Vanishing.asked_on) < then)
    for asked in here.session.exec(old.where(col(Vanishing.id).not_in(theirs))).all():
        here.session.delete(asked)
    here.session.flush()


# ---- what waits for them ---------------------------------------------------------------------------------------------


def hold(session: Session, parcel: Parcel) -> None:
    """Let a parcel wait until whoever it is for can be reached again, or has left."""
    parcel.state = HELD
    parcel.attempts, parcel.first_tried_at, parcel.retry_at = 0, None, None
    session.add(parcel)
    session.flush()


def release(here: Here, person: int) -> None:
    """Let everything leave, or be given up, that was held for somebody; what had nowhere to go is sorted anew."""
    held = select(Parcel).where(Parcel.organisation_id == here.org, Parcel.state == HELD).order_by(col(Parcel.id))
    for parcel in here.session.exec(held).all():
        if person not in parcel.people:
            continue
        if parcel.workspace_id is None:
            here.session.get_one(Message, parcel.message_id).sorted = False
            here.session.delete(parcel)
        else:
            parcel.state, parcel.attempts, parcel.retry_at = "waiting", 1, None  # what it says is looked at anew
            parcel.conversation = parcel.conversation if parcel.reference else None  # and so is where it goes
    here.session.flush()


def all_are_away(session: Session, ids: Iterable[int]) -> bool:
    """Say whether each of these people cannot be reached for now; false where one has left, or was never here."""
    wanted = set(ids)
    return wanted <= {one.id for one in session.exec(select(Person).where(col(Person.id).in_(wanted))) if is_away(one)}
