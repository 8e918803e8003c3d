"""Introductions that have arrived: only then are people introduced, and only then is that said, asked and counted."""

from collections.abc import Callable, Sequence

from activities.coffee.draw.pairs import anybody_waits, tell_pairs_anew
from activities.coffee.meeting import Gathering, is_introduced, the_gathering
from activities.coffee.meeting.ending import let_go
from activities.coffee.meeting.introduction import count_as_introduced, has_lost_alone, shared_key, tell_alone, told_of
from activities.coffee.meeting.rematch import count_as
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Button, Card, say
from activities.kit.events import Delivered, Pressed, Undelivered, Why
from activities.kit.lost import Loss, button
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Run
from activities.kit.subjects import about
from activities.kit.turn import Turn, mention, spelled
from activities.kit.wording import day, listed_runs
from storage import outbox
from storage.membership import is_member
from storage.tables import Person, Trial


def arrived(turn: Turn, what: Delivered) -> None:
    """Note with whom an introduction has arrived, together or alone; once all have it they are introduced."""
    them = the_gathering(turn, about(what.key))
    for place, person in them.places:
        place.reached = place.reached or person.id in what.people
    turn.session.flush()
    if count_as_introduced(turn, them) and not anybody_waits(turn, them.trial):
        tell_pairs_anew(turn, them.trial)  # it was shown with those who were still waiting


def introduction_lost(turn: Turn, lost: Undelivered) -> None:
    """Settle what follows where an introduction did not arrive for certain, shared or with one of them alone.

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
        _tell_facilitator(turn, them, too_late_to_introduce_card)
    elif lost.key == spelled(shared_key(them.id)) and not has_lost_alone(turn, them):
        tell_alone(turn, them)
        may_be_there = lost.why is Why.UNCERTAIN
        _tell_facilitator(turn, them, may_not_have_arrived_card if may_be_there else did_not_arrive_together_card)
    elif not is_introduced(them.meeting):
        _tell_facilitator(turn, them, not_introduced_card)


def send_again(turn: Turn, pressed: Pressed) -> Card:
    """Send once more what did not arrive, for the facilitator. Raises `MovedOn` where there is nothing to repeat."""
    them = the_gathering(turn, pressed.subject)
    if not them.is_on:
        raise MovedOn
    if not can_still_meet(turn, them.trial):
        return no_time_to_meet_card(them.trial)
    answer = sent_again_card([mention(person) for _, person in them.standing])
    return _loss_of(them).send_again(turn, told_of(turn, them), answer)


def _unreachable(turn: Turn, them: Gathering, person: Person) -> None:
    partners = [mention(other) for _, other in them.others(person)]
    count_as(turn, them.trial, person, "left")
    let_go(turn, them.trial, person)
    for runs_it in turn.who_runs(them.trial):
        card = cannot_be_reached_card(them.trial, mention(person), partners)
        turn.tell(runs_it, card, ("unreachable", them.id, person.id))


def _tell_facilitator(turn: Turn, them: Gathering, says: Callable[[Trial, Sequence[Run], int], Card]) -> None:
    people = [mention(person) for _, person in them.standing]
    _loss_of(them).tell(turn, turn.who_runs(them.trial), says(them.trial, people, them.id))


def _loss_of(them: Gathering) -> Loss:
    return Loss(SEND_AGAIN, them.id, ("uncertain", them.id))


def _arrived_before(turn: Turn, lost: Undelivered) -> bool:
    """Say whether only a later change to the message failed: what people need to know, they have."""
    parcels = outbox.parcels_of(turn.here, turn.activity, lost.key)
    return any(parcel.reference and set(parcel.people) >= set(lost.people) for parcel in parcels)


# ---- what people see ------------------------------------------------------------------------------------------------

SEND_AGAIN = "coffee.send_again"


def may_not_have_arrived_card(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Build the card for the facilitator when nobody can tell: looking would mean reading their conversation."""
    return say(
        "I can’t tell whether my introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " arrived in the conversation that they share. I’m writing to each of them in their own chat too. If that "
        "fails as well, I’ll tell you.",
        buttons=[_send_again_button(meeting, may_be_there=True)],
    )


def did_not_arrive_together_card(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Build the card for the facilitator when surely nothing stands in the conversation that they share."""
    return say(
        "I could not write to ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " together. I’m writing to each of them in their own chat instead. If that fails as well, I’ll tell you.",
        buttons=[_send_again_button(meeting)],
    )


def not_introduced_card(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Build the card for the facilitator when people may not know of each other.

    Nothing arrived for certain, neither together nor alone.
    """
    return say(
        "My introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        " did not arrive with each of them, and I’ve stopped trying. They count as not introduced. You can have it "
        "sent again.",
        buttons=[_send_again_button(meeting)],
    )


def too_late_to_introduce_card(trial: Trial, people: Sequence[Run], meeting: int) -> Card:
    """Build the card for the facilitator of an introduction that was not sent, because the time to meet was over."""
    return say(
        "My introduction of ",
        listed_runs(people),
        " in ",
        Bold(trial.title),
        f" could not arrive by {day(trial.meet_by)}, when they were to have met, so I did not send it. They count as "
        "not introduced. Give everybody more time with /coffee change, and then press Send again.",
        buttons=[_send_again_button(meeting)],
    )


def no_time_to_meet_card(trial: Trial) -> Card:
    """Build the card for a facilitator who pressed “Send again” after the day by which they were to meet."""
    return say(
        "The time to meet in ",
        Bold(trial.title),
        f" ended on {day(trial.meet_by)}. If nobody has been asked for feedback yet, /coffee change gives everybody "
        "more time; then press Send again.",
    )


def sent_again_card(people: Sequence[Run]) -> Card:
    """Build the card for a facilitator who pressed “Send again”."""
    return say("I’m sending the introduction of ", listed_runs(people), " again.")


def cannot_be_reached_card(trial: Trial, who: Run, partners: Sequence[Run]) -> Card:
    """Build the card for the facilitator about somebody whom the platform does not let us write to."""
    if not partners:
        return say("I can’t write to ", who, " in ", Bold(trial.title), ". Their account may be closed.")
    return say(
        "I can’t write to ",
        who,
        " in ",
        Bold(trial.title),
        "; their account may be closed. I’ve told ",
        listed_runs(partners),
        " and look after them.",
    )


def _send_again_button(meeting: int, may_be_there: bool = False) -> Button:
    return button(SEND_AGAIN, str(meeting), may_be_there)
