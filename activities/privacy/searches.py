"""That somebody asked for a name to be looked for, on the server: what is kept of whoever asked, and forgetting it."""

from activities.kit.personal_data import PersonalData
from activities.kit.turn import Turn
from activities.privacy.cards import searches as cards
from activities.privacy.found_names import sought_or_none
from storage.naming import searching


def personal_data(turn: Turn) -> tuple[PersonalData, ...]:
    """What says that whoever caused this turn asked, by their full name. Not why: that may speak of somebody else."""
    who = sought_or_none(turn.person.name, turn.person.email)
    asked = searching.requested_by(turn.here, who) if who else ()
    return (cards.asked_for(asked, turn.zone),) if asked else ()


def erase(turn: Turn) -> None:
    """Whoever is being forgotten (`turn.forgets`) is not said to have asked any more; that it was done stays."""
    who = sought_or_none(*turn.forgets)
    if who:
        searching.name_no_more(turn.here, who)
