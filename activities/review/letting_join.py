"""Somebody is asked in a later round: whoever is known to have said something before says whether they may read it.

Of an answer without a name nobody knows whose it is, so nobody can let others read it: it stays with those who were
asked then.
"""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.review.cards import letting_join as cards
from activities.review.readers import asked_before
from activities.review.review import my_part, place, staying, the_review
from storage import people, reviews, sealed
from storage.tables import Person, Review, ReviewMember, ShownAnswer


def ask(turn: Turn, review: Review, later: Person) -> None:
    """Ask each author who takes part, and whose answers say so."""
    member = reviews.member(turn.here, review.id, later.id)
    for _, person in staying(turn, review) if member else ():
        if member and _said_before(turn, review, member, person):
            turn.tell(person, cards.may_they_read(review, later), ("let_join", review.id, later.id))


def let_join(turn: Turn, pressed: Pressed) -> Card:
    """“They may read it”. The subject is `17:4`, the review and whom."""
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = sorted({*one.open_to, later.person_id})
    turn.session.flush()
    return cards.may_read(review, people.get(turn.here, later.person_id))


def keep_closed(turn: Turn, pressed: Pressed) -> Card:
    """“Rather not”: also for whoever had let them before."""
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = [person for person in one.open_to if person != later.person_id]
    turn.session.flush()
    return cards.stays_closed(review, people.get(turn.here, later.person_id))


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember, list[ShownAnswer]]:
    """What whoever does this said before somebody came. Raises `MovedOn` where they said nothing that is known."""
    review = the_review(turn, pressed.subject)
    my_part(turn, review)
    later = reviews.member(turn.here, review.id, place(pressed.subject))
    if later is None or later.phase == "left":
        raise MovedOn
    said = _said_before(turn, review, later, turn.person)
    if not said:
        raise MovedOn
    return review, later, said


def _said_before(turn: Turn, review: Review, later: ReviewMember, author: Person) -> list[ShownAnswer]:
    earlier = asked_before(review, later)
    shown = sealed.shown(turn.session, review)
    return [one for one in shown if one.person_id == author.id != later.person_id and one.question in earlier]
