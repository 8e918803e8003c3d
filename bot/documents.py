"""Files, made from the recipe that a message in the outbox has, for whoever asked for them."""

from sqlmodel import Session

from activities.kit.documents import Document
from activities.kit.events import Profile
from activities.kit.phases import MovedOn
from bot.engine import Engine
from storage import people
from storage.tables import Message, Organisation


def made(engine: Engine, session: Session, message: Message) -> Document:
    """The file of a message, as it is now. Raises `MovedOn` where whoever asked for it may no longer have it."""
    organisation = session.get_one(Organisation, message.organisation_id)
    turn = engine.turn(session, organisation, message.activity, f"document:{message.id}")
    turn.by = people.get(session, message.organisation_id, message.people[0])
    return engine.activities[message.activity].documents[message.document](turn, message.subject)


def made_for(engine: Engine, by: Profile, message: int) -> Document:
    """The same, once more, for somebody who says that it is theirs. Raises `MovedOn` where it is not, or is no more."""
    return engine.run("document", lambda: _made_for(engine, by, message))


def _made_for(engine: Engine, by: Profile, message: int) -> Document:
    with engine.database.writing() as session:
        account = by.account
        at = people.workspace(session, account.platform, account.tenant, engine.rules.timezone)
        person = people.of_account(session, at, account.user)
        found = session.get(Message, message)
        if person is None or found is None or found.people != [person.id] or not found.document:
            raise MovedOn
        return made(engine, session, found)
