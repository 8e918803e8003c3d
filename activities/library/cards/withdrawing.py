"""Taking a record out of the library, or one's own words out of a record."""

from activities.kit.cards import Card, Confirm, say

SURE = Confirm(
    "It leaves the library at once, with its history and what was said of its uses. Only that there was a record "
    "stays. What it came from, documents that were pulled, and what somebody looked up in chat are not reached. This "
    "can’t be undone.",
    "Withdraw",
)

NOT_MINE = Confirm(
    "Wherever this record quotes you, and whatever you said of having used it, is taken out for good. That you used "
    "it still counts. Take your words out?",
    "Take them out",
)

TAKEN_OUT = "Done: none of your words stand here any more."


def withdrawn() -> Card:
    """In answer, and in place of whatever had been told of it."""
    return say("That record has been withdrawn. Nothing of what stood in it is kept in the library.")
