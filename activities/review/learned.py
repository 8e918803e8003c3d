"""What others have learned before: the library answers first, and the facilitator may pass it on."""

from activities.kit.cards import Card
from activities.kit.earlier import Earlier, earlier
from activities.kit.events import Pressed
from activities.kit.turn import Turn
from activities.review.cards import learned as cards
from activities.review.review import staying
from storage.people import sure
from storage.tables import Review


def library_answers(turn: Turn, review: Review) -> Earlier:
    """Earlier records that look similar, as far as whoever starts the review may read them.

    Where there are any, they stay in the chat of whoever runs it, with a button that passes them on.
    """
    found = earlier(turn, _about(review))
    if found:
        for person in turn.who_runs(review):
            turn.tell(person, cards.for_whoever_runs_it(review, found), ("learned", sure(review.id)))
    return found


def beside_a_question(turn: Turn, review: Review) -> Earlier:
    """The same for somebody who is asked what has been learned before."""
    return earlier(turn, _about(review))


def send_on(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Send those who take part what everybody may read of it."""
    found = earlier(turn, _about(review), shared=True)
    if not found:
        return cards.nothing_for_everybody()
    people = [person for _, person in staying(turn, review)]
    for person in people:
        turn.tell(person, cards.for_those_asked(review, found), ("learned_before", sure(review.id)))
    return cards.sent_on(len(people))


def _about(review: Review) -> str:
    return f"{review.title}\n{review.background}"
