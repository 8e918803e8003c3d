"""When an introduction did not arrive for certain: nobody is left without one, and nobody waits for somebody gone."""

from collections.abc import Callable, Sequence

from activities.coffee.cards import lost as cards
from activities.coffee.gathering import Gathering, is_introduced, the_gathering
from activities.coffee.introduction import has_lost_alone, shared_key, tell_alone, told_of
from activities.coffee.meeting import let_go
from activities.coffee.rematch import count_as
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Card
from activities.kit.events import Pressed, Undelivered, Why
from activities.kit.lost import Loss
from activities.kit.phases import MovedOn
from activities.kit.runs import Run
from activities.kit.subjects import about
from activities.kit.turn import Turn, mention, spelled
from storage import outbox
from storage.membership import is_member
from storage.tables import Person, Trial


def introduction_lost(turn: Turn, lost: Undelivered) -> None:
    """The message that they share, or one of those that each gets alone, did not arrive for certain.

    Whoever surely cannot be reached is let go, and their partners get somebody new. Where it cannot be told who that
    is, or whether it arrived, each is told alone: that can be looked up. What does not arrive there either is named to
    the facilitator, pair by pair.
    """
    them = the_gathering(turn, about(lost.key))
    if not them.is_on or _arrived_before(turn, lost):
        return
    gone = [person for _, person in them.standing if person.id in lost.people]
    is_shared = len(lost.people) == len(them.everybody)
    if lost.why is Why.UNREACHABLE and not (is_shared and all(map(is_member, gone))):
        for person in gone:
            _unreachable(turn, them, person)
    elif not can_still_meet(turn, them.trial):
        _tell_facilitator(turn, them, cards.too_late_to_introduce)
    elif lost.key == spelled(shared_key(them.id)) and not has_lost_alone(turn, them):
        tell_alone(turn, them)
        may_be_there = lost.why is Why.UNCERTAIN
        _tell_facilitator(turn, them, cards.may_not_have_arrived if may_be_there else cards.did_not_arrive_together)
    elif not is_introduced(them.meeting):
        _tell_facilitator(turn, them, cards.not_introduced)


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """The facilitator wants what did not arrive sent once more. Raises `MovedOn` where there is nothing to repeat."""
    them = the_gathering(turn, pressed.subject)
    if not them.is_on:
        raise MovedOn
    if not can_still_meet(turn, them.trial):
        return cards.no_time_to_meet(them.trial)
    answer = cards.sent_again([mention(person) for _, person in them.standing])
    return _loss_of(them).send_again(turn, told_of(turn, them), answer)


def _unreachable(turn: Turn, them: Gathering, person: Person) -> None:
    partners = [mention(other) for _, other in them.others(person)]
    count_as(turn, them.trial, person, "left")
    let_go(turn, them.trial, person)
    for runs_it in turn.who_runs(them.trial):
        card = cards.cannot_be_reached(them.trial, mention(person), partners)
        turn.tell(runs_it, card, ("unreachable", them.id, person.id))


def _tell_facilitator(turn: Turn, them: Gathering, says: Callable[[Trial, Sequence[Run], int], Card]) -> None:
    people = [mention(person) for _, person in them.standing]
    _loss_of(them).tell(turn, turn.who_runs(them.trial), says(them.trial, people, them.id))


def _loss_of(them: Gathering) -> Loss:
    return Loss(cards.SEND_AGAIN, them.id, ("uncertain", them.id))


def _arrived_before(turn: Turn, lost: Undelivered) -> bool:
    """Whether only a later change to the message failed: what people need to know, they have."""
    parcels = outbox.parcels_of(turn.here, turn.activity, lost.key)
    return any(parcel.reference and set(parcel.people) >= set(lost.people) for parcel in parcels)
