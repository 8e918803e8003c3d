"""Leaving a meeting, ending them all, and where one's meetings stand."""

from collections.abc import Iterable

from activities.coffee.cards import meeting as cards
from activities.coffee.gathering import (
    MEETING,
    PLACE,
    STANDING,
    Gathering,
    ended_key,
    gathering,
    is_introduced,
    the_gathering,
)
from activities.coffee.introduction import silence_may_be_said, tell_introduction
from activities.coffee.rematch import look, look_for_everybody
from activities.coffee.trial import RUNNING, can_still_meet
from activities.kit.cards import Card, Part
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn, mention
from activities.kit.wording import day
from storage import meetings
from storage.meetings import Place
from storage.tables import Person, Trial

# ---- parting ---------------------------------------------------------------------------------------------------------


def step_out(turn: Turn, them: Gathering, person: Person, happened: str) -> list[Place]:
    """End somebody's part in a meeting that is still to come, and the meeting with it unless two are left.

    Gives back those who were left by them, without saying anything to anybody.
    """
    remaining = them.others(person)
    MEETING.step(them.meeting, "lose_one" if len(remaining) > 1 else "end")
    PLACE.step(them.place_of(person), happened)
    turn.session.flush()
    tell_introduction(turn, them)
    return remaining


def tell_who_carry_on(turn: Turn, them: Gathering, gone: Person) -> None:
    """Tell the two who are left of a three, each by themselves."""
    for _, person in them.standing:
        others = [mention(other) for _, other in them.others(person)]
        card = cards.carry_on_without(mention(gone), others, day(them.trial.meet_by))
        turn.tell(person, card, ("parted", them.id, gone.id))


def let_go(turn: Turn, trial: Trial, person: Person) -> None:
    """Somebody leaves a trial, or the organisation: their partners hear so, and get somebody new.

    Does nothing to meetings that took place, nor once the time to meet is over.
    """
    if not can_still_meet(turn, trial):
        return
    for meeting, mine in meetings.places_of(turn.here, trial.id, person.id):
        them = gathering(turn, trial, meeting.id)
        if mine.phase in STANDING and MEETING.allows(them.meeting, "end"):
            _leave_others(turn, them, person)
        elif mine.phase not in STANDING and PLACE.allows(mine, "leave"):
            PLACE.step(mine, "leave")
            if turn.has_told(person, ended_key(them.id)):
                turn.tell(person, cards.left_this_trial(trial), ended_key(them.id))
    look_for_everybody(turn, trial)


def _leave_others(turn: Turn, them: Gathering, person: Person) -> None:
    remaining = step_out(turn, them, person, "leave")
    if len(remaining) > 1:
        tell_who_carry_on(turn, them, person)
    for place, partner in remaining if len(remaining) == 1 else ():
        look(turn, them.trial, place)
        turn.tell(partner, cards.partner_left(mention(person), them.id), ended_key(them.id))


def keep_introduction_true(turn: Turn, them: Gathering) -> None:
    """The trial's dates or note have changed: so does the introduction to a meeting that is still to come."""
    if MEETING.allows(them.meeting, "end"):
        tell_introduction(turn, them)


def end_for_good(turn: Turn, them: Gathering) -> None:
    """The trial is cancelled: this meeting is waited for no more. Those who met have met."""
    if MEETING.allows(them.meeting, "end"):
        MEETING.step(them.meeting, "end")
        turn.session.flush()
        tell_introduction(turn, them)
        turn.cancel_wake("offer_no_answer", them.id)
        turn.cancel_wake("end_silence", them.id)


# ---- where they stand ------------------------------------------------------------------------------------------------


def home_part(turn: Turn) -> tuple[Part, ...]:
    """A person's own meetings in trials that are not over, with their buttons."""
    parts: list[Part] = []
    for meeting, trial in meetings.of_person(turn.here, turn.person.id, RUNNING):
        parts += _stands(turn, gathering(turn, trial, meeting.id))
    return tuple(parts)


def present_meeting(turn: Turn, meeting: str) -> Card:
    """Where a meeting stands for the person who asks; nothing of it for anybody else."""
    try:
        return cards.stands(_stands(turn, the_gathering(turn, meeting)))
    except MovedOn:
        return cards.stands(())


def _stands(turn: Turn, them: Gathering) -> Iterable[Part]:
    phase, trial = them.place_of(turn.person).phase, them.trial
    others = [mention(person) for _, person in them.others(turn.person)]
    if trial.phase in ("filed", "cancelled"):
        return ()
    match can_still_meet(turn, trial), phase:
        case _, at if at in STANDING and them.meeting.phase == "met":
            return cards.has_been(trial, others, them.id)
        case True, at if at in STANDING and them.is_on and not is_introduced(them.meeting):
            return cards.on_its_way(trial)
        case _, at if at in STANDING and them.is_on and not is_introduced(them.meeting):
            return ()
        case True, at if at in STANDING and them.is_on:
            return cards.to_come(trial, others, them.meeting.site, them.id, silence_may_be_said(turn, them))
        case _, at if at in STANDING and them.is_on:
            return cards.may_have_been(trial, others, them.id)
        case True, "waiting_to_choose":
            return cards.to_choose(trial, them.id)
        case True, "waiting_for_match":
            return cards.being_looked_for(trial, them.id)
        case True, "silent":
            return cards.fallen_silent(trial, them.id)
        case _:
            return ()
