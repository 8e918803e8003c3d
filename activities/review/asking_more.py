"""Asking somebody else while answers come in: whoever was forgotten, or turns out to know more."""

from activities.kit.answers import Reader
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review import letting_join, readers
from activities.review.asking import ask
from activities.review.cards import asking_more as cards
from activities.review.cards.opening import too_many
from activities.review.review import REVIEW, script, staying, take_in
from storage import reviews
from storage.tables import Review


def ask_whom(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Ask somebody else”."""
    if not REVIEW.allows(review, "ask_more"):
        raise MovedOn
    return cards.form(review)


def ask_more(turn: Turn, review: Review, submitted: Submitted) -> Answer:
    """Those chosen are asked what all others were, by the same day; where there is a host, they visit.

    Whoever has left the review is not asked again, and nobody is told that they have left. Nor does anybody come to
    read by it what was said before they ran the review, or were asked.
    """
    REVIEW.step(review, "ask_more")
    template = script(review)
    read = Reader(submitted.values)
    chosen = turn.meet_all(read.people("participants", cards.NOBODY))
    ever_asked = {member.person_id for member, _ in reviews.members(turn.here, review.id)}
    more = [person for person in chosen if person.id not in ever_asked]
    if turn.person in more and not readers.may_take_part(turn, review):
        read.errors["participants"] = cards.NOT_YOURSELF
    elif chosen and not more:
        read.errors["participants"] = cards.ALL_ASKED
    elif len(staying(turn, review)) + len(more) > template.most_people:
        read.errors["participants"] = too_many(template)
    if read.errors:
        return FieldErrors(read.errors)
    for person in more:
        take_in(turn, review, person, part="visitors" if template.has_host else "everyone")
    turn.session.flush()
    ask(turn, review)
    for person in more:
        letting_join.ask(turn, review, person)
    return cards.asked(review, more)
