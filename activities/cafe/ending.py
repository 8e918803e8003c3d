"""A café’s end, and calling it off: what was to come is taken back, and everybody is told."""

from datetime import time

from activities.cafe.cafe import ANNOUNCING, CAFE, UNDER_WAY, count_people, the_cafe
from activities.cafe.reminding import tell_guests
from activities.cafe.takeaways import show_takeaways
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.days import moment
from activities.kit.events import Pressed
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from storage import cafes
from storage.tables import Cafe

SHOWN_AT = time(12)
"""On the working day after it, what people take away is shown."""


def end(turn: Turn, cafe: Cafe, by_itself: bool = False) -> None:
    """End a café: ask everybody what they take away, where they are to be asked. Raises `MovedOn`."""
    CAFE.step(cafe, "end")
    cafe.ended_at = turn.now
    turn.session.flush()
    for what in ("step_over", "nearly_over", "seat"):
        turn.cancel_wake(what, cafe.id)
    ANNOUNCING.announce(turn, cafe)
    tell_guests(turn, cafe, over_card(cafe, by_itself), ("over", cafe.id))
    if cafe.harvest:
        turn.wake(moment(turn.working_days.after(turn.today), SHOWN_AT, turn.zone), "show", cafe.id)
    else:
        show_takeaways(turn, cafe)


def ask_to_close(turn: Turn, cafe: Cafe) -> Card:
    """Answer `/cafe close`: ask once more, whatever it means now, or do it where nothing is lost by it."""
    if cafe.phase == "waiting_to_start":
        return ask_to_call_off_card(cafe, cafes.count_guests(turn.here, cafe.id))
    if cafe.phase in UNDER_WAY:
        return ask_to_stop_card(cafe)
    return show_takeaways(turn, cafe)


def call_off(turn: Turn, pressed: Pressed) -> Card:
    """Call a café off, and tell everybody who joined."""
    cafe = the_cafe(turn, pressed.subject)
    CAFE.step(cafe, "call_off")
    turn.session.flush()
    for what in ("remind_day", "remind_soon", "not_started", "seat"):
        turn.cancel_wake(what, cafe.id)
    ANNOUNCING.announce(turn, cafe)
    tell_guests(turn, cafe, called_off_card(cafe), ("called_off", cafe.id))
    return is_called_off_card(cafe, cafes.count_guests(turn.here, cafe.id))


# ---- what people see ------------------------------------------------------------------------------------------------


def call_off_button(cafe: Cafe) -> Button:
    """Build the button that calls a café off, once confirmed."""
    asked = Confirm("Everybody who joined is told that it does not take place.", "Call it off")
    return Button("Call it off", "cafe.call_off", str(cafe.id), "danger", asked)


def over_card(cafe: Cafe, by_itself: bool) -> Card:
    """Build the card for everybody who was there, when a café is over."""
    why = " has closed by itself: its time was up" if by_itself else " is over"
    if not cafe.harvest:
        return say(Bold(cafe.question), f"{why}. Thank you for being there!")
    return say(
        Bold(cafe.question),
        f"{why}. Thank you for being there! What is one thing you take away, and one you will do?",
        buttons=[Button("Say what you take away", "cafe.take_away", str(cafe.id), "primary")],
    )


def ask_to_call_off_card(cafe: Cafe, joined: int) -> Card:
    """Build the card for a facilitator who would close a café that has not begun."""
    return say(
        Bold(cafe.question),
        f" has not started; {count_people(joined)} joined. Call it off?",
        buttons=[call_off_button(cafe)],
    )


def ask_to_stop_card(cafe: Cafe) -> Card:
    """Build the card for a facilitator who would close a café that is under way."""
    asked = Confirm("Everybody is told that the café is over.", "Stop")
    stop = Button("Stop", "cafe.stop", str(cafe.id), "danger", asked)
    return say(Bold(cafe.question), " is under way. Stop it now?", buttons=[stop])


def called_off_card(cafe: Cafe) -> Card:
    """Build the card for everybody who joined a café that was called off."""
    return say("Sorry: ", Bold(cafe.question), " has been called off. Perhaps next time!")


def is_called_off_card(cafe: Cafe, told: int) -> Card:
    """Build the card for the facilitator who has just called a café off."""
    return say(Bold(cafe.question), f" is called off; {count_people(told)} told.")
