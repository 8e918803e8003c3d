"""Files, made from the recipe that a message in the outbox has, for whoever asked for them."""

from sqlmodel import Session

from activities.kit.documents import Document
from bot.engine.engine import Engine
from storage import people
from storage.here import Here
from storage.tables import Message, Organisation


def made(engine: Engine, session: Session, message: Message) -> Document:
    """Make the file of a message, as it is now. Raises `MovedOn` where whoever asked for it may no longer have it."""
    organisation = session.get_one(Organisation, message.organisation_id)
    turn = engine.turn(session, organisation, message.activity, f"document:{message.id}")
    turn.by = people.get(Here(session, message.organisation_id), message.people[0])
    return engine.activities[message.activity].documents[message.document](turn, message.subject)
