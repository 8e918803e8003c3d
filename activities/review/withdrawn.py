"""A record has been withdrawn: what was told of it here is told anew, and no longer shows its words."""

from activities.kit.turn import Turn
from activities.review.asking import ask_in_other_words
from activities.review.filing import filed_has_gone
from activities.review.learned import answer_anew
from storage import reviews
from storage.tables import Record


def withdrawn(turn: Turn, record: Record) -> None:
    """Where it was what others had learned before, the advice before the event, or what became of a review."""
    for review in reviews.learned_from(turn.here, record.id):
        answer_anew(turn, review)
    activity, _, number = record.came_from.partition(":")
    if activity != turn.activity:
        return
    for review in reviews.following(turn.here, int(number)):
        ask_in_other_words(turn, review)
    filed_has_gone(turn, int(number), record)
