"""Leaving a meeting, ending them all, and where one's meetings stand."""

from collections.abc import Iterable, Sequence

from activities.coffee.meeting import (
    MEETING,
    PLACE,
    STANDING,
    Gathering,
    ended_key,
    gathering,
    is_introduced,
    the_gathering,
)
from activities.coffee.meeting.introduction import meeting_buttons, met_button, silence_may_be_said, tell_introduction
from activities.coffee.meeting.rematch import look, look_for_everybody
from activities.coffee.trial import RUNNING, can_still_meet
from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, say
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, Mention, Run, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import day, listed_runs
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
        card = carry_on_without_card(mention(gone), others, day(them.trial.meet_by))
        turn.tell(person, card, ("parted", them.id, gone.id))


def let_go(turn: Turn, trial: Trial, person: Person) -> None:
    """Let go of somebody who leaves a trial, or the organisation: their partners hear so, and get somebody new.

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
                turn.tell(person, left_this_trial_card(trial), ended_key(them.id))
    look_for_everybody(turn, trial)


def _leave_others(turn: Turn, them: Gathering, person: Person) -> None:
    remaining = step_out(turn, them, person, "leave")
    if len(remaining) > 1:
        tell_who_carry_on(turn, them, person)
    for place, partner in remaining if len(remaining) == 1 else ():
        look(turn, them.trial, place)
        turn.tell(partner, partner_left_card(mention(person), them.id), ended_key(them.id))


def keep_introduction_true(turn: Turn, them: Gathering) -> None:
    """Bring the introduction to a meeting still to come up to date: the trial's dates or note have changed."""
    if MEETING.allows(them.meeting, "end"):
        tell_introduction(turn, them)


def end_for_good(turn: Turn, them: Gathering) -> None:
    """End a meeting whose trial is cancelled: it is waited for no more. Those who met have met."""
    if MEETING.allows(them.meeting, "end"):
        MEETING.step(them.meeting, "end")
        turn.session.flush()
        tell_introduction(turn, them)
        turn.cancel_wake("offer_no_answer", them.id)
        turn.cancel_wake("end_silence", them.id)


# ---- where they stand ------------------------------------------------------------------------------------------------


def home_part(turn: Turn) -> tuple[Part, ...]:
    """Build a person's own meetings in trials that are not over, with their buttons, for their home page."""
    parts: list[Part] = []
    for meeting, trial in meetings.of_person(turn.here, turn.person.id, RUNNING):
        parts += _stands(turn, gathering(turn, trial, meeting.id))
    return tuple(parts)


def present_meeting(turn: Turn, meeting: str) -> Card:
    """Show where a meeting stands for the person who asks; nothing of it to anybody else."""
    try:
        return stands_card(_stands(turn, the_gathering(turn, meeting)))
    except MovedOn:
        return stands_card(())


def _stands(turn: Turn, them: Gathering) -> Iterable[Part]:
    phase, trial = them.place_of(turn.person).phase, them.trial
    others = [mention(person) for _, person in them.others(turn.person)]
    if trial.phase in ("filed", "cancelled"):
        return ()
    match can_still_meet(turn, trial), phase:
        case _, at if at in STANDING and them.meeting.phase == "met":
            return has_been_parts(trial, others, them.id)
        case True, at if at in STANDING and them.is_on and not is_introduced(them.meeting):
            return on_its_way_parts(trial)
        case _, at if at in STANDING and them.is_on and not is_introduced(them.meeting):
            return ()
        case True, at if at in STANDING and them.is_on:
            return to_come_parts(trial, others, them.meeting.site, them.id, silence_may_be_said(turn, them))
        case _, at if at in STANDING and them.is_on:
            return may_have_been_parts(trial, others, them.id)
        case True, "waiting_to_choose":
            return to_choose_parts(trial, them.id)
        case True, "waiting_for_match":
            return being_looked_for_parts(trial, them.id)
        case True, "silent":
            return fallen_silent_parts(trial, them.id)
        case _:
            return ()


