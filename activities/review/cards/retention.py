"""Until when a review is kept, and putting it on hold."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Card, Small, say
from activities.kit.runs import Bold, words
from activities.kit.wording import and_more, day
from activities.review.cards.overview import nothing
from storage.tables import Review

WHAT_GOES = "who took part and what they answered"
AT_MOST = 8
"""Reviews on one card."""


def which(rows: Sequence[tuple[Review, Card]]) -> Card:
    """The newest reviews, each with until when it is kept."""
    if not rows:
        return nothing()
    parts = tuple(part for _, card in rows[:AT_MOST] for part in card.parts)
    more = (Small(words(and_more(len(rows) - AT_MOST))),) if len(rows) > AT_MOST else ()
    return Card("How long reviews are kept", (*parts, *more))


def goes_unfiled(review: Review, goes_on: date) -> Card:
    """For whoever runs a review that is not over."""
    return say(
        "The review of ",
        Bold(review.title),
        f" is not finished. On {day(goes_on)} {WHAT_GOES} is deleted by itself; please file or cancel it before.",
    )
