"""What follows when a message did not arrive for certain: whoever runs the review hears whom it cannot reach."""

from activities.kit.events import Undelivered, Why
from activities.kit.phases import MovedOn
from activities.kit.subjects import number
from activities.kit.turn import Turn, mention
from activities.review.announcement import ANNOUNCING
from activities.review.cards import overview as cards
from activities.review.review import the_review
from storage import people
from storage.people import sure

TO_THOSE_ASKED = ("invitation", "agree")
"""What nobody else can see for them. All else stands on their home page too, or comes again."""


def undelivered(turn: Turn, lost: Undelivered) -> None:
    """Tell the facilitator, but for a doubt whether it arrived: everything waits on their home page too."""
    about, _, rest = lost.key.partition(":")
    if about == "announcement":
        ANNOUNCING.not_announced(turn, lost)
    if about not in TO_THOSE_ASKED or lost.why is Why.UNCERTAIN:
        return
    try:
        review = the_review(turn, str(number(rest.partition(":")[0])))
    except MovedOn:
        return
    missing = [mention(person) for person in people.several(turn.session, turn.org, lost.people)]
    for person in turn.who_runs(review):
        turn.tell(person, cards.cannot_reach(review, missing), ("unreachable", sure(review.id), *lost.people))
