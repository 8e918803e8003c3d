"""How a review stands, in words, and the buttons that lead to what can be done with it."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, Confirm, Style, say
from activities.kit.subjects import PLACE
from activities.kit.turn import mention
from activities.kit.wording import day, listed_runs
from storage.tables import Person, Review

# ---- what people see ------------------------------------------------------------------------------------------------


def to_the_desk_button(review: Review) -> Button:
    """Build the button that leads back to the desk."""
    return Button("Back to your desk", "review.desk", str(review.id))


def ask_somebody_else_button(review: Review) -> Button:
    """Build the button that leads to the form in which somebody else is asked."""
    return Button("Ask somebody else", "review.ask_more_form", str(review.id))


def read_summary_button(review: Review, style: Style = "plain") -> Button:
    """Build the button that shows the summary that goes round, with both answers to it."""
    return Button("Read the summary", "review.read_summary", str(review.id), style)


def extend_button(review: Review) -> Button:
    """Build the button that leads to the form with a later day for answers."""
    return Button("Leave more time", "review.extend_form", str(review.id))


def hand_over_button(review: Review) -> Button:
    """Build the button that leads to the form that names another facilitator."""
    return Button("Hand over", "review.hand_over_form", str(review.id))


def read_answers_button(review: Review, style: Style = "plain") -> Button:
    """Build the button that shows the answers from the first page on."""
    return Button("Read the answers", "review.read", PLACE.spell(review.id, 1), style)


def waits_for(review: Review) -> str:
    """Say what a review waits for, as a clause."""
    match review.phase:
        case "waiting_for_parts":
            return "its facilitator is to say who hosts"
        case "waiting_for_answers":
            return f"answers close on {day(review.due)} at 17:00"
        case "waiting_for_decision":
            return "too few have answered, and its facilitator decides what follows"
        case "waiting_for_consent":
            return "too few have answered, and those who did are asked whether they may be shown"
        case "waiting_for_summary":
            return "answers are in, and its facilitator words the summary"
        case "waiting_for_agreement":
            return "the summary is with those who took part, who agree or suggest a change"
        case "waiting_for_filing":
            return "it is written down, and ready to be filed"
        case "filed":
            return "it is over, and its summary has been filed"
        case "closed_unseen":
            return "it was closed, and its answers were deleted unseen"
        case _:
            return "it was cancelled"


def in_public(review: Review) -> str:
    """Say how a review stands, as a clause for a channel, where nobody needs to know how it goes."""
    match review.phase:
        case "filed" if review.visibility == "participants":
            return "those who took part have reviewed it together"
        case "filed":
            return "what was learned is in the library"
        case "closed_unseen" | "cancelled":
            return "this review does not take place"
        case _:
            return "those who take part have been asked"


def somebody_elses_card(review: Review, who: Sequence[Person]) -> Card:
    """Build the card for a facilitator who does not run this review: what it holds is for those who take part."""
    names = listed_runs([mention(person) for person in who], "or")
    return say("Only whoever runs this review can do that. Please ask ", names, ".")


def nothing_card() -> Card:
    """Build the card for somebody whom no review concerns."""
    return say("No review waits for you.")


def cancel_button(review: Review) -> Button:
    """Build the button that cancels a review, once confirmed."""
    question = "Everybody asked is told, and whatever was answered is deleted unseen. It cannot be brought back."
    return Button("Cancel it", "review.cancel", str(review.id), "danger", Confirm(question, "Cancel it"))


READERS = {
    "participants": "those who took part",
    "organisation": "everybody in the organisation",
    "public": "everybody in the organisation, and other organisations once another facilitator agrees",
}


def answer_button(review: Review) -> Button:
    """Build the button that opens the form of questions."""
    return Button("Answer", "review.answer", str(review.id), "primary")


def change_answers_button(review: Review, style: Style = "plain") -> Button:
    """Build the button that opens the form of questions again, for somebody who has answered something."""
    return Button("Change my answers", "review.answer", str(review.id), style)
