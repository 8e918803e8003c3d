"""A record has been withdrawn: what was told of it here is told anew, and no longer shows its words."""

from activities.kit.subjects import about, word_of
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
    if word_of(record.came_from) != turn.activity:
        return
    filed_from = about(record.came_from)
    for review in reviews.following(turn.here, filed_from):
        ask_in_other_words(turn, review)
    filed_has_gone(turn, filed_from, record)
