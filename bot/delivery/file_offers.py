"""Files: made from the recipe that a message has; and, where one is only offered, given once for each answer.

Whichever process hears the answer, and however often.
"""

from sqlmodel import Session

from activities.kit.phases import MovedOn
from activities.kit.views import Document
from bot.engine.engine import Engine
from storage import inbox, joining, people
from storage.here import Here
from storage.membership import is_member
from storage.tables import Message, Organisation, Workspace


class Offered:
    """What one workspace's people answer to offers. Synchronous: call it on a worker thread.

    `message` is the number of the message in the outbox that has the recipe of the file.
    """

    def __init__(self, engine: Engine, platform: str, tenant: str) -> None:
        self._engine = engine
        self._platform = platform
        self._tenant = tenant

    def is_new(self, key: str) -> bool:
        """Say whether an answer was never heard before; from now on it was."""

        def hear(session: Session) -> bool:
            here = Here(session, self._workspace(session).organisation_id)
            if inbox.is_taken(here, key):
                return False
            inbox.take(here, key, self._engine.now(session))
            return True

        return self._engine.write("answer to an offer", hear)

    def take(self, user: str, message: int) -> Document:
        """Return the file as it is now, for somebody who says that it is theirs, and count the offer as answered.

        Raises `MovedOn` where it is not, may be theirs no longer, or has been answered before.
        """
        return self._engine.write(
            "offer", lambda session: made(self._engine, session, self._answered(session, user, message))
        )

    def decline(self, user: str, message: int) -> None:
        """Note that somebody does not want it. Raises `MovedOn` as `take` does."""
        self._engine.write("offer", lambda session: self._answered(session, user, message))

    def offer_again(self, message: int) -> None:
        """Let the offer stand again as it did: the file did not get through."""

        def give_back(session: Session) -> None:
            inbox.give_back(Here(session, self._workspace(session).organisation_id), _claim(message))

        self._engine.write("offer", give_back)

    def _answered(self, session: Session, user: str, message: int) -> Message:
        """Return the message of an offer to this person, from now on answered; raise `MovedOn` where it cannot be."""
        at = self._workspace(session)
        known, found = joining.behind(session, at.platform, at.tenant, at.app, user), session.get(Message, message)
        if known is None or not is_member(known.person):
            raise MovedOn
        if found is None or found.people != [known.person.id] or not found.document:
            raise MovedOn
        if inbox.is_taken(Here(session, at.organisation_id), _claim(message)):
            raise MovedOn
        inbox.take(Here(session, at.organisation_id), _claim(message), self._engine.now(session))
        return found

    def _workspace(self, session: Session) -> Workspace:
        return self._engine.reception.workspace(session, self._platform, self._tenant)


def _claim(message: int) -> str:
    return f"offer {message}"


def made(engine: Engine, session: Session, message: Message) -> Document:
    """Make the file of a message, as it is now. Raises `MovedOn` where whoever asked for it may no longer have it."""
    organisation = session.get_one(Organisation, message.organisation_id)
    turn = engine.turn(session, organisation, message.activity, f"document:{message.id}")
    turn.by = people.get(Here(session, message.organisation_id), message.people[0])
    return engine.activities[message.activity].documents[message.document](turn, message.subject)
