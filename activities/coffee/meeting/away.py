"""Somebody in a trial cannot be reached for now: their meetings stand. Whoever waits for them hears so, never why."""

from collections.abc import Iterator

from activities.coffee.meeting import MEETING, STANDING, Gathering, gathering
from activities.coffee.meeting.rematch import look_for_everybody
from activities.coffee.trial import can_still_meet, the_trial
from activities.kit.cards import Card, say
from activities.kit.runs import Bold, Mention
from activities.kit.turn import Key, Turn, mention
from storage import leaving, meetings, trials
from storage.tables import Person, Trial


def away(turn: Turn, person: Person) -> None:
    """Tell those whom they are to meet that somebody cannot be reached for now."""
    for them in _to_come(turn, person):
        tell_away(turn, them, person)


def back(turn: Turn, person: Person) -> None:
    """Tell whom somebody is to meet that all goes on; and them, where people were introduced without them."""
    for them in _to_come(turn, person):
        turn.tell_anew(is_back_card(mention(person), them.trial), _key(them, person))
    for trial in _running(turn, person):
        if not meetings.places_of(turn.here, trial.id, person.id):
            turn.tell(person, missed_card(trial), ("missed", trial.id))
            look_for_everybody(turn, trial)


def tell_away(turn: Turn, them: Gathering, person: Person) -> None:
    """Tell each of the others that somebody cannot be reached at present, where that is so."""
    if leaving.is_away(person):
        for _, other in them.others(person):
            turn.tell(other, is_away_card(mention(person), them.trial), _key(them, person))


def tell_gone(turn: Turn, person: Person) -> None:
    """Tell everybody who heard of it that somebody has left for good. Call it before their meetings end."""
    for them in _to_come(turn, person):
        turn.tell_anew(has_left_card(mention(person)), _key(them, person))


def _to_come(turn: Turn, person: Person) -> Iterator[Gathering]:
    for trial in _running(turn, person):
        for meeting, mine in meetings.places_of(turn.here, trial.id, person.id):
            them = gathering(turn, trial, meeting.id)
            if mine.phase in STANDING and MEETING.allows(them.meeting, "end"):
                yield them


def _running(turn: Turn, person: Person) -> Iterator[Trial]:
    """Yield the trials that somebody is in and in which people can still meet, locked one by one."""
    phases = ("waiting_for_meetings", "waiting_for_feedback")
    for found in trials.joined_by(turn.here, person.id, phases):
        trial = the_trial(turn, found.id)
        if can_still_meet(turn, trial):
            yield trial


def _key(them: Gathering, person: Person) -> Key:
    since = person.leaving_since
    return ("away", them.id, person.id, since.isoformat() if since else "")


# ---- what people see ------------------------------------------------------------------------------------------------


def is_away_card(who: Mention, trial: Trial) -> Card:
    """Build the card for whoever is to meet somebody who cannot be reached for now."""
    return say(
        who,
        ", whom you are to meet in ",
        Bold(trial.title),
        ", can’t be reached at present. That isn’t about you, and your meeting stands. If it lasts, I’ll look for "
        "somebody new for you. There is nothing you need to do.",
    )


def is_back_card(who: Mention, trial: Trial) -> Card:
    """Build the card for whoever is to meet somebody, when they can be reached again. It replaces that they cannot."""
    return say(who, " could not be reached for a while, and is back. Your meeting in ", Bold(trial.title), " stands.")


def has_left_card(who: Mention) -> Card:
    """Build the card for whoever was to meet somebody who has left; what follows comes by itself."""
    return say(who, " can’t take part after all.")


def missed_card(trial: Trial) -> Card:
    """Build the card for whoever is back, where people were introduced without them."""
    return say(
        "While I could not reach you, people were introduced in ",
        Bold(trial.title),
        ". You still have your place: I’ll introduce you as soon as somebody is free.",
    )
