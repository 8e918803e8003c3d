"""Too few have answered to be shown without giving somebody away: those who did may agree to it all the same."""

from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.review.cards import consent as cards
from activities.review.closing import show
from activities.review.progress import tell_progress
from activities.review.review import REVIEW, my_part, staying, the_review
from storage import reviews, sealed
from storage.people import sure
from storage.tables import Person, Review, ReviewMember


def ask_consent(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Ask those who answered. Who they are is said to nobody."""
    asked = _authors(turn, review)
    if not asked:
        raise MovedOn
    REVIEW.step(review, "ask_consent")
    for _, person in asked:
        turn.tell(
            person, cards.may_yours_be_shown(review, len(asked)), ("consent", sure(review.id), turn.now.isoformat())
        )
    tell_progress(turn, review)
    return cards.asked(review)


def show_mine(turn: Turn, pressed: Pressed) -> Card:
    """“Show mine too”. When everybody has said so, answers are shown."""
    review, mine = _asked(turn, pressed)
    REVIEW.step(review, "agree")
    mine.may_show = True
    turn.session.flush()
    tell_progress(turn, review)
    show_if_all_agree(turn, review)
    return cards.thank_you(review)


def keep_mine(turn: Turn, pressed: Pressed) -> Card:
    """“Rather not”: nothing is shown, and nobody hears whose word it was."""
    review, _ = _asked(turn, pressed)
    REVIEW.step(review, "refuse")
    for member, _ in staying(turn, review):
        member.may_show = False
    tell_progress(turn, review, refused=True)
    return cards.nothing_is_shown(review)


def show_if_all_agree(turn: Turn, review: Review) -> None:
    """Show answers once all who answered and are still here agree. Who has left can agree to nothing."""
    if review.phase != "waiting_for_consent" or not all(member.may_show for member, _ in _authors(turn, review)):
        return
    everybody = reviews.members(turn.session, turn.org, sure(review.id))
    here = {person.id for _, person in staying(turn, review)}
    for person in sealed.authors(turn.session, review, [member.person_id for member, _ in everybody]):
        if person not in here:
            sealed.take_back(turn.session, review, person)
    show(turn, review)


def _asked(turn: Turn, pressed: Pressed) -> tuple[Review, ReviewMember]:
    review = the_review(turn, pressed.subject)
    mine = my_part(turn, review)
    if turn.person.id not in {person.id for _, person in _authors(turn, review)}:
        raise MovedOn
    return review, mine


def _authors(turn: Turn, review: Review) -> list[tuple[ReviewMember, Person]]:
    here = staying(turn, review)
    authors = sealed.authors(turn.session, review, [member.person_id for member, _ in here])
    return [(member, person) for member, person in here if member.person_id in authors]
