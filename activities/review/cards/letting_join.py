"""Somebody is asked in a later round, and whether they may read what was said before."""

from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.turn import mention
from storage.tables import Person, Review


def may_they_read(review: Review, later: Person) -> Card:
    """For whoever is known to have said something before."""
    return say(
        mention(later),
        " is asked about ",
        Bold(review.title),
        " too from now on. They don’t read what was said before. May they read what you said, as all others do?",
        buttons=[_let(review, later), Button("Rather not", "review.keep_closed", _subject(review, later))],
    )


def may_read(review: Review, later: Person) -> Card:
    """For whoever agreed, who may think otherwise."""
    keep = Button("Rather not, after all", "review.keep_closed", _subject(review, later))
    return say("Thank you: ", mention(later), " reads what you said on ", Bold(review.title), ".", buttons=[keep])


def stays_closed(review: Review, later: Person) -> Card:
    """For whoever would rather not."""
    text = " does not read what you said before on "
    return say("All right: ", mention(later), text, Bold(review.title), ".", buttons=[_let(review, later)])


def _let(review: Review, later: Person) -> Button:
    return Button("They may read it", "review.let_join", _subject(review, later), "primary")


def _subject(review: Review, later: Person) -> str:
    return PLACE.spell(review.id, later.id)
