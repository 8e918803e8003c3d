"""Taking somebody out of the outbox: what was for them, and what says who they are in what is for others."""

from collections.abc import Callable
from hashlib import sha256

from sqlmodel import Session, select

from storage.here import Here
from storage.tables import Message, Parcel


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
