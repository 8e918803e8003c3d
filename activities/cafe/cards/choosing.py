"""Which of several cafés somebody means, and what is said where there is none."""

from collections.abc import Sequence

from activities.cafe.cards.words import short
from activities.kit.cards import Button, Card, say
from storage.tables import Cafe

WHICH = "Which café do you mean?"
NONE = {
    "join": "No café is open just now. The next one will be announced.",
    "leave": "You are in no café just now, so there is nothing to leave.",
    "start": "There is no café to start. Type /cafe new to plan one.",
    "next": "No café is under way, so there is no next round. Type /cafe start to start one.",
    "close": "There is no café to close.",
    "hold": "There is no café that could be put on hold.",
}


def which(action: str, cafes: Sequence[Cafe]) -> Card:
    """Which of several cafés somebody means."""
    return say(WHICH, buttons=[Button(short(cafe.question), f"cafe.{action}", str(cafe.id)) for cafe in cafes])


def none(action: str) -> Card:
    """There is no café with which that could be done."""
    return say(NONE[action])
