"""“No answer yet”: one private word to the partner, two working days to answer, then somebody new for who asked."""

from collections.abc import Sequence
from datetime import date, time
from zoneinfo import ZoneInfo

from activities.coffee.meeting import MEETING, PLACE, STANDING, Gathering, ended_key, the_gathering
from activities.coffee.meeting.ending import leave_button
from activities.coffee.meeting.introduction import no_time_button, silence_may_be_said, tell_introduction
from activities.coffee.meeting.rematch import count_as, look, look_for_everybody, looking_card
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Button, Card, say
from activities.kit.days import moment
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Mention, Run
from activities.kit.turn import Turn, mention
from activities.kit.wording import day, listed_runs
from storage.meetings import Place
from storage.tables import Person

DAYS_TO_ANSWER = 2
"""Working days of silence after the private word, the last of them up to the afternoon."""

AFTERNOON = time(17)


def no_answer(turn: Turn, pressed: Pressed) -> Card:
    """Ask the others once, privately, because somebody has heard nothing."""
    them = _still_to_come(turn, pressed.subject)
    mine = them.place_of(turn.person)
    if mine.phase not in STANDING or not silence_may_be_said(turn, them):
        raise MovedOn
    if PLACE.allows(mine, "answer"):  # both wait for each other, and this shows that they are there
        return _answered(turn, them)
    others = them.others(turn.person)
    asked = [(place, person) for place, person in others if PLACE.allows(place, "ask")]
    if not asked:
        return already_nudged_card([mention(person) for _, person in others])
    until, meet_by = _last_day(turn, them), them.trial.meet_by
    leaves_time = until < meet_by
    then = then_somebody_else(day(until)) if leaves_time else time_until(day(meet_by))
    for place, person in asked:
        PLACE.step(place, "ask")
        turn.tell(person, nudge_card(mention(turn.person), them.id, then), ("nudge", them.id))
    names = [mention(person) for _, person in asked]
    if not leaves_time:
        return nudged_late_card(names, day(meet_by))
    turn.wake(moment(until, AFTERNOON, ZoneInfo(them.trial.timezone)), "end_silence", them.id)
    return nudged_card(names, day(until))


def still_in(turn: Turn, pressed: Pressed) -> Card:
    """Take “I’m still in”: in time it carries the meeting on; too late for that, it finds them somebody new."""
    them = the_gathering(turn, pressed.subject)
    if not can_still_meet(turn, them.trial):
        raise MovedOn
    mine = them.place_of(turn.person)
    if mine.phase != "silent":
        return _answered(turn, _still_to_come(turn, pressed.subject))
    PLACE.step(mine, "answer")
    count_as(turn, them.trial, turn.person, "in")
    look_for_everybody(turn, them.trial)
    turn.tell(turn.person, looking_card(), ended_key(them.id))
    return looking_card()


def end_silence(turn: Turn, due: Due) -> None:
    """End the wait after two working days: whoever has not answered is out, and nobody waits for them."""
    them = the_gathering(turn, due.subject)
    silent = [(place, person) for place, person in them.standing if place.phase == "waiting_to_answer"]
    waiting = [(place, person) for place, person in them.standing if place.phase != "waiting_to_answer"]
    if not can_still_meet(turn, them.trial) or not MEETING.allows(them.meeting, "end") or not silent:
        return
    if any(turn.is_held_up(person, ("nudge", them.id)) for _, person in silent):
        turn.wake(moment(_last_day(turn, them), AFTERNOON, ZoneInfo(them.trial.timezone)), "end_silence", them.id)
        return  # nobody is silent who was not asked
    MEETING.step(them.meeting, "lose_one" if len(waiting) > 1 else "end")
    for place, person in silent:
        PLACE.step(place, "stay_silent")
        count_as(turn, them.trial, person, "silent")
        card = you_were_silent_card([mention(other) for _, other in waiting], them.id)
        turn.tell(person, card, ended_key(them.id))
    turn.session.flush()
    tell_introduction(turn, them)
    _tell_who_waited(turn, them, waiting, [person for _, person in silent])


def _tell_who_waited(turn: Turn, them: Gathering, waiting: list[Place], silent: list[Person]) -> None:
    names = [mention(person) for person in silent]
    for place, person in waiting:
        others = [mention(other) for _, other in waiting if other.id != person.id]
        if others:
            turn.tell(person, silence_ended_in_a_three_card(names, others), ("silence", them.id))
        else:
            look(turn, them.trial, place)
            turn.tell(person, silence_ended_card(names, them.id), ended_key(them.id))


