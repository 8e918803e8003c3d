"""What is read by whoever does not belong, or of whom that cannot be told."""

from collections.abc import Iterable

from activities.kit.cards import Button, Card, say


def only_members(contact: str = "", buttons: Iterable[Button] = ()) -> Card:
    """Build the card for whoever is no member. `contact`: whom to ask, in a sentence."""
    more = f" {contact}" if contact else " Your host can take part."
    return say(
        f"Knowhow is for members of this organisation, so I can’t do that for you.{more}",
        buttons=buttons,
    )


def not_let_in(contact: str) -> Card:
    """Build the card for whoever asked to be let in, where a facilitator has said no. `contact`: whom to ask."""
    return say(
        "Knowhow is for members of this organisation. You asked to be let in, and a facilitator has said no. "
        f"{contact or 'Please talk to whoever invited you.'}"
    )


def cannot_tell_who_belongs() -> Card:
    """Build the card for whoever may be a member, while their platform does not say so."""
    return say("I can’t find out just now whether you are a member here. Please try again in a few minutes.")
