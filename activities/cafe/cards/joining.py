"""What somebody reads who joins a café, or leaves it, and the reminders."""

from zoneinfo import ZoneInfo

from activities.cafe.cards.words import at, starts, where
from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.runs import Bold, Text, words
from storage.tables import Cafe


def joined(cafe: Cafe, zone: ZoneInfo) -> Card:
    """They are in. Who comes while it is under way reads when there is a seat for them."""
    if cafe.phase == "waiting_to_start":
        return say("You’re in for the knowledge café ", *_planned(cafe, zone), buttons=[leave_button(cafe)])
    return say("You’re in: ", *_under_way(cafe), f" {_seated(cafe)}", buttons=[leave_button(cafe)])


def in_already(cafe: Cafe, zone: ZoneInfo) -> Card:
    """They were in before."""
    if cafe.phase == "waiting_to_start":
        return say("You’re in already for the knowledge café ", *_planned(cafe, zone), buttons=[leave_button(cafe)])
    return say("You’re in already: ", *_under_way(cafe), buttons=[leave_button(cafe)])


def left(cafe: Cafe) -> Card:
    """They have left."""
    return say("You’ve left the knowledge café ", Bold(cafe.question), ". Perhaps next time!")


def calendar(cafe: Cafe) -> Card:
    """With the entry for their calendar."""
    return say(f"For your calendar: {cafe.question}")


def tomorrow(cafe: Cafe, zone: ZoneInfo) -> Card:
    """The day before."""
    return say("A reminder of the knowledge café ", *_planned(cafe, zone), buttons=[leave_button(cafe)])


def in_ten_minutes(cafe: Cafe, zone: ZoneInfo) -> Card:
    """Ten minutes before, or less."""
    when = at(cafe.starts_at, zone)
    return say(
        f"The knowledge café starts at {when}: ",
        where(cafe),
        ". You’ll read here at which table you sit.\n",
        Bold(cafe.question),
    )


def leave_button(cafe: Cafe) -> Button:
    """Leaves, once confirmed."""
    asked = Confirm("You will not be seated in the rounds to come.", "Leave")
    return Button("Leave", "cafe.leave", str(cafe.id), confirm=asked)


def _planned(cafe: Cafe, zone: ZoneInfo) -> Text:
    return words(Bold(cafe.question), f" on {starts(cafe, zone)}: ", where(cafe), ".")


def _under_way(cafe: Cafe) -> Text:
    return words("the knowledge café ", Bold(cafe.question), " is under way: ", where(cafe), ".")


def _seated(cafe: Cafe) -> str:
    if cafe.step < cafe.rounds:
        return "You are seated from the next round on; until then listen in."
    then = ", and then come to the circle" if cafe.circle_minutes else ""
    return f"This is the last round, for which everybody is seated: listen in{then}."
