"""Announcing a thing in its channel: one message, told again as the thing moves on, and again if it did not arrive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from activities.kit.cards import Button, Card, say
from activities.kit.events import Pressed, Undelivered, Why
from activities.kit.runs import Bold, ChannelName
from activities.kit.turn import Facilitated, Key, Turn
from storage.people import sure


class Announced(Facilitated, Protocol):
    """A row that somebody looks after and a channel hears of; `channel` is empty where none does."""

    workspace_id: int
    channel: str
    channel_name: str

    @property
    def id(self) -> int | None: ...

    @property
    def title(self) -> str: ...


A = TypeVar("A", bound=Announced)


@dataclass(frozen=True)
class Announcing(Generic[A]):
    """What an activity's table needs for its rows: `send_again` under a button `announce`, and `not_announced` for a
    message that was lost under a key that begins with `announcement`.

    `the`: the row behind a button's subject, locked; raises `MovedOn`. `card`: how it stands, for the channel.
    """

    activity: str
    the: Callable[[Turn, str], A]
    card: Callable[[Turn, A], Card]

    def announce(self, turn: Turn, thing: A) -> None:
        """Tell its channel, if it has one, how it stands now, in place of what was told before."""
        if thing.channel:
            turn.announce(thing.workspace_id, thing.channel, self.card(turn, thing), _key(thing))

    def not_announced(self, turn: Turn, lost: Undelivered) -> None:
        """The channel may not have it: whoever looks after it is told, and can have it sent again."""
        thing = self.the(turn, lost.key.split(":")[1])
        card = self._may_be_missing(thing, may_have_arrived=lost.why is Why.UNCERTAIN)
        for person in turn.who_runs(thing):
            turn.tell(person, card, ("not_announced", sure(thing.id), turn.now.isoformat()))

    def send_again(self, turn: Turn, pressed: Pressed) -> Card:
        """A facilitator has looked, and wants it sent again."""
        thing = self.the(turn, pressed.subject)
        turn.send_again(self.card(turn, thing), _key(thing))
        return say("I’m announcing ", Bold(thing.title), " in ", _channel(thing), " again.")

    def _may_be_missing(self, thing: A, may_have_arrived: bool) -> Card:
        says = (
            "was cut off: it may or may not be there. Please look. If it is missing, press Send again."
            if may_have_arrived
            else "could not be sent. Am I still a member of that channel? Invite me, then press Send again."
        )
        again = Button("Send again", f"{self.activity}.announce", str(thing.id), "primary")
        return say("The announcement of ", Bold(thing.title), " in ", _channel(thing), f" {says}", buttons=[again])


def _channel(thing: Announced) -> ChannelName:
    return ChannelName(thing.channel, thing.channel_name)


def _key(thing: Announced) -> Key:
    return ("announcement", sure(thing.id))
