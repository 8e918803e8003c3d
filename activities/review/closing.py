"""Closing answers: all are shown together, or none where too few would give their authors away."""

from datetime import date

from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Due, Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from activities.kit.working import working_day_after
from activities.review.announcement import ANNOUNCING
from activities.review.asking import ask, invitation_key, stop_asking
from activities.review.cards import closing as cards
from activities.review.counting import said_by, tally
from activities.review.desk import tell_desk
from activities.review.progress import tell_progress
from activities.review.review import OPEN, REVIEW, asked_of, closes_at, script, staying, the_review
from storage import outbox, reviews, sealed, sealing
from storage.tables import Review

NOT_NAMED = ("remind", "consent")
"""What is told while answers are sealed. Its rows would say who was reminded, or asked whether they may be shown."""


def close_due(turn: Turn, due: Due) -> None:
    """Answers were due."""
    review = the_review(turn, due.subject)
    if review.phase != "waiting_for_answers" or closes_at(review) > turn.now:
        return
    if any(turn.is_on_its_way(person, invitation_key(review)) for _, person in staying(turn, review)):
        review.due = working_day_after(turn.today)  # nobody is late who has not been asked
        ask(turn, review)
        return
    _close(turn, review)


def close_now(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """The facilitator closes answers, before they are due or once more have come."""
    if review.phase not in OPEN:
        raise MovedOn
    _close(turn, review)
    return cards.closed(review)


def close_unseen(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Nobody shall ever see what was answered."""
    REVIEW.step(review, "close_unseen")
    _end(turn, review)
    for _, person in staying(turn, review):
        turn.tell(person, cards.closed_unseen(review), ("ended", review.id))
    return cards.closed_unseen(review)


def cancel(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """The review does not take place. What is sealed is deleted."""
    REVIEW.step(review, "cancel")
    _end(turn, review)
    turn.cancel_wake("silence", review.id)
    for _, person in staying(turn, review):
        turn.tell(person, cards.cancelled(review), ("ended", review.id))
    return cards.is_cancelled(review)


def ask_for_more_time(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """“Leave more time”."""
    if not REVIEW.allows(review, "extend"):
        raise MovedOn
    return cards.extend_form(review, working_day_after(max(turn.today, review.due), 5))


def extend(turn: Turn, review: Review, submitted: Submitted) -> Card | FieldErrors:
    """Answers close on a later day. Whoever had agreed to be shown among few is asked again, should it come to that."""
    REVIEW.step(review, "extend")
    answers = Reader(submitted.values)
    review.due = answers.day("due", date(turn.today.year + 1, 12, 31))
    if "due" not in answers.errors and review.due <= turn.today:
        answers.errors["due"] = cards.DUE_IN_THE_PAST
    if answers.errors:
        return FieldErrors(answers.errors)
    for member, _ in staying(turn, review):
        member.may_show = False
    turn.session.flush()
    ask(turn, review)
    for _, person in staying(turn, review):
        turn.tell(person, cards.due_moved(review), ("due", review.id, review.due.isoformat()))
    return cards.extended(review)


def show(turn: Turn, review: Review) -> None:
    """Show every answer of this round: copied, shuffled, and cut off from whoever gave it, but for those named.

    In a review of several rounds the next begins; after the last the facilitator words the summary.
    """
    everybody = reviews.members(turn.here, review.id)
    authors = set(sealed.authors(turn.session, review, [member.person_id for member, _ in everybody]))
    asked = {member.person_id for member, _ in staying(turn, review) if asked_of(review, member.part)}
    review.answered, review.asked = len(authors), len(asked | authors)
    named = {
        sealing.digest(review, person.id): (words, person.id)
        for member, person in everybody
        if (words := said_by(review, member, person))
    }
    sealed.show(turn.session, review, named, turn.random)
    _leave_no_trace(turn, review)
    if review.round < script(review).last_round:
        _next_round(turn, review)
        return
    REVIEW.step(review, "show")
    review.held_on = turn.today
    turn.session.flush()
    ANNOUNCING.announce(turn, review)
    for _, person in staying(turn, review):
        turn.tell(person, cards.answers_are_in(review), ("answers", review.id))
    tell_progress(turn, review)
    tell_desk(turn, review)


def _close(turn: Turn, review: Review) -> None:
    stop_asking(turn, review)
    if tally(turn, review).is_enough:
        show(turn, review)
    else:
        REVIEW.step(review, "too_few")
        tell_progress(turn, review)


def _next_round(turn: Turn, review: Review) -> None:
    REVIEW.step(review, "next_round")
    review.round += 1
    review.key = sealing.new_key()
    review.due = working_day_after(turn.today, script(review).timings.due_after)
    turn.session.flush()
    ask(turn, review)


def _end(turn: Turn, review: Review) -> None:
    stop_asking(turn, review)
    sealed.destroy(turn.session, review)
    _leave_no_trace(turn, review)
    ANNOUNCING.announce(turn, review)
    tell_progress(turn, review)


def _leave_no_trace(turn: Turn, review: Review) -> None:
    for member, _ in reviews.members(turn.here, review.id):
        member.may_show = False
    review.consent_of = review.gone = review.gone_answered = 0
    for about in NOT_NAMED:
        outbox.forget_told(turn.here, turn.activity, f"{about}:{review.id}:")
    turn.erases = True
    turn.session.flush()
