"""How long a review is kept: some time after its answers were due, or until a facilitator releases it."""

from datetime import date

from activities.kit.events import Command
from activities.kit.retention import WARNS_BEFORE, KeepingUntilFiled
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review.cards import retention as cards
from activities.review.review import RUNNING, the_review
from storage import reviews
from storage.tables import Review

KEEPING = KeepingUntilFiled[Review](
    "review",
    the_review,
    ended_on=lambda _turn, review: review.due,
    what_goes=cards.WHAT_GOES,
    unfiled=RUNNING,
    warning=cards.goes_unfiled,
)


def hold(turn: Turn, command: Command) -> Answer:
    """`/aar hold`: until when each of the newest reviews is kept, and putting one on hold."""
    rows = reviews.newest_first(turn.here)
    if len(rows) == 1:
        turn.concerns(rows[0].id)
        return KEEPING.card(turn, rows[0])
    return cards.which([(review, KEEPING.card(turn, review)) for review in rows])


def expire(turn: Turn, before: date) -> None:
    """Delete every review whose answers were due before a day, with who took part and what was said."""
    KEEPING.expire(turn, reviews.due_before(turn.here, before + WARNS_BEFORE), before)
