"""A new facilitator asks those who take part whether they may read what was said before: each has to agree."""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.review.drafting import readers
from activities.review.drafting.desk import may_ask, tell_desk
from activities.review.review import my_part, place, staying, take_part, the_review
from storage.tables import Review, ReviewMember


def ask(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Ask everybody, after “Ask whether I may read it”.

    Once only for each new facilitator, and not where somebody can agree no more.
    """
    if not may_ask(turn, review):
        raise MovedOn
    review.reading = "asked"
    for member, person in staying(turn, review):
        member.lets_read = False
        turn.tell(person, readers.may_they_read_card(review, turn.person), ("let_read", review.id, turn.person.id))
    turn.session.flush()
    return readers.asked_card(review)


def let_read(turn: Turn, pressed: Pressed) -> Card:
    """Take “They may read it”. When all who take part have said so, what was said is open to the new facilitator.

    The subject is `17:4`, to whom.
    """
    review, mine = _asked(turn, pressed)
    mine.lets_read = True
    turn.session.flush()
    everybody = staying(turn, review)
    if all(member.lets_read and take_part(member, person) for member, person in everybody):
        review.reading = ""
        review.open_to = [*review.open_to, review.facilitator_id]
        turn.session.flush()
        tell_desk(turn, review)
    return readers.thank_you_card(review)


def not_let_read(turn: Turn, pressed: Pressed) -> Card:
    """Take “Rather not”: what was said stays closed to a new facilitator, and nobody hears whose word it was."""
    review, _ = _asked(turn, pressed)
    _stays_closed(turn, review)
    return readers.stays_closed_card(review)


def somebody_less(turn: Turn, review: Review) -> None:
    """Keep closed what somebody may have said who has gone, and can agree to nothing any more."""
    if review.reading == "asked":
        _stays_closed(turn, review)


def _stays_closed(turn: Turn, review: Review) -> None:
    review.reading = "refused"
    for member, _ in staying(turn, review):
        member.lets_read = False
    turn.session.flush()
    tell_desk(turn, review)


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember]:
    review = the_review(turn, pressed.subject)
    mine = my_part(turn, review)
    if review.reading != "asked" or place(pressed.subject) != review.facilitator_id:
        raise MovedOn
    return review, mine
