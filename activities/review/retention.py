"""How long a review is kept: some time after its answers were due, or until a facilitator releases it."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Card, Small, say
from activities.kit.events import Command
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.kit.wording import and_more, day
from activities.review.review import REVIEWS, RUNNING
from activities.review.standing import nothing_card
from storage import reviews
from storage.tables import Review

# ---- what people see ------------------------------------------------------------------------------------------------


WHAT_GOES = "who took part and what they answered"

AT_MOST = 8
"""Reviews on one card."""


def goes_unfiled_card(review: Review, goes_on: date) -> Card:
    """Build the card for whoever runs a review that is not over, before it goes."""
    return say(
        "The review of ",
        Bold(review.title),
        f" is not finished. On {day(goes_on)} {WHAT_GOES} is deleted by itself; please file or cancel it before.",
    )


# ---- what happens ---------------------------------------------------------------------------------------------------


KEEPING = REVIEWS.keeping(
    ended_on=lambda _turn, review: review.due,
    ended_before=lambda turn, day: reviews.due_before(turn.here, day),
    what_goes=WHAT_GOES,
    unfiled=RUNNING,
    warning=goes_unfiled_card,
)


def hold(turn: Turn, command: Command) -> Answer:
    """Answer `/aar hold`: show until when each of the newest reviews is kept, to put one on hold."""
    rows = reviews.newest_first(turn.here)
    if len(rows) == 1:
        turn.concerns(rows[0].id)
        return KEEPING.card(turn, rows[0])
    return which_card([(review, KEEPING.card(turn, review)) for review in rows])


# ---- what people see ------------------------------------------------------------------------------------------------


def which_card(rows: Sequence[tuple[Review, Card]]) -> Card:
    """Build the card of the newest reviews, each with until when it is kept."""
    if not rows:
        return nothing_card()
    parts = tuple(part for _, card in rows[:AT_MOST] for part in card.parts)
    more = (Small(words(and_more(len(rows) - AT_MOST))),) if len(rows) > AT_MOST else ()
    return Card("How long reviews are kept", (*parts, *more))
