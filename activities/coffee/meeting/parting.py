"""What people say of a meeting that does not come about, and what they choose next."""

from collections.abc import Callable, Sequence

from activities.coffee.meeting import PLACE, Gathering, ended_key, ending, rematch, the_gathering
from activities.coffee.meeting.ending import choices, leave_button, let_go, step_out, tell_who_carry_on
from activities.coffee.meeting.rematch import count_as, look
from activities.coffee.trial import can_still_meet
from activities.coffee.trial.signup import tell_place
from activities.kit.cards import Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Mention, Run
from activities.kit.turn import Turn, mention
from activities.kit.wording import listed_runs
from storage import trials


def no_time(turn: Turn, pressed: Pressed) -> Card:
    """End somebody's part in a meeting, after “Can’t find a time”."""
    return _ends(turn, pressed, no_time_for_you_card)


def know_each_other(turn: Turn, pressed: Pressed) -> Card:
    """End somebody's part in a meeting, after “We know each other”."""
    return _ends(turn, pressed, you_know_each_other_card)


def another(turn: Turn, pressed: Pressed) -> Card:
    """Look for another partner for somebody, after “Find me somebody new”."""
    them = _while_there_is_time(turn, pressed)
    look(turn, them.trial, them.place_of(turn.person))
    count_as(turn, them.trial, turn.person, "in")
    turn.tell(turn.person, rematch.looking_card(), ended_key(them.id))
    return rematch.looking_card()


def leave_trial(turn: Turn, pressed: Pressed) -> Card:
    """Take somebody out of the trial, after “Leave this trial”."""
    them = _while_there_is_time(turn, pressed)
    signup = trials.signup(turn.here, them.trial.id, turn.person.id)
    them.place_of(turn.person)
    if signup is None or signup.state == "left":
        raise MovedOn
    signup.state = "left"
    tell_place(turn, them.trial, signup)
    let_go(turn, them.trial, turn.person)
    return ending.left_this_trial_card(them.trial)


def _ends(turn: Turn, pressed: Pressed, to_partner: Callable[[Mention, int], Card]) -> Card:
    them = _while_there_is_time(turn, pressed)
    me, mine = turn.person, them.place_of(turn.person)
    others = [mention(person) for _, person in them.others(me)]
    if len(others) > 1:
        step_out(turn, them, me, "fall_through")
        look(turn, them.trial, mine)
        tell_who_carry_on(turn, them, me)
        turn.tell(me, looking_after_a_three_card(others, them.id), ended_key(them.id))
    else:
        for place, partner in step_out(turn, them, me, "fall_through"):
            PLACE.step(place, "fall_through")
            turn.tell(partner, to_partner(mention(me), them.id), ended_key(them.id))
        turn.tell(me, what_next_card(others, them.id), ended_key(them.id))
    return private_word_sent_card()


def _while_there_is_time(turn: Turn, pressed: Pressed) -> Gathering:
    them = the_gathering(turn, pressed.subject)
    if not can_still_meet(turn, them.trial):
        raise MovedOn
    return them


# ---- what people see ------------------------------------------------------------------------------------------------


def no_time_for_you_card(who: Mention, meeting: int) -> Card:
    """Build the card for the partner of somebody who cannot find a time."""
    return say(
        who,
        " can’t find a time after all. That happens in a hospital, and it isn’t about you. "
        "What would you like to do next?",
        buttons=choices(meeting),
    )


def you_know_each_other_card(who: Mention, meeting: int) -> Card:
    """Build the card for the partner of somebody who says that they know each other."""
    return say(
        who,
        " tells me you two know each other already, so this wouldn’t be much of a surprise. "
        "By all means have that coffee! Shall I also find you somebody new?",
        buttons=choices(meeting),
    )


def what_next_card(others: Sequence[Run], meeting: int) -> Card:
    """Build the card for whoever ended their meeting with one other person."""
    return say(
        "Thank you for saying so. Your meeting has ended, and I’ve told ",
        listed_runs(others),
        " kindly. What would you like to do next?",
        buttons=choices(meeting),
    )


def looking_after_a_three_card(others: Sequence[Run], meeting: int) -> Card:
    """Build the card for whoever stepped out of a three: the others carry on."""
    return say(
        listed_runs(others),
        " carry on without you, and I’ve told them kindly. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def private_word_sent_card() -> Card:
    """Build the card for whoever ended a meeting, where they pressed."""
    return say("Thank you for saying so. I’ve written to you in our own chat about what happens next.")
