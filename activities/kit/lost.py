"""Messages that are late, or did not arrive for certain, and what they are about.

Of what is late facilitators hear by its title. What did not arrive for certain is told to whoever looks after it: they
read whom it was for, and can have it sent again.

What they read says the same once, however many it becomes true of. What is lost again after it was sent again is news.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from activities.kit.cards import Button, Card, Confirm
from activities.kit.events import Undelivered
from activities.kit.phases import MovedOn
from activities.kit.subjects import about, word_of
from activities.kit.turn import Key, Turn
from storage import audit
from storage.tables import Person

LABEL = "Send again"


@dataclass(frozen=True)
class Titled:
    """Something of an activity's. `known_to`: the facilitators who may know that it is there, by id."""

    title: str
    known_to: frozenset[int]


Titles = Callable[[Turn, Collection[str]], Mapping[str, Titled]]
"""What the messages under these keys are about; those of which it cannot be told are left out."""


def known_to_facilitators(turn: Turn, named: Iterable[tuple[int, str]]) -> dict[int, Titled]:
    """Map ids of rows that every facilitator sees to what they are, from their ids and titles."""
    everybody = frozenset(person.id for person in turn.facilitators())
    return {identity: Titled(title, everybody) for identity, title in named}


def id_in(key: str) -> int:
    """Read the id after the first word of a key, `17` of `invitation:17:1`; 0 where there is none."""
    try:
        return about(key)
    except MovedOn:
        return 0


def button(action: str, subject: str, may_be_there: bool = False) -> Button:
    """Build the button that has it sent again; it asks first where somebody might get it twice by that."""
    question = "If the first one did arrive, they get it twice. Send it again?"
    return Button(LABEL, action, subject, confirm=Confirm(question, LABEL) if may_be_there else None)


def by_word(follows: Mapping[str, Callable[[Turn, Undelivered], None]]) -> Callable[[Turn, Undelivered], None]:
    """Make the function for messages that did not arrive for certain: what follows, by the first word of the key.

    Without an entry for the word nothing does.
    """

    def undelivered(turn: Turn, lost: Undelivered) -> None:
        if follow := follows.get(word_of(lost.key)):
            follow(turn, lost)

    return undelivered


@dataclass(frozen=True)
class Loss:
    """What whoever looks after the thing with this id reads of a loss. `action`: of the button that it carries.

    `key`: under what they read it. The act of sending again is audited, and by how often that was done is known what
    they have yet to read.
    """

    action: str
    thing: int
    key: Key

    def tell(self, turn: Turn, readers: Sequence[Person], card: Card) -> None:
        """Tell whoever looks after a thing of a loss, in place of what they read before.

        Where that has been sent again since, it is news, and a message of its own.
        """
        for person in readers:
            turn.tell(person, card, self._key(turn))

    def send_again(self, turn: Turn, told: Iterable[tuple[Key, Card]], answer: Card) -> Card:
        """Send what of this is lost once more, and say so to everybody who read of it.

        `told`: keys as they stand in the outbox, and what holds now. Raises `MovedOn` where nothing of it is lost.
        """
        lost = [(key, card) for key, card in told if turn.has_lost(key)]
        if not lost:
            raise MovedOn
        turn.concerns(self.thing)
        for key, card in lost:
            turn.send_again(card, key)
        turn.tell_anew(answer, self._key(turn))
        return answer

    def _key(self, turn: Turn) -> Key:
        done = audit.count(turn.here, self.action, str(self.thing))
        return (*self.key, done) if done else self.key


def to(key: Key, person: int) -> Key:
    """Make the key under which this person was told something in their own chat, as it stands in the outbox."""
    return (*key, "to", person)


def missed(turn: Turn, key: Key, people: Iterable[Person]) -> list[Person]:
    """Return those of these people to whom nothing told under this key has come for certain, nor will."""
    return [one for one in people if turn.has_lost(to(key, one.id)) and turn.is_held_up(one, key)]


def may_be_there(turn: Turn, key: Key, people: Iterable[Person]) -> bool:
    """Say whether a message may have come to any of these people after all."""
    return any(turn.may_be_there(to(key, one.id)) for one in people)
