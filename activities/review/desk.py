"""The facilitator's desk: what is drafted so far, on one card that leads to every part of it."""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.turn import Key, Turn
from activities.review.cards import desk as cards
from activities.review.cards import letting_read as letting_cards
from activities.review.readers import draft_for, is_open_to, suggestions_for
from activities.review.review import REVIEW, days_after, script
from storage import people, reviews
from storage.reviews import DraftedAction
from storage.tables import Person, Review, ReviewDraft

OBJECTED_TWICE = 2
"""After so many rounds the facilitator may file a summary with the disagreement stated."""


def show_desk(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """The desk as it stands now."""
    return desk(turn, review, turn.person)


def tell_desk(turn: Turn, review: Review) -> None:
    """Put the desk, as it stands now, before whoever runs the review."""
    for person in turn.who_runs(review):
        turn.tell(person, desk(turn, review, person), desk_key(review))


def desk_key(review: Review) -> Key:
    """Under what it is told."""
    return ("desk", review.id)


def desk(turn: Turn, review: Review, person: Person) -> Card:
    """The summary, the lessons and the actions so far, with what was to be changed, and what can be done now.

    All of it as far as it is open to this person, who runs the review.
    """
    draft = draft_for(turn, review, person)
    suggested = suggestions_for(turn, review, person)
    stating = review.circulated >= OBJECTED_TWICE and REVIEW.allows(review, "file_with_disagreement")
    closed = () if is_open_to(review, person) else letting_cards.closed(review, may_ask(turn, review))
    said = owners(turn, draft)
    stating, days = stating and bool(draft.summary), days_after(review)
    return cards.desk(review, script(review), draft, said, suggested, stating, days, closed)


def may_ask(turn: Turn, review: Review) -> bool:
    """Whether a new facilitator may ask to read what was said to another: once, and while everybody can agree."""
    facilitator = turn.session.get_one(Person, review.facilitator_id)
    is_time = REVIEW.allows(review, "draft") and not review.reading
    everybody = reviews.members(turn.here, review.id)
    can_agree = all(member.phase != "left" or member.took_all_back for member, _ in everybody)
    return is_time and facilitator.facilitates and not is_open_to(review, facilitator) and can_agree


def owners(turn: Turn, draft: ReviewDraft) -> list[tuple[DraftedAction, str]]:
    """The drafted actions, each with its owner in words: a person's name, or a role."""
    drafted = drafted_actions(draft)
    named = {one.id: one.name for one in people.several(turn.here, _owner_ids(drafted))}
    return [(action, named.get(action["owner"] or 0, action["role"])) for action in drafted]


def drafted_actions(draft: ReviewDraft) -> list[DraftedAction]:
    """The drafted actions as they are kept."""
    return [
        DraftedAction(
            text=str(one["text"]),
            owner=one["owner"] if isinstance(one["owner"], int) else None,
            role=str(one["role"]),
            due=str(one["due"]),
        )
        for one in draft.actions
    ]


def _owner_ids(drafted: list[DraftedAction]) -> list[int]:
    return [action["owner"] for action in drafted if action["owner"] is not None]
