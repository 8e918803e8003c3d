"""Closing answers: all are shown together, or none where too few would give their authors away."""

from datetime import date

from activities.kit.answers import Reader
from activities.kit.cards import Card, Paragraph, say
from activities.kit.events import Due, Pressed, Submitted
from activities.kit.forms import DateField, FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from activities.kit.wording import day
from activities.review.asking import said_by, tally
from activities.review.asking.inviting import ask, invitation_key, stop_asking
from activities.review.asking.progress import tell_progress
from activities.review.drafting.desk import tell_desk
from activities.review.review import ANNOUNCING, OPEN, REVIEW, asked_of, closes_at, script, staying, the_review
from activities.review.standing import read_answers_button, waits_for
from storage import outbox, reviews, sealed
from storage.tables import Review

NOT_NAMED = ("remind", "consent")
"""What is told while answers are sealed. Its rows would say who was reminded, or asked whether they may be shown."""


def close_due(turn: Turn, due: Due) -> None:
    """Close answers that were due."""
    review = the_review(turn, due.subject)
    if review.phase != "waiting_for_answers" or closes_at(review) > turn.now:
        return
    if any(turn.is_on_its_way(person, invitation_key(review)) for _, person in staying(turn, review)):
        review.due = turn.working_days.after(turn.today)  # nobody is late who has not been asked
        ask(turn, review)
        return
    _close(turn, review)


def close_now(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Close answers for the facilitator, before they are due or once more have come."""
    if review.phase not in OPEN:
        raise MovedOn
    _close(turn, review)
    return closed_card(review)


def close_unseen(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Close answers so that nobody shall ever see what was answered."""
    REVIEW.step(review, "close_unseen")
    _end(turn, review)
    for _, person in staying(turn, review):
        turn.tell(person, closed_unseen_card(review), ("ended", review.id))
    return closed_unseen_card(review)


def cancel(turn: Turn, review: Review, pressed: Pressed) -> Card:
    """Cancel a review, which does not take place. What is sealed is deleted."""
    REVIEW.step(review, "cancel")
    _end(turn, review)
    turn.cancel_wake("silence", review.id)
    for _, person in staying(turn, review):
        turn.tell(person, cancelled_card(review), ("ended", review.id))
    return is_cancelled_card(review)


def ask_for_more_time(turn: Turn, review: Review, pressed: Pressed) -> Form:
    """Show the form after “Leave more time”."""
    if not REVIEW.allows(review, "extend"):
        raise MovedOn
    return extend_form(review, turn.working_days.after(max(turn.today, review.due), 5))


def extend(turn: Turn, review: Review, submitted: Submitted) -> Card | FieldErrors:
    """Let answers close on a later day.

    Whoever had agreed to be shown among few is asked again, if it comes to that.
    """
    REVIEW.step(review, "extend")
    answers = Reader(submitted.values)
    review.due = answers.day("due", date(turn.today.year + 1, 12, 31))
    if "due" not in answers.errors and review.due <= turn.today:
        answers.errors["due"] = DUE_IN_THE_PAST
    if answers.errors:
        return FieldErrors(answers.errors)
    for member, _ in staying(turn, review):
        member.may_show = False
    turn.session.flush()
    ask(turn, review)
    for _, person in staying(turn, review):
        turn.tell(person, due_moved_card(review), ("due", review.id, review.due.isoformat()))
    return extended_card(review)


def show(turn: Turn, review: Review) -> None:
    """Show every answer of this round: copied, shuffled, and cut off from whoever gave it, but for those named.

    In a review of several rounds the next begins; after the last the facilitator words the summary.
    """
    everybody = reviews.members(turn.here, review.id)
    authors = set(sealed.authors(turn.session, review, [member.person_id for member, _ in everybody]))
    asked = {member.person_id for member, _ in staying(turn, review) if asked_of(review, member.part)}
    review.answered, review.asked = len(authors), len(asked | authors)
    named = {
        sealed.digest(review, person.id): (words, person.id)
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
        turn.tell(person, answers_are_in_card(review), ("answers", review.id))
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
    review.key = sealed.new_key()
    review.due = turn.working_days.after(turn.today, script(review).timings.due_after)
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


# ---- what people see ------------------------------------------------------------------------------------------------

DUE_IN_THE_PAST = "People need until tomorrow at least. Please choose a later day."


def closed_card(review: Review) -> Card:
    """Build the card for the facilitator who closed answers."""
    if review.phase == "waiting_for_decision":
        few = ": too few have answered to show anything. Until you decide what follows, people can still answer."
        return say(Bold(review.title), few)
    return say("Answers have closed. ", Bold(review.title), f": {waits_for(review)}.")


def answers_are_in_card(review: Review) -> Card:
    """Build the card for everybody who takes part, when answers are in."""
    return say(
        f"The answers on {review.title} are in: all of them, together. Nothing ties yours to you now, unless names "
        "or roles were agreed on. Next you get a summary to agree to.",
        buttons=[read_answers_button(review, "primary")],
    )


def closed_unseen_card(review: Review) -> Card:
    """Build the card for everybody who was asked, where too few answered to be shown."""
    return say(
        "The review of ",
        Bold(review.title),
        " has ended: too few answered. Every answer is deleted; nobody has seen any.",
    )


def cancelled_card(review: Review) -> Card:
    """Build the card for everybody who was asked, when the review is cancelled."""
    return say("The review of ", Bold(review.title), " has been cancelled, so there is nothing you need to do.")


def is_cancelled_card(review: Review) -> Card:
    """Build the card for the facilitator who cancelled a review."""
    return say(Bold(review.title), " is cancelled, and everybody who was asked is told.")


def extend_form(review: Review, due: date) -> Form:
    """Build the form in which the facilitator chooses a later day for answers."""
    intro = Paragraph(words(Bold(review.title), f". Answers were to close on {day(review.due)}; everybody is told."))
    return Form("review.extend", str(review.id), "More time", "Save", (DateField("due", "Answers by", due),), (intro,))


def extended_card(review: Review) -> Card:
    """Build the card for the facilitator who left more time for answers."""
    return say(
        "Saved. Answers on ", Bold(review.title), f" close on {day(review.due)} at 17:00; everybody asked is told."
    )


def due_moved_card(review: Review) -> Card:
    """Build the card for everybody who is asked, when the day has moved."""
    return say("There is more time for ", Bold(review.title), f": answers close on {day(review.due)} at 17:00.")
