"""How long a review is kept: some time after its answers were due, or until a facilitator releases it."""

from datetime import date, timedelta

from activities.kit.events import Command
from activities.kit.keeping import Keeping
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.cards import keeping as cards
from activities.review.review import RUNNING, the_review, who_runs
from storage import reviews
from storage.people import sure
from storage.tables import Review

WARNS_BEFORE = timedelta(days=28)
"""How long before a review goes that nobody has filed, its facilitator is told."""


def _ended(review: Review) -> date:
    return review.due


keeping = Keeping[Review]("review", the_review, _ended, cards.WHAT_GOES)


def hold(turn: Turn, command: Command) -> Answer:
    """`/aar hold`: until when each of the newest reviews is kept, and putting one on hold."""
    rows = reviews.newest_first(turn.session, turn.org)
    if len(rows) == 1:
        turn.concerns(rows[0].id)
        return keeping.card(turn, rows[0])
    return cards.which([(review, keeping.card(turn, review)) for review in rows])


def expire(turn: Turn, before: date) -> None:
    """Delete every review whose answers were due before a day, with who took part and what was said.

    What was filed of it stays in the library. Whoever runs one that is not over is warned some weeks before.
    """
    for review in reviews.due_before(turn.session, turn.org, before + WARNS_BEFORE):
        if review.on_hold:
            continue
        if review.due < before:
            turn.session.delete(review)
            turn.erases = True
        elif review.phase in RUNNING:
            for person in who_runs(turn, review):
                turn.tell(person, cards.goes_unfiled(review, keeping.goes_on(turn, review)), ("goes", sure(review.id)))
