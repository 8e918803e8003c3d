"""What stands in a review’s channel, if it has one: that it takes place, and later what became of it."""

from activities.kit.announcing import Announcing
from activities.kit.cards import Card, say
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.runs import Bold
from activities.kit.turn import Turn
from activities.review.review import RUNNING, script, the_review
from activities.review.standing import in_public
from activities.review.template import Template
from storage.tables import Review


def send_again(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """“Send again”, by whoever runs it."""
    return ANNOUNCING.send_again(turn, pressed)


def ask_where(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Choose another channel”, by whoever runs it."""
    return ANNOUNCING.ask_where(turn, pressed)


def move(turn: Turn, review: Review, form: Submitted) -> Card | FieldErrors:
    """Its channel was chosen anew by whoever runs it."""
    return ANNOUNCING.move(turn, form)


def _card(turn: Turn, review: Review) -> Card:
    return is_taking_place_card(review, script(review), in_public(review))


ANNOUNCING = Announcing[Review]("review", Review, the_review, _card, RUNNING)


# ---- what people see ------------------------------------------------------------------------------------------------


def is_taking_place_card(review: Review, template: Template, standing: str) -> Card:
    """What stands in the channel: that it takes place, and later what became of it. Never who takes part."""
    return say(Bold(review.title), f" ({template.title.lower()}): {standing}.")
