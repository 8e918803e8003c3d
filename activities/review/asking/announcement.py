"""What stands in a review’s channel, if it has one: that it takes place, and later what became of it."""

from activities.kit.cards import Card, say
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.review.review import REVIEWS, RUNNING, script
from activities.review.standing import in_public
from activities.review.template import Template
from storage.tables import Review


def _card(turn: Turn, review: Review) -> Card:
    return is_taking_place_card(review, script(review), in_public(review))


ANNOUNCING = REVIEWS.announcing(_card, RUNNING)


# ---- what people see ------------------------------------------------------------------------------------------------


def is_taking_place_card(review: Review, template: Template, standing: str) -> Card:
    """Build the card for a review's channel: that it takes place, and what became of it. Never who takes part."""
    return say(Bold(review.title), f" ({template.title.lower()}): {standing}.")
