"""“No answer yet”: one private word to the partner, two working days to answer, then somebody new for who asked."""

from datetime import date, time
from zoneinfo import ZoneInfo

from activities.coffee.cards import silence as cards
from activities.coffee.cards.meeting import looking
from activities.coffee.gathering import MEETING, PLACE, STANDING, Gathering, ended_key, the_gathering
from activities.coffee.introduction import silence_may_be_said, tell_introduction
from activities.coffee.rematch import count_as, look, look_for_everybody
from activities.coffee.trial import can_still_meet
from activities.kit.cards import Card
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn, mention
from activities.kit.wording import day
from activities.kit.working import moment, working_day_after
from storage.meetings import Place
from storage.tables import Person

DAYS_TO_ANSWER = 2
"""Working days of silence after the private word, the last of them up to the afternoon."""

AFTERNOON = time(17)


def no_answer(turn: Turn, pressed: Pressed) -> Card:
    """Somebody has heard nothing: ask the others once, privately."""
    them = _still_to_come(turn, pressed.subject)
    mine = them.place_of(turn.person)
    if mine.phase not in STANDING or not silence_may_be_said(turn, them):
        raise MovedOn
    if PLACE.allows(mine, "answer"):  # both wait for each other, and this shows that they are there
        return _answered(turn, them)
    others = them.others(turn.person)
    asked = [(place, person) for place, person in others if PLACE.allows(place, "ask")]
    if not asked:
        return cards.already_nudged([mention(person) for _, person in others])
    until, meet_by = _last_day(turn, them), them.trial.meet_by
    leaves_time = until < meet_by
    then = cards.then_somebody_else(day(until)) if leaves_time else cards.time_until(day(meet_by))
    for place, person in asked:
        PLACE.step(place, "ask")
        turn.tell(person, cards.nudge(mention(turn.person), them.id, then), ("nudge", them.id))
    names = [mention(person) for _, person in asked]
    if not leaves_time:
        return cards.nudged_late(names, day(meet_by))
    turn.wake(moment(until, AFTERNOON, ZoneInfo(them.trial.timezone)), "end_silence", them.id)
    return cards.nudged(names, day(until))


def still_in(turn: Turn, pressed: Pressed) -> Card:
    """“I’m still in”: in time it carries the meeting on; too late for that, it finds them somebody new."""
    them = the_gathering(turn, pressed.subject)
    if not can_still_meet(turn, them.trial):
        raise MovedOn
    mine = them.place_of(turn.person)
    if mine.phase != "silent":
        return _answered(turn, _still_to_come(turn, pressed.subject))
    PLACE.step(mine, "answer")
    count_as(turn, them.trial, turn.person, "in")
    look_for_everybody(turn, them.trial)
    turn.tell(turn.person, looking(), ended_key(them.id))
    return looking()


def end_silence(turn: Turn, due: Due) -> None:
    """Two working days have passed: whoever has not answered is out, and nobody waits for them."""
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
        card = cards.you_were_silent([mention(other) for _, other in waiting], them.id)
        turn.tell(person, card, ended_key(them.id))
    turn.session.flush()
    tell_introduction(turn, them)
    _tell_who_waited(turn, them, waiting, [person for _, person in silent])


def _tell_who_waited(turn: Turn, them: Gathering, waiting: list[Place], silent: list[Person]) -> None:
    names = [mention(person) for person in silent]
    for place, person in waiting:
        others = [mention(other) for _, other in waiting if other.id != person.id]
        if others:
            turn.tell(person, cards.silence_ended_in_a_three(names, others), ("silence", them.id))
        else:
            look(turn, them.trial, place)
            turn.tell(person, cards.silence_ended(names, them.id), ended_key(them.id))


def _answered(turn: Turn, them: Gathering) -> Card:
    """This person is there after all: whoever asked hears so."""
    PLACE.step(them.place_of(turn.person), "answer")
    others = [person for _, person in them.others(turn.person)]
    for person in others:
        turn.tell(person, cards.still_in_after_all(mention(turn.person)), ("answered", them.id, turn.person.id))
    answer = cards.glad_you_are_in([mention(person) for person in others])
    turn.tell(turn.person, answer, ("nudge", them.id))
    return answer


def _still_to_come(turn: Turn, subject: str) -> Gathering:
    them = the_gathering(turn, subject)
    if not can_still_meet(turn, them.trial) or not MEETING.allows(them.meeting, "end"):
        raise MovedOn
    return them


def _last_day(turn: Turn, them: Gathering) -> date:
    return working_day_after(turn.now.astimezone(ZoneInfo(them.trial.timezone)).date(), DAYS_TO_ANSWER)
