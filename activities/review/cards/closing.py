"""Closing answers: what is said when they are in, when there is more time, and when nothing is shown."""

from datetime import date

from activities.kit.cards import Card, Paragraph, say
from activities.kit.forms import DateField, Form
from activities.kit.runs import Bold, words
from activities.kit.wording import day
from activities.review.cards.overview import waits_for
from activities.review.cards.reading import read_answers
from storage.tables import Person, Review

DUE_IN_THE_PAST = "People need until tomorrow at least. Please choose a later day."
THE_HOST, A_PARTICIPANT = "The host", "A participant"


def host(person: Person) -> str:
    """Whose an answer is, where hosts are named."""
    return f"{person.name}, the host"


def closed(review: Review) -> Card:
    """For the facilitator who closed answers."""
    if review.phase == "waiting_for_decision":
        few = ": too few have answered to show anything. Until you decide what follows, people can still answer."
        return say(Bold(review.title), few)
    return say("Answers have closed. ", Bold(review.title), f": {waits_for(review)}.")


def answers_are_in(review: Review) -> Card:
    """For everybody who takes part."""
    return say(
        f"The answers on {review.title} are in: all of them, together. Nothing ties yours to you now, unless names "
        "or roles were agreed on. Next you get a summary to agree to.",
        buttons=[read_answers(review, "primary")],
    )


def closed_unseen(review: Review) -> Card:
    """For everybody, where too few answered."""
    return say(
        "The review of ",
        Bold(review.title),
        " has ended: too few answered. Every answer is deleted; nobody has seen any.",
    )


def cancelled(review: Review) -> Card:
    """For everybody who was asked."""
    return say("The review of ", Bold(review.title), " has been cancelled, so there is nothing you need to do.")


def is_cancelled(review: Review) -> Card:
    """For the facilitator who cancelled it."""
    return say(Bold(review.title), " is cancelled, and everybody who was asked is told.")


def extend_form(review: Review, due: date) -> Form:
    """The form with a later day."""
    intro = Paragraph(words(Bold(review.title), f". Answers were to close on {day(review.due)}; everybody is told."))
    return Form("review.extend", str(review.id), "More time", "Save", (DateField("due", "Answers by", due),), (intro,))


def extended(review: Review) -> Card:
    """For the facilitator who left more time."""
    return say(
        "Saved. Answers on ", Bold(review.title), f" close on {day(review.due)} at 17:00; everybody asked is told."
    )


def due_moved(review: Review) -> Card:
    """For everybody who is asked."""
    return say("There is more time for ", Bold(review.title), f": answers close on {day(review.due)} at 17:00.")
