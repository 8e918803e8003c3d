"""Somebody in a trial cannot be reached for now: their meetings stand. Whoever waits for them hears so, never why."""

from collections.abc import Iterator

from activities.coffee.cards import away as cards
from activities.coffee.gathering import MEETING, STANDING, Gathering, gathering
from activities.coffee.rematch import look_for_everybody
from activities.coffee.trial import can_still_meet, the_trial
from activities.kit.turn import Key, Turn, mention
from storage import leaving, meetings, trials
from storage.tables import Person, Trial


def away(turn: Turn, person: Person) -> None:
    """Tell those whom they are to meet."""
    for them in _to_come(turn, person):
        tell_away(turn, them, person)


def back(turn: Turn, person: Person) -> None:
    """Tell the same people that all goes on; and them, where people were introduced without them meanwhile."""
    for them in _to_come(turn, person):
        turn.tell_anew(cards.is_back(mention(person), them.trial), _key(them, person))
    for trial in _running(turn, person):
        if not meetings.places_of(turn.here, trial.id, person.id):
            turn.tell(person, cards.missed(trial), ("missed", trial.id))
            look_for_everybody(turn, trial)


def tell_away(turn: Turn, them: Gathering, person: Person) -> None:
    """Tell each of the others that somebody cannot be reached at present, where that is so."""
    if leaving.is_away(person):
        for _, other in them.others(person):
            turn.tell(other, cards.is_away(mention(person), them.trial), _key(them, person))


def tell_gone(turn: Turn, person: Person) -> None:
    """It is final that they have left: what was said of them says so. Call it before their meetings end."""
    for them in _to_come(turn, person):
        turn.tell_anew(cards.has_left(mention(person)), _key(them, person))


def _to_come(turn: Turn, person: Person) -> Iterator[Gathering]:
    for trial in _running(turn, person):
        for meeting, mine in meetings.places_of(turn.here, trial.id, person.id):
            them = gathering(turn, trial, meeting.id)
            if mine.phase in STANDING and MEETING.allows(them.meeting, "end"):
                yield them


def _running(turn: Turn, person: Person) -> Iterator[Trial]:
    """The trials that they are in and in which people can still meet, locked one by one."""
    phases = ("waiting_for_meetings", "waiting_for_feedback")
    for found in trials.joined_by(turn.here, person.id, phases):
        trial = the_trial(turn, found.id)
        if can_still_meet(turn, trial):
            yield trial


def _key(them: Gathering, person: Person) -> Key:
    since = person.leaving_since
    return ("away", them.id, person.id, since.isoformat() if since else "")
