"""The facilitator's desk: what is drafted so far, on one card that leads to every part of it."""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.turn import Key, Turn
from activities.review.cards import desk as cards
from activities.review.review import REVIEW, days_after, script
from storage import people, reviews
from storage.people import sure
from storage.reviews import DraftedAction
from storage.tables import Review

OBJECTED_TWICE = 2
"""After so many rounds the facilitator may file a summary with the disagreement stated."""


def show_desk(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """The desk as it stands now."""
    return desk(turn, review)


def tell_desk(turn: Turn, review: Review) -> None:
    """Put the desk, as it stands now, before whoever runs the review."""
    card = desk(turn, review)
    for person in turn.who_runs(review):
        turn.tell(person, card, desk_key(review))


def desk_key(review: Review) -> Key:
    """Under what it is told."""
    return ("desk", sure(review.id))


def desk(turn: Turn, review: Review) -> Card:
    """The summary, the lessons and the actions so far, with what was to be changed, and what can be done now."""
    draft = reviews.draft(turn.session, review)
    suggested = reviews.suggestions(turn.session, turn.org, sure(review.id), review.circulated)
    stating = review.circulated >= OBJECTED_TWICE and REVIEW.allows(review, "file_with_disagreement")
    return cards.desk(review, script(review), draft, owners(turn, review), suggested, stating, days_after(review))


def owners(turn: Turn, review: Review) -> list[tuple[DraftedAction, str]]:
    """The drafted actions, each with its owner in words: a person's name, or a role."""
    drafted = drafted_actions(turn, review)
    named = {sure(one.id): one.name for one in people.several(turn.session, turn.org, _owner_ids(drafted))}
    return [(action, named.get(action["owner"] or 0, action["role"])) for action in drafted]


def drafted_actions(turn: Turn, review: Review) -> list[DraftedAction]:
    """The drafted actions as they are kept."""
    return [
        DraftedAction(
            text=str(one["text"]),
            owner=one["owner"] if isinstance(one["owner"], int) else None,
            role=str(one["role"]),
            due=str(one["due"]),
        )
        for one in reviews.draft(turn.session, review).actions
    ]


def _owner_ids(drafted: list[DraftedAction]) -> list[int]:
    return [action["owner"] for action in drafted if action["owner"] is not None]
