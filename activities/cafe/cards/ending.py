"""The end of a café, or that there is none."""

from activities.cafe.cards.facilitating import call_off
from activities.cafe.cards.words import people
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.runs import Bold
from storage.tables import Cafe


def over(cafe: Cafe, by_itself: bool) -> Card:
    """For everybody who was there."""
    why = " has closed by itself: its time was up" if by_itself else " is over"
    if not cafe.harvest:
        return say(Bold(cafe.question), f"{why}. Thank you for being there!")
    return say(
        Bold(cafe.question),
        f"{why}. Thank you for being there! What is one thing you take away, and one you will do?",
        buttons=[Button("Say what you take away", "cafe.take_away", str(cafe.id), "primary")],
    )


def ask_to_call_off(cafe: Cafe, joined: int) -> Card:
    """It has not begun."""
    return say(
        Bold(cafe.question), f" has not started; {people(joined)} joined. Call it off?", buttons=[call_off(cafe)]
    )


def ask_to_stop(cafe: Cafe) -> Card:
    """It is under way."""
    asked = Confirm("Everybody is told that the café is over.", "Stop")
    stop = Button("Stop", "cafe.stop", str(cafe.id), "danger", asked)
    return say(Bold(cafe.question), " is under way. Stop it now?", buttons=[stop])


def called_off(cafe: Cafe) -> Card:
    """For everybody who joined."""
    return say("Sorry: ", Bold(cafe.question), " has been called off. Perhaps next time!")


def is_called_off(cafe: Cafe, told: int) -> Card:
    """For the facilitator."""
    return say(Bold(cafe.question), f" is called off; {people(told)} told.")
