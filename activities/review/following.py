"""A review before an event leads to one after it: asked of its facilitator on the working day after the event."""

from activities.kit.events import Due
from activities.kit.turn import Turn
from activities.review.cards import filing as cards
from activities.review.review import the_review


def follow(turn: Turn, due: Due) -> None:
    """The event is over. The bot asks, people decide."""
    review = the_review(turn, due.subject)
    if review.phase == "filed":
        for person in turn.who_runs(review):
            turn.tell(person, cards.how_did_it_go(review), ("follow", review.id))
