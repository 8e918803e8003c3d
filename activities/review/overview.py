"""How reviews stand for somebody: `/aar list`, `/aar show`, the home page, and whatever came too late."""

from activities.kit.cards import Button, Card, Part
from activities.kit.events import Command, Pressed
from activities.kit.turn import Turn
from activities.kit.views import Answer
from activities.review import consent
from activities.review.cards import overview as cards
from activities.review.cards.agreement import read_summary
from activities.review.cards.asking import answer, change_answers
from activities.review.cards.opening import waits_for_hosts
from activities.review.cards.reading import read_answers
from activities.review.desk import desk
from activities.review.progress import progress
from activities.review.readers import may_read
from activities.review.review import OPEN, REVIEW, RUNNING, asked_of, runs, the_review
from storage import reviews, sealed
from storage.tables import Review, ReviewMember


def list_all(turn: Turn, command: Command) -> Card:
    """`/aar list`."""
    return everything(turn)


def everything(turn: Turn) -> Card:
    """The reviews that this person takes part in or runs."""
    mine = [review for review, member in _parts(turn) if member.phase != "left"]
    return cards.listed(mine, _looked_after(turn))


def show(turn: Turn, command: Command) -> Answer:
    """`/aar show`: the one that is running, or a card to choose from."""
    mine = [review for review, member in _parts(turn) if member.phase != "left"]
    rows = list({review.id: review for review in [*_looked_after(turn), *mine] if review.phase in RUNNING}.values())
    if len(rows) != 1:
        return cards.which(rows)
    turn.concerns(rows[0].id)
    return stands(turn, rows[0])


def show_one(turn: Turn, pressed: Pressed) -> Card:
    """“Show”."""
    return stands_for(turn, pressed.subject)


def stands_for(turn: Turn, subject: str) -> Card:
    """How the review on a button stands for this person; everything of theirs where it is none of their business."""
    review = the_review(turn, subject)
    return stands(turn, review) if may_read(turn, review) or runs(turn, review) else everything(turn)


def stands(turn: Turn, review: Review) -> Card:
    """How a review stands: for whoever runs it with the ways on, for others with what waits for them."""
    if runs(turn, review):
        if review.phase == "waiting_for_parts":
            return waits_for_hosts(review)
        return desk(turn, review, turn.person) if REVIEW.allows(review, "draft") else progress(turn, review)
    if (question := consent.waits_for(turn, review)) is not None:
        return question
    button = _waits_for_me(turn, review)
    ways = [button] if button else []
    agrees = _agrees(turn, review)
    if agrees:
        ways.append(read_summary(review))
    if sealed.shown(turn.session, review):
        ways.append(read_answers(review))
    return cards.stands(review, ways, agrees)


def home(turn: Turn) -> tuple[Part, ...]:
    """What waits for this person, and for a facilitator the reviews that they run."""
    parts: list[Part] = []
    for review, member in _parts(turn):
        button = _waits_for_me(turn, review) if member.phase != "left" else None
        if button is not None:
            parts += cards.awaited(review, cards.waits_for(review), button)
    return (*parts, *cards.looked_after([one for one in _looked_after(turn) if one.phase in RUNNING]))


def _waits_for_me(turn: Turn, review: Review) -> Button | None:
    """The button under which a review waits for this person, if it does."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    if mine is None or mine.phase == "left":
        return None
    if review.phase in OPEN and asked_of(review, mine.part):
        said = sealed.of(turn.session, review, turn.person.id)
        return change_answers(review, "primary") if said else answer(review)
    if review.phase == "waiting_for_agreement" and mine.phase == "waiting_for_word":
        return read_summary(review, "primary")
    return None


def _agrees(turn: Turn, review: Review) -> bool:
    """Whether this person agrees with the summary that goes round."""
    mine = reviews.member(turn.here, review.id, turn.person.id)
    return review.phase == "waiting_for_agreement" and mine is not None and mine.phase == "agrees"


def _parts(turn: Turn) -> list[tuple[Review, ReviewMember]]:
    return list(reviews.of_person(turn.here, turn.person.id))


def _looked_after(turn: Turn) -> list[Review]:
    return [one for one in reviews.newest_first(turn.here) if turn.person.facilitates and runs(turn, one)]
