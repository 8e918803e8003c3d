"""Taking a record out of the library."""

from activities.kit.cards import Card, Confirm, say

SURE = Confirm(
    "It leaves the library at once, with its history and what was said of its uses. Only that there was a record "
    "stays. This can’t be undone.",
    "Withdraw",
)


def withdrawn() -> Card:
    """In answer, and in place of whatever had been told of it."""
    return say("That record has been withdrawn. Nothing of what stood in it is kept.")
