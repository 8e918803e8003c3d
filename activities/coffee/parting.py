"""What people say of a meeting that does not come about, and what they choose next."""

from collections.abc import Callable

from activities.coffee.cards import meeting as cards
from activities.coffee.gathering import PLACE, Gathering, ended_key, the_gathering
from activities.coffee.meeting import let_go, step_out, tell_who_carry_on
from activities.coffee.rematch import count_as, look
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Mention
from activities.kit.turn import Turn, mention
from storage import trials


def no_time(turn: Turn, pressed: Pressed) -> Card:
    """“Can’t find a time”."""
    return _ends(turn, pressed, cards.no_time_for_you)


def know_each_other(turn: Turn, pressed: Pressed) -> Card:
    """“We know each other”."""
    return _ends(turn, pressed, cards.you_know_each_other)


def another(turn: Turn, pressed: Pressed) -> Card:
    """“Find me somebody new”."""
    them = _while_there_is_time(turn, pressed)
    look(turn, them.trial, them.place_of(turn.person))
    count_as(turn, them.trial, turn.person, "in")
    turn.tell(turn.person, cards.looking(), ended_key(them.id))
    return cards.looking()


def leave_trial(turn: Turn, pressed: Pressed) -> Card:
    """“Leave this trial”."""
    them = _while_there_is_time(turn, pressed)
    signup = trials.signup(turn.here, them.trial.id, turn.person.id)
    them.place_of(turn.person)
    if signup is None or signup.state == "left":
        raise MovedOn
    signup.state = "left"
    let_go(turn, them.trial, turn.person)
    return cards.left_this_trial(them.trial)


def _ends(turn: Turn, pressed: Pressed, to_partner: Callable[[Mention, int], Card]) -> Card:
    them = _while_there_is_time(turn, pressed)
    me, mine = turn.person, them.place_of(turn.person)
    others = [mention(person) for _, person in them.others(me)]
    if len(others) > 1:
        step_out(turn, them, me, "fall_through")
        look(turn, them.trial, mine)
        tell_who_carry_on(turn, them, me)
        turn.tell(me, cards.looking_after_a_three(others, them.id), ended_key(them.id))
    else:
        for place, partner in step_out(turn, them, me, "fall_through"):
            PLACE.step(place, "fall_through")
            turn.tell(partner, to_partner(mention(me), them.id), ended_key(them.id))
        turn.tell(me, cards.what_next(others, them.id), ended_key(them.id))
    return cards.private_word_sent()


def _while_there_is_time(turn: Turn, pressed: Pressed) -> Gathering:
    them = the_gathering(turn, pressed.subject)
    if not can_still_meet(turn, them.trial):
        raise MovedOn
    return them
