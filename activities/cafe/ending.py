"""A café’s end, and calling it off: what was to come is taken back, and everybody is told."""

from datetime import time

from activities.cafe.announcement import ANNOUNCING
from activities.cafe.cafe import CAFE, UNDER_WAY, the_cafe
from activities.cafe.cards import ending as cards
from activities.cafe.reminding import tell_guests
from activities.cafe.showing import show_takeaways
from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.turn import Turn
from activities.kit.working import moment, working_day_after
from storage import cafes
from storage.tables import Cafe

SHOWN_AT = time(12)
"""On the working day after it, what people take away is shown."""


def end(turn: Turn, cafe: Cafe, by_itself: bool = False) -> None:
    """It is over: everybody is asked what they take away, where they are to be. Raises `MovedOn`."""
    CAFE.step(cafe, "end")
    cafe.ended_at = turn.now
    turn.session.flush()
    for what in ("step_over", "nearly_over", "seat"):
        turn.cancel_wake(what, cafe.id)
    ANNOUNCING.announce(turn, cafe)
    tell_guests(turn, cafe, cards.over(cafe, by_itself), ("over", cafe.id))
    if cafe.harvest:
        turn.wake(moment(working_day_after(turn.today), SHOWN_AT, turn.zone), "show", cafe.id)
    else:
        show_takeaways(turn, cafe)


def ask_to_close(turn: Turn, cafe: Cafe) -> Card:
    """`/cafe close`: whatever that means now, asked once more, or done where nothing is lost by it."""
    if cafe.phase == "waiting_to_start":
        return cards.ask_to_call_off(cafe, cafes.count_guests(turn.here, cafe.id))
    if cafe.phase in UNDER_WAY:
        return cards.ask_to_stop(cafe)
    return show_takeaways(turn, cafe)


def call_off(turn: Turn, pressed: Pressed) -> Card:
    """It does not take place, and everybody who joined is told."""
    cafe = the_cafe(turn, pressed.subject)
    CAFE.step(cafe, "call_off")
    turn.session.flush()
    for what in ("remind_day", "remind_soon", "not_started", "seat"):
        turn.cancel_wake(what, cafe.id)
    ANNOUNCING.announce(turn, cafe)
    tell_guests(turn, cafe, cards.called_off(cafe), ("called_off", cafe.id))
    return cards.is_called_off(cafe, cafes.count_guests(turn.here, cafe.id))
