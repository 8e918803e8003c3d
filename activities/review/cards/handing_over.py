"""A review that gets another facilitator."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Paragraph, say
from activities.kit.forms import ChoiceField, Form, Option
from activities.kit.runs import Bold, words
from activities.kit.turn import mention
from activities.review.cards.overview import waits_for
from storage.tables import Person, Review

NOBODY = "Please choose another facilitator. /knowhow facilitators adds one."


def hand_over_form(review: Review, facilitators: Sequence[Person]) -> Form:
    """Who is to look after it."""
    options = tuple(Option(str(person.id), person.name) for person in facilitators)
    hint = "" if options else NOBODY
    field = ChoiceField("facilitator", "Who looks after it from now on?", options or (Option("", "Nobody"),), hint=hint)
    intro = Paragraph(
        words(
            Bold(review.title),
            ". What has been answered and drafted so far stays closed to them, unless everybody who takes part agrees. "
            "You no longer see any of it, unless you take part.",
        )
    )
    return Form("review.hand_over", str(review.id), "Hand over", "Hand over", (field,), (intro,))


def handed_over(review: Review, to: Person) -> Card:
    """For whoever handed it over."""
    return say(mention(to), " looks after ", Bold(review.title), " from now on.")


def is_yours(review: Review) -> Card:
    """For whoever has it now."""
    return say("You look after ", Bold(review.title), f" from now on: {waits_for(review)}.")


def has_no_facilitator(review: Review) -> Card:
    """For every facilitator, where the review's own has gone."""
    return say(
        "Whoever ran the review of ",
        Bold(review.title),
        f" has gone; {waits_for(review)}. Somebody needs to look after it.",
        buttons=[Button("Take it over", "review.take_over", str(review.id), "primary")],
    )