def _answered(turn: Turn, them: Gathering) -> Card:
    """Tell whoever asked that this person is there after all."""
    PLACE.step(them.place_of(turn.person), "answer")
    others = [person for _, person in them.others(turn.person)]
    for person in others:
        turn.tell(person, still_in_after_all_card(mention(turn.person)), ("answered", them.id, turn.person.id))
    answer = glad_you_are_in_card([mention(person) for person in others])
    turn.tell(turn.person, answer, ("nudge", them.id))
    return answer


def _still_to_come(turn: Turn, subject: str) -> Gathering:
    them = the_gathering(turn, subject)
    if not can_still_meet(turn, them.trial) or not MEETING.allows(them.meeting, "end"):
        raise MovedOn
    return them


def _last_day(turn: Turn, them: Gathering) -> date:
    return turn.working_days.after(turn.now.astimezone(ZoneInfo(them.trial.timezone)).date(), DAYS_TO_ANSWER)


# ---- what people see ------------------------------------------------------------------------------------------------


def nudge_card(who: Mention, meeting: int, then: str) -> Card:
    """Build the card of one private word to a partner who has not answered; `then` says what follows."""
    return say(
        who,
        f" would still like to meet you and hasn’t heard back. Are you still in? {then} No hard feelings either way.",
        buttons=[
            Button("I’m still in", "coffee.still_in", str(meeting), style="primary"),
            no_time_button(meeting),
        ],
    )


def then_somebody_else(until: str) -> str:
    """Say what follows for the partner while there is time to look for somebody else."""
    return f"If I hear nothing by {until}, I’ll look for somebody else for them."


def time_until(meet_by: str) -> str:
    """Say what follows for the partner towards the end of a trial."""
    return f"There’s time to meet until {meet_by}."


def nudged_card(others: Sequence[Run], until: str) -> Card:
    """Build the card for whoever pressed “No answer yet”."""
    return say(
        "I’ve sent a private word to ",
        listed_runs(others),
        f". If there’s no answer by {until}, I’ll look for somebody new for you.",
    )


def nudged_late_card(others: Sequence[Run], meet_by: str) -> Card:
    """Build the card for whoever pressed “No answer yet” towards the end of a trial."""
    return say(
        "I’ve sent a private word to ",
        listed_runs(others),
        f". There’s time to meet until {meet_by}: too little for me to find you somebody new, so do try once more.",
    )


def already_nudged_card(others: Sequence[Run]) -> Card:
    """Build the card for whoever presses “No answer yet” again."""
    return say(
        "I’ve asked ",
        listed_runs(others),
        " already, and ask only once. If you can’t agree on a time, press “Can’t find a time” and I’ll look for "
        "somebody new for you.",
    )


def still_in_after_all_card(who: Mention) -> Card:
    """Build the card for whoever had heard nothing, when an answer has come."""
    return say(who, " is still in and would like to meet you. Why not suggest a day or two right now?")


def glad_you_are_in_card(others: Sequence[Run]) -> Card:
    """Build the card for whoever pressed “I’m still in”, in time."""
    return say("Good to hear. I’ve told ", listed_runs(others), "; please suggest a day or two that suit you.")


def silence_ended_card(others: Sequence[Run], meeting: int) -> Card:
    """Build the card for whoever had heard nothing, when nobody has answered in time."""
    return say(
        "I haven’t heard from ",
        listed_runs(others),
        " either; they may simply be away. I’m looking for somebody new for you now.",
        buttons=[leave_button(meeting)],
    )


def silence_ended_in_a_three_card(silent: Sequence[Run], others: Sequence[Run]) -> Card:
    """Build the card for whoever asked and those who did answer: they go on without the silent one."""
    return say(
        "I haven’t heard from ", listed_runs(silent), ", so you and ", listed_runs(others), " carry on together."
    )


def you_were_silent_card(who: Sequence[Run], meeting: int) -> Card:
    """Build the card for the one who did not answer."""
    return say(
        "I haven’t heard from you, so that nobody waits in vain ",
        listed_runs(who),
        " carry on without you. If you’d still like to meet somebody, tell me and I’ll look for you.",
        buttons=[Button("I’m still in", "coffee.still_in", str(meeting), style="primary")],
    )
