"""What somebody reads who joins a café, or leaves it, and the reminders."""

from zoneinfo import ZoneInfo

from activities.cafe.cards.words import starts, where
from activities.kit.views import Bold, Button, Card, Confirm, Text, say, words
from storage.tables import Cafe


def joined(cafe: Cafe, zone: ZoneInfo) -> Card:
    """They are in."""
    return say("You’re in: ", *_about(cafe, zone), buttons=[leave_button(cafe)])


def in_already(cafe: Cafe, zone: ZoneInfo) -> Card:
    """They were in before."""
    return say("You’re in already: ", *_about(cafe, zone), buttons=[leave_button(cafe)])


def left(cafe: Cafe) -> Card:
    """They have left."""
    return say("You’ve left ", Bold(cafe.question), ". Perhaps next time!")


def calendar(cafe: Cafe) -> Card:
    """With the entry for their calendar."""
    return say(f"For your calendar: {cafe.question}")


def tomorrow(cafe: Cafe, zone: ZoneInfo) -> Card:
    """The day before."""
    return say("A reminder: ", *_about(cafe, zone), buttons=[leave_button(cafe)])


def in_ten_minutes(cafe: Cafe) -> Card:
    """Ten minutes before."""
    return say(Bold(cafe.question), " starts in ten minutes: ", where(cafe), ". You hear here where you sit.")


def leave_button(cafe: Cafe) -> Button:
    """Leaves, once confirmed."""
    asked = Confirm("You will not be seated in the rounds to come.", "Leave")
    return Button("Leave", "cafe.leave", str(cafe.id), confirm=asked)


def _about(cafe: Cafe, zone: ZoneInfo) -> Text:
    if cafe.phase == "waiting_to_start":
        return words(Bold(cafe.question), f" on {starts(cafe, zone)}: ", where(cafe), ".")
    return words(
        Bold(cafe.question),
        " is under way: ",
        where(cafe),
        ". You are seated from the next round on; until then listen in.",
    )
