"""Asking everybody: the invitation, a reminder two working days before answers close, and one on the day."""

from collections.abc import Iterator
from datetime import date

from activities.kit.cards import Card
from activities.kit.events import Due
from activities.kit.subjects import subject
from activities.kit.turn import Key, Turn
from activities.kit.working import working_day_before
from activities.review.announcement import ANNOUNCING
from activities.review.cards import asking as cards
from activities.review.cards import opening as opening_cards
from activities.review.learned import library_answers
from activities.review.progress import tell_progress
from activities.review.review import REVIEW, ROUND_KEY, asked_of, at, closes_at, script, staying, the_review
from storage import records, sealed, sealing
from storage.readers import Reader
from storage.tables import Person, Review, ReviewMember

REMINDER = subject(str, int, int, str, date, str)
"""The key of one: of which review, in which round, which of the two, of which day, and to whom."""

REMINDS_BEFORE = 2
"""Working days."""


def begin(turn: Turn, review: Review) -> Card:
    """Everybody is asked for the first time."""
    REVIEW.step(review, "begin")
    review.key = sealing.new_key()
    ask(turn, review)
    ANNOUNCING.announce(turn, review)
    people = [person for _, person in staying(turn, review)]
    return opening_cards.begun(review, people, library_answers(turn, review))


def ask(turn: Turn, review: Review) -> None:
    """Ask what this round asks, and expect answers until they are due. Call it again when the date has moved."""
    for person, card in invitations(turn, review):
        turn.tell(person, card, invitation_key(review))
    morning = at(review, working_day_before(review.due, REMINDS_BEFORE))
    if morning > turn.now:
        turn.wake(morning, "remind", review.id)
    turn.wake(at(review, review.due), "remind_today", review.id)
    turn.wake(closes_at(review), "close", review.id)
    tell_progress(turn, review)


def ask_in_other_words(turn: Turn, review: Review) -> None:
    """The invitation has changed: it does so in place, wherever it was sent this round."""
    for person, card in invitations(turn, review):
        if turn.has_told(person, invitation_key(review)):
            turn.tell(person, card, invitation_key(review))


def is_still_asked(turn: Turn, key: str) -> bool:
    """Bring an invitation that was held up to date; false where it asks nothing any more."""
    _, wanted, asked_round, _ = ROUND_KEY.read(key)
    review = the_review(turn, wanted)
    if review.phase != "waiting_for_answers" or asked_round != review.round:
        return False
    ask_in_other_words(turn, review)
    return True


def is_still_reminded(turn: Turn, key: str) -> bool:
    """Whether a reminder that was held up is about the day on which answers close, and that has not passed."""
    _, wanted, asked_round, _, due, _ = REMINDER.read(key)
    review = the_review(turn, wanted)
    is_this = (asked_round, due) == (review.round, review.due)
    return is_this and review.phase == "waiting_for_answers" and turn.now < closes_at(review)


def stop_asking(turn: Turn, review: Review) -> None:
    """Answers have closed, one way or another."""
    for what in ("remind", "remind_today", "close"):
        turn.cancel_wake(what, review.id)


def remind(turn: Turn, due: Due) -> None:
    """Two working days are left."""
    _remind(turn, the_review(turn, due.subject), last=False)


def remind_today(turn: Turn, due: Due) -> None:
    """It is the day."""
    _remind(turn, the_review(turn, due.subject), last=True)


def invitations(turn: Turn, review: Review) -> Iterator[tuple[Person, Card]]:
    """Everybody who takes part, and what they are asked in this round."""
    people = staying(turn, review)
    for member, person in people:
        yield person, _invitation(turn, review, member, person, len(people))


def _invitation(turn: Turn, review: Review, member: ReviewMember, person: Person, people: int) -> Card:
    if not asked_of(review, member.part):
        return cards.nothing_this_round(review, script(review), people)
    reader = Reader(turn.org, person.id)  # others may be asked now than were before the event
    before = records.filed_from(turn.session, reader, f"review:{review.follows_id}") if review.follows_id else None
    return cards.invitation(review, script(review), member.part, turn.who_runs(review), people, before)


def invitation_key(review: Review) -> Key:
    """Under what everybody is asked in a round."""
    return ("invitation", review.id, review.round)


def _remind(turn: Turn, review: Review, last: bool) -> None:
    if review.phase != "waiting_for_answers":
        return
    asked = [person for member, person in staying(turn, review) if asked_of(review, member.part)]
    answered = sealed.authors(turn.session, review, [person.id for person in asked])
    for person in asked:
        if person.id not in answered:
            key = ("remind", review.id, review.round, "last" if last else "first", review.due.isoformat())
            turn.tell(person, cards.reminder(review, last), key)