# ---- what people see ------------------------------------------------------------------------------------------------


def carry_on_without_card(who: Mention, others: Sequence[Run], meet_by: str) -> Card:
    """Build the card for those who stay in what was a three."""
    return say(who, " can’t be part of this after all. You and ", listed_runs(others), f" carry on: meet by {meet_by}.")


def partner_left_card(who: Mention, meeting: int) -> Card:
    """Build the card for the partner of somebody who left the trial, or the hospital, or cannot be written to."""
    return say(
        who,
        " can’t take part after all; it isn’t about you. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def choices(meeting: int) -> tuple[Button, Button]:
    """Build the buttons for somebody whose meeting fell through, to choose what follows."""
    return Button("Find me somebody new", "coffee.another", str(meeting), style="primary"), leave_button(meeting)


def leave_button(meeting: int) -> Button:
    """Build the button that takes somebody out of the trial whose meeting came to nothing."""
    sure = Confirm("You won’t be introduced to anybody else in this trial. Leave it?", "Leave this trial")
    return Button("Leave this trial", "coffee.leave_trial", str(meeting), confirm=sure)


def left_this_trial_card(trial: Trial) -> Card:
    """Build the card for whoever pressed “Leave this trial”."""
    return say("You’ve left ", Bold(trial.title), ". Thank you for giving it a go; you’re welcome in the next one.")


def on_its_way_parts(trial: Trial) -> tuple[Part, ...]:
    """Build the part for somebody whose introduction is on its way: it has not arrived with each of them yet."""
    waiting = ": you’ve been matched. My introduction is on its way to each of you, and says who it is."
    return (Paragraph(words(Bold(trial.title), waiting)),)


def to_come_parts(
    trial: Trial, others: Sequence[Run], site: str, meeting: int, no_answer_yet: bool
) -> tuple[Part, ...]:
    """Build the part about a meeting that is still to come, with what can be said of it."""
    return (
        Paragraph(_with(trial, others, f" at {site}, by {day(trial.meet_by)}.")),
        Buttons(tuple(meeting_buttons(meeting, no_answer_yet))),
    )


def may_have_been_parts(trial: Trial, others: Sequence[Run], meeting: int) -> tuple[Part, ...]:
    """Build the part about a meeting of which nobody has said anything, now that the time to meet is over."""
    return Paragraph(_with(trial, others, ": did you meet?")), Buttons((met_button(meeting),))


def has_been_parts(trial: Trial, others: Sequence[Run], meeting: int) -> tuple[Part, ...]:
    """Build the part about a meeting that took place."""
    how = Button("Say how it was", "coffee.met", str(meeting))
    return Paragraph(_with(trial, others, ": you’ve met.")), Buttons((how,))


def to_choose_parts(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """Build the part for somebody whose meeting fell through and who has not said yet what should follow."""
    return Paragraph(words(Bold(trial.title), ": your meeting fell through. What next?")), Buttons(choices(meeting))


def being_looked_for_parts(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """Build the part for somebody who waits for a new partner."""
    waiting = words(Bold(trial.title), ": I’m looking for somebody new for you. You hear from me when I find them.")
    return Paragraph(waiting), Buttons((leave_button(meeting),))


def fallen_silent_parts(trial: Trial, meeting: int) -> tuple[Part, ...]:
    """Build the part for somebody who did not answer, so that their partner was matched again."""
    still_in = Button("I’m still in", "coffee.still_in", str(meeting), style="primary")
    return Paragraph(words(Bold(trial.title), ": would you still like to meet somebody?")), Buttons((still_in,))


def stands_card(parts: Iterable[Part]) -> Card:
    """Build the card of where things stand with a meeting, for whoever pressed a button too late."""
    shown = tuple(parts)
    return Card("Your meeting", shown) if shown else say("There’s nothing more to do about that meeting.")


def _with(trial: Trial, others: Sequence[Run], rest: str) -> Text:
    return words(Bold(trial.title), ": you and ", listed_runs(others), rest)
