"""Where an answer and a message say the same, the person sees it once, on platforms where answers stay like messages.

An activity tells what must be kept, and answers with it too, because elsewhere an answer goes with the next click.
Where answers stay, two cards alike would stand in one chat, and only the told one would be kept up to date. So the
message takes the place that the answer would have had: its parcel is moved there, in the turn's own transaction.
"""

from dataclasses import dataclass

from activities.kit.cards import CARD, Card
from activities.kit.turn import Turn
from storage import parcels
from storage.tables import Message


@dataclass(frozen=True)
class Spot:
    """A place in somebody's own chat: in place of the message `reference`, or a new message at its end.

    `conversation` is empty where it has yet to be found; then there is no message to take the place of either.
    """

    conversation: str = ""
    reference: str | None = None


@dataclass(frozen=True)
class ToldToo(Card):
    """An answer that arrives as a message by itself. `stood`: where an older version of it is left, out of date."""

    stood: Spot | None = None


@dataclass(frozen=True)
class Repeated(Card):
    """How things stand, for what has taken effect before. It takes no form's place: something else may stand there."""


def shown_once(turn: Turn, answer: Card, spot: Spot) -> Card:
    """Return the answer, marked as told too where the same was told and that message can stand in its place."""
    message = _as_message(turn, answer)
    if message is None or (spot.reference and parcels.is_at(turn.session, turn.in_workspace, spot.reference)):
        return answer  # where a message stands, it stays; it may be this one, which then shows the answer
    if not message.sorted:  # nobody has decided yet where it goes, so it can begin where the answer would have stood
        _begins_at(turn, message, spot)
        return ToldToo(answer.summary, answer.parts)
    parcel = parcels.to_one(turn.session, message.id, turn.person.id)
    # Told before, and now in other words. It can be moved only while it waits to leave, and within this workspace: what
    # is on its way may arrive where it stood, and then the answer is what is seen here.
    if parcel is None or parcel.state != "waiting" or parcel.workspace_id != turn.workspace:
        return answer
    if not parcel.reference:  # it has yet to leave, and goes to the end of the chat
        return answer if spot.reference else ToldToo(answer.summary, answer.parts)
    # It stands further up. It moves here, where people look, and the old place is told that it goes on below.
    stood = Spot(parcel.conversation or "", parcel.reference)
    parcel.reference, parcel.conversation = spot.reference, spot.conversation or parcel.conversation
    return ToldToo(answer.summary, answer.parts, stood)


def _as_message(turn: Turn, answer: Card) -> Message | None:
    """Return the message in which this turn has told the same to the same person alone, if there is one."""
    body, to = CARD.dump_json(answer).decode(), [turn.person.id]
    for message in turn.told:
        if message.body == body and message.people == to and not (message.together or message.document):
            return message
    return None


def _begins_at(turn: Turn, message: Message, spot: Spot) -> None:
    """Place a new message where the answer stands. One that stands nowhere yet is left to be sorted like any other."""
    if spot.reference:
        person = turn.person.id
        parcel = parcels.make(turn.session, message, parcels.alone(person), turn.workspace, [person])
        parcel.conversation, parcel.reference = spot.conversation, spot.reference
        message.sorted = True
