"""How far a review is, on one card for whoever runs it, which changes in place."""

from activities.kit.cards import Card
from activities.kit.turn import Key, Turn
from activities.review.cards import progress as cards
from activities.review.counting import tally
from activities.review.review import script, staying
from storage.tables import Review


def tell_progress(turn: Turn, review: Review, refused: bool = False) -> None:
    """Tell whoever runs the review how it stands. `refused`: somebody who answered would rather not be shown."""
    turn.session.flush()
    card = progress(turn, review, refused)
    for person in turn.who_runs(review):
        turn.tell(person, card, progress_key(review))


def progress_key(review: Review) -> Key:
    """Under what it is told."""
    return ("progress", review.id)


def progress(turn: Turn, review: Review, refused: bool = False) -> Card:
    """How the review stands, for whoever runs it."""
    match review.phase:
        case "waiting_for_answers":
            return cards.answers_come_in(review, script(review), tally(turn, review))
        case "waiting_for_decision":
            return cards.too_few(review, tally(turn, review), refused)
        case "waiting_for_consent":
            return cards.asking_those(review)
        case "waiting_for_agreement":
            words = [member.phase for member, _ in staying(turn, review)]
            return cards.going_round(review, words.count("agrees"), len(words))
        case _:
            return cards.stands(review)
