"""Introductions that have arrived: only then are people introduced, and only then is that said, asked and counted."""

from activities.coffee.gathering import the_gathering
from activities.coffee.introduction import count_as_introduced
from activities.coffee.pairs import anybody_waits, tell_pairs_anew
from activities.kit.events import Delivered
from activities.kit.subjects import about
from activities.kit.turn import Turn


def arrived(turn: Turn, what: Delivered) -> None:
    """An introduction has arrived with some of them, together or alone; once all have it they are introduced."""
    them = the_gathering(turn, about(what.key))
    for place, person in them.places:
        place.reached = place.reached or person.id in what.people
    turn.session.flush()
    if count_as_introduced(turn, them) and not anybody_waits(turn, them.trial):
        tell_pairs_anew(turn, them.trial)  # it was shown with those who were still waiting
