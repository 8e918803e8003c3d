"""Somebody is asked in a later round: whoever is known to have said something before says whether they may read it.

Of an answer without a name nobody knows whose it is, so nobody can let others read it: it stays with those who were
asked then.
"""

from activities.kit.cards import Button, Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.turn import Turn, mention
from activities.review.drafting.readers import asked_before
from activities.review.review import my_part, place, staying, the_review
from storage import people, reviews, sealed
from storage.tables import Person, Review, ReviewMember, ShownAnswer


def ask(turn: Turn, review: Review, later: Person) -> None:
    """Ask each author who takes part, and whose answers say so."""
    member = reviews.member(turn.here, review.id, later.id)
    for _, person in staying(turn, review) if member else ():
        if member and _said_before(turn, review, member, person):
            turn.tell(person, may_they_read_card(review, later), ("let_join", review.id, later.id))


def let_join(turn: Turn, pressed: Pressed) -> Card:
    """Take “They may read it”: whoever joined later may read what this person said.

    The subject is `17:4`, the review and whom.
    """
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = sorted({*one.open_to, later.person_id})
    turn.session.flush()
    return may_read_card(review, people.get(turn.here, later.person_id))


def keep_closed(turn: Turn, pressed: Pressed) -> Card:
    """Take “Rather not”, also from whoever had let them before."""
    review, later, said = _asked(turn, pressed)
    for one in said:
        one.open_to = [person for person in one.open_to if person != later.person_id]
    turn.session.flush()
    return stays_closed_card(review, people.get(turn.here, later.person_id))


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember, list[ShownAnswer]]:
    """Return what whoever does this said before somebody came. Raises `MovedOn` where that is nothing known."""
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


# ---- what people see ------------------------------------------------------------------------------------------------


def may_they_read_card(review: Review, later: Person) -> Card:
    """Build the card for whoever is known to have said something before somebody joined."""
    return say(
        mention(later),
        " is asked about ",
        Bold(review.title),
        " too from now on. They don’t read what was said before. May they read what you said, as all others do?",
        buttons=[_let_button(review, later), Button("Rather not", "review.keep_closed", _subject(review, later))],
    )


def may_read_card(review: Review, later: Person) -> Card:
    """Build the card for whoever let somebody who joined later read their answers, and may think otherwise."""
    keep = Button("Rather not, after all", "review.keep_closed", _subject(review, later))
    return say("Thank you: ", mention(later), " reads what you said on ", Bold(review.title), ".", buttons=[keep])


def stays_closed_card(review: Review, later: Person) -> Card:
    """Build the card for whoever would rather not let somebody who joined later read their answers."""
    text = " does not read what you said before on "
    return say("All right: ", mention(later), text, Bold(review.title), ".", buttons=[_let_button(review, later)])


def _let_button(review: Review, later: Person) -> Button:
    return Button("They may read it", "review.let_join", _subject(review, later), "primary")


def _subject(review: Review, later: Person) -> str:
    return PLACE.spell(review.id, later.id)
