"""How long a café is kept: some time after it was to start, or until a facilitator releases it."""

from datetime import date, datetime, time, timedelta

from activities.cafe.cafe import CAFE, the_cafe, who_runs
from activities.cafe.cards import keeping as cards
from activities.cafe.choosing import AboutOneCafe
from activities.kit.keeping import Keeping
from activities.kit.turn import Turn
from storage import cafes
from storage.people import sure
from storage.tables import Cafe

WARNS_BEFORE = timedelta(days=28)
"""How long before a café goes that nobody has filed, its facilitator is told."""

KEEPING = Keeping[Cafe]("cafe", the_cafe, lambda cafe: cafe.starts_at.date(), cards.WHAT_GOES)

ask = AboutOneCafe("hold", tuple(sorted(CAFE.all)), KEEPING.card)
"""`/cafe hold`."""


def expire(turn: Turn, before: date) -> None:
    """Delete every café that was to start before a day, with everybody in it.

    What was filed of it stays in the library. Whoever runs one that has not been filed is warned some weeks before.
    """
    goes = datetime.combine(before, time(), turn.zone)
    for cafe in cafes.over_before(turn.session, turn.org, goes + WARNS_BEFORE):
        if cafe.starts_at < goes:
            turn.session.delete(cafe)
            turn.erases = True
        elif cafe.phase == "waiting_for_filing":
            card = cards.goes_unfiled(cafe, KEEPING.goes_on(turn, cafe))
            for person in who_runs(turn, cafe):
                turn.tell(person, card, ("goes_unfiled", sure(cafe.id)))
