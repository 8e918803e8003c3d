"""What was said to one facilitator, and whether the next may read it."""

from activities.kit.cards import Button, Buttons, Card, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.subjects import PLACE
from activities.kit.turn import mention
from storage.tables import Person, Review

_CLOSED = (
    "What was answered, suggested and drafted before you ran this review was for whoever ran it then, and for those "
    "who take part. You can write a draft of your own; it takes the place of the one before."
)
_ASK = "You read what was said before only if everybody who takes part agrees."
_ASKED = "I have asked everybody who takes part whether you may read what was said before. Not all have agreed yet."
_STAYS = "It stays closed to you: somebody has not agreed, or has gone and cannot. I don’t say who."


def closed(review: Review, may_ask: bool) -> tuple[Part, ...]:
    """On the desk of a new facilitator."""
    if may_ask:
        ask = Button("Ask whether I may read it", "review.ask_to_read", str(review.id))
        return (Small(words(_CLOSED)), Small(words(_ASK)), Buttons((ask,)))
    return (Small(words(_CLOSED)), Small(words(_ASKED if review.reading == "asked" else _STAYS)))


def may_they_read(review: Review, facilitator: Person) -> Card:
    """For everybody who takes part."""
    subject = PLACE.spell(review.id, facilitator.id)
    return say(
        mention(facilitator),
        " runs the review of ",
        Bold(review.title),
        " now. What was answered and drafted so far was for whoever ran it before. May they read it, as you do, "
        "without names? They read it only if everybody agrees; if not, nobody hears who would rather not.",
        buttons=[
            Button("They may read it", "review.let_read", subject, "primary"),
            Button("Rather not", "review.not_let_read", subject),
        ],
    )


def asked(review: Review) -> Card:
    """For the new facilitator."""
    return say("I’m asking everybody who takes part in ", Bold(review.title), ". If all agree, you get your desk anew.")


def thank_you(review: Review) -> Card:
    """For whoever agreed."""
    return say("Thank you. What was said on ", Bold(review.title), " is opened once everybody has agreed.")


def stays_closed(review: Review) -> Card:
    """For whoever would rather not."""
    return say("All right: what was said on ", Bold(review.title), " stays closed, and nobody hears that it was you.")
