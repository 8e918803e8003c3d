"""Asking somebody else while answers come in."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.forms import Form, PeopleField
from activities.kit.runs import Bold, words
from activities.kit.turn import mention
from activities.kit.wording import day, listed_runs
from activities.review.cards.opening import MOST_PEOPLE
from storage.tables import Person, Review

NOBODY = "Please choose who else is to be asked."
NOT_YOURSELF = "Please choose others. Answers were given before you ran this review, and whoever takes part reads them."
ALL_ASKED = "Everybody you chose has been asked already."


def ask_somebody_else(review: Review) -> Button:
    """Leads to the form."""
    return Button("Ask somebody else", "review.ask_more_form", str(review.id))


def form(review: Review) -> Form:
    """Who else is asked."""
    said = f". They are asked what all others were, by {day(review.due)} at 17:00."
    hint = "Whoever has been asked is not asked again."
    if review.round > 1:
        hint += " They read what is shown from now on; of what was said before, only what its author lets them read."
    field = PeopleField("participants", "Who else is asked?", hint=hint, most=MOST_PEOPLE)
    intro = Paragraph(words(Bold(review.title), said))
    return Form("review.ask_more", str(review.id), "Ask somebody else", "Ask them", (field,), (intro,))


def asked(review: Review, people: Sequence[Person]) -> Card:
    """For whoever asked them."""
    who = listed_runs([mention(person) for person in people])
    return say("I’m asking ", who, " about ", Bold(review.title), f" too, by {day(review.due)} at 17:00.")
