"""What is to be told: one message a key, its newest revision, and where it has got to."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Delete, Update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage.here import Here
from storage.prepared import changes, finds_all, finds_one, is_there, reads
from storage.tables import Message, Parcel

STILL_TO_LEAVE = ("waiting", "sending", "held")
"""States of a parcel that has not come to an end: `held` waits for somebody who cannot be reached for now."""

MESSAGES_DROPPED_TOGETHER = 200
"""How many messages are dropped together."""


def put(session: Session, message: Message, body: str) -> Message | None:
    """Put a message in the outbox under its key. Gives it back if it is new or has changed since it was last told.

    The same content again does nothing. New content is a new revision: what was sent is changed in place, what is
    still waiting is replaced.
    """
    digest = sha256(body.encode()).hexdigest()
    told = _under_the_key_of(session, message)
    if told is None:
        message.body, message.digest = body, digest
        session.add(message)
        session.flush()
        return message
    if told.digest == digest:
        return None
    told.body, told.digest, told.revision = body, digest, told.revision + 1
    told.office_hours, told.told_at = message.office_hours, message.told_at
    _leaves_anew(session, told.id)
    if told.sorted:
        blank_if_settled(session, told)
    return told


@changes
def _leaves_anew(session: Session, message: int) -> Update:
    sent = update(Parcel).where(col(Parcel.message_id) == message, col(Parcel.state) == "sent")
    return sent.values(state="waiting", attempts=0, first_tried_at=None, retry_at=None)


@finds_one
def _under_the_key_of(session: Session, message: Message) -> SelectOfScalar[Message]:
    return select(Message).where(
        Message.organisation_id == message.organisation_id,
        Message.activity == message.activity,
        Message.key == message.key,
    )


@is_there
def is_told(here: Here, activity: str, key: str) -> SelectOfScalar[int]:
    """Say whether anything was ever told under this key, wherever it has got to."""
    return select(Message.id).where(
        Message.organisation_id == here.org, Message.activity == activity, Message.key == key
    )


def told_to(here: Here, activity: str, key: str) -> Sequence[int]:
    """Return the ids of all who were told anything under this key in their own chat, wherever it has got to."""
    told = select(Message.people).where(
        Message.organisation_id == here.org,
        Message.activity == activity,
        col(Message.key).startswith(f"{key}:to:", autoescape=True),
    )
    return sorted({person for people in here.session.exec(told).all() for person in people})


@changes
def forget_before(here: Here, then: datetime) -> Delete:
    """Drop some of what was told before a moment, with where it went; say how much."""
    old = select(Message.id).where(Message.organisation_id == here.org, col(Message.told_at) < then)
    return delete(Message).where(col(Message.id).in_(old.limit(MESSAGES_DROPPED_TOGETHER)))


def forget_told(here: Here, activity: str, beginning: str) -> None:
    """Drop every message, with where it went, whose key begins so: for what nobody shall be able to look up again."""
    told = delete(Message).where(col(Message.organisation_id) == here.org, col(Message.activity) == activity)
    here.session.exec(told.where(col(Message.key).startswith(beginning, autoescape=True)))


def count_waiting(here: Here, person: int) -> int:
    """Count the parcels for this person, or for others with them, that have still to leave."""
    going = select(Parcel.people).where(Parcel.organisation_id == here.org, col(Parcel.state).in_(STILL_TO_LEAVE))
    return sum(person in people for people in here.session.exec(going).all())


def count_sent(here: Here, person: int) -> int:
    """Count the parcels for this person, or for others with them, that are kept of what has been sent."""
    gone = select(Parcel.people).where(Parcel.organisation_id == here.org, col(Parcel.state) == "sent")
    return sum(person in people for people in here.session.exec(gone).all())


def is_waiting(here: Here, person: int) -> bool:
    """Say whether anything for this person has still to be sorted or to leave."""
    fresh = select(Message.people).where(Message.organisation_id == here.org, col(Message.sorted).is_(False))
    unsorted = any(person in people for people in here.session.exec(fresh).all())
    return unsorted or count_waiting(here, person) > 0


def blank_if_settled(session: Session, message: Message) -> None:
    """Drop the body of a message none of whose parcels has still to leave."""
    if _blank_if_settled(session, message.id):
        set_committed_value(message, "body", None)


@changes
def _blank_if_settled(session: Session, message: int) -> Update:
    going = select(Parcel.id).where(Parcel.message_id == message, col(Parcel.state).in_(STILL_TO_LEAVE))
    return update(Message).where(col(Message.id) == message, ~going.exists()).values(body=None)


@finds_all
def parcels_of(here: Here, activity: str, key: str) -> SelectOfScalar[Parcel]:
    """Return the parcels of what was told under a key: empty while delivery has not sorted it, or if never told."""
    statement = (
        select(Parcel)
        .join(Message, col(Message.id) == col(Parcel.message_id))
        .where(Message.organisation_id == here.org, Message.activity == activity, Message.key == key)
    )
    return statement.order_by(col(Parcel.id))


def send_again(here: Here, activity: str, key: str, body: str) -> bool:
    """Send what was uncertain or undelivered once more, with this body. Only ever on a person's word.

    Whether anything was ever told under this key.
    """
    if not is_told(here, activity, key):
        return False
    _goes_again(here.session, _message(here, activity, key), body, "uncertain", "undelivered")
    return True


def goes_on(here: Here, activity: str, key: str, body: str) -> None:
    """Send what could surely not be delivered, with this body, now that it can; nothing else goes out twice by that."""
    if is_told(here, activity, key):
        _goes_again(here.session, _message(here, activity, key), body, "undelivered")


def move(session: Session, to: Message, body: str, behind: Message) -> None:
    """Send what a channel was told under the key of `to` to that one's channel, and change it where it stands no more.

    `behind`: what is to stand there in its place; with no body, whatever stands there stays.
    """
    told = _message(Here(session, to.organisation_id), to.activity, to.key)
    there = col(Parcel.message_id) == told.id
    if behind.body is not None:
        behind.digest, behind.sorted = sha256(behind.body.encode()).hexdigest(), True
        behind.workspace_id, behind.channel = told.workspace_id, told.channel
        session.add(behind)
        session.flush()
        standing = update(Parcel).where(there, col(Parcel.reference).is_not(None))
        session.exec(standing.values(message_id=behind.id, state="waiting", attempts=0, retry_at=None, why=""))
        blank_if_settled(session, behind)
    session.exec(delete(Parcel).where(there))
    told.workspace_id, told.channel, told.told_at, told.office_hours = to.workspace_id, to.channel, to.told_at, False
    told.body, told.digest, told.revision = body, sha256(body.encode()).hexdigest(), told.revision + 1
    told.sorted = False
    session.flush()


@reads
def _message(here: Here, activity: str, key: str) -> SelectOfScalar[Message]:
    told = select(Message).where(Message.organisation_id == here.org, Message.activity == activity)
    return told.where(Message.key == key)


def _goes_again(session: Session, message: Message, body: str, *states: str) -> None:
    message.body, message.digest = body, sha256(body.encode()).hexdigest()
    session.exec(
        update(Parcel)
        .where(col(Parcel.message_id) == message.id, col(Parcel.state).in_(states))
        .values(state="waiting", attempts=0, first_tried_at=None, retry_at=None, why="")
    )
    if message.sorted:
        blank_if_settled(session, message)  # pressed twice, there may be nothing left to send


def withdraw(here: Here, person: int, without: Callable[[str], str]) -> None:
    """Drop what was for this person alone, and let them be no addressee of what was for several.

    `without` gives a body of ours without this person; it is asked of every message that has still to leave.
    """
    for message in here.session.exec(
        select(Message).where(Message.organisation_id == here.org).with_for_update()
    ).all():
        if message.people == [person]:
            here.session.delete(message)
            continue
        if person in message.people:
            message.people = [other for other in message.people if other != person]
            _withdraw_parcels(here.session, message, person)
        if message.body is not None and (body := without(message.body)) != message.body:
            message.body, message.digest = body, sha256(body.encode()).hexdigest()
    here.session.flush()


def _withdraw_parcels(session: Session, message: Message, person: int) -> None:
    for parcel in session.exec(select(Parcel).where(Parcel.message_id == message.id)).all():
        if parcel.people == [person]:
            session.delete(parcel)
        elif person in parcel.people:
            parcel.people = [other for other in parcel.people if other != person]
