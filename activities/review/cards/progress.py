"""How far a review is, for whoever runs it: how many have answered, too few, how many agree."""

from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.wording import count, day
from activities.review.cards.asking_more import ask_somebody_else
from activities.review.cards.opening import cancel
from activities.review.cards.overview import waits_for
from activities.review.tally import Tally
from activities.review.template import Template
from storage.tables import Review

UNSEEN = "Every answer is deleted, and nobody will ever have seen it."


def answers_come_in(review: Review, template: Template, so_far: Tally) -> Card:
    """While answers can be given. Who has answered is said nowhere."""
    step = f"Step {review.round} of {len(template.rounds)}. " if template.rounds else ""
    lead = words(Bold(review.title), f": {step}{_said(so_far)}. Answers close on {day(review.due)} at 17:00.")
    buttons = (_close(review), extend(review), ask_somebody_else(review), hand_over(review), cancel(review))
    parts: list[Part] = [Paragraph(lead), Buttons(buttons)]
    return Card(f"{review.title}: {_said(so_far)}", tuple(parts))


def too_few(review: Review, so_far: Tally, refused: bool) -> Card:
    """Answers were due, and would give their authors away; or nobody has answered."""
    lead = words(Bold(review.title), f": {_said(so_far)}, and answers were due.")
    if not so_far.answered:
        return Card(
            f"{review.title}: nobody has answered", (Paragraph(lead), Buttons((extend(review), _unseen(review))))
        )
    why = "Fewer than five answers can give their authors away, so nothing is shown. You can leave more time, "
    if not so_far.may_be_asked:
        why = (
            "Somebody has left since, and perhaps an answer with them. Shown among so few, the others would tell "
            "whether it did, so nothing is shown. You can leave more time, or close the review unseen."
        )
        buttons: tuple[Button, ...] = (extend(review), _unseen(review))
    elif refused:
        why += "or close the review unseen. Not everybody who answered wants to be shown, and I don’t say who."
        buttons = (extend(review), _unseen(review))
    else:
        why += "ask those who answered whether they agree to be shown, or close the review unseen."
        ask = Button("Ask those who answered", "review.ask_consent", str(review.id))
        buttons = (extend(review), ask, _unseen(review))
    more = Small(words("If more people answer meanwhile, close it again: ")), Buttons((_close(review),))
    return Card(f"{review.title}: too few answers", (Paragraph(lead), Paragraph(words(why)), Buttons(buttons), *more))


def asking_those(review: Review) -> Card:
    """Those who answered have been asked whether they may be shown. Neither how many they are nor how many agree."""
    return say(
        Bold(review.title),
        ": I have asked those who answered whether they may be shown, and not all have agreed yet. If one would "
        "rather not, nothing is shown.",
        buttons=(extend(review), _unseen(review)),
    )


def going_round(review: Review, agree: int, asked: int) -> Card:
    """The summary is with those who took part."""
    until = day(review.agree_by) if review.agree_by else ""
    return say(
        Bold(review.title),
        f": the summary is going round, and {agree} of {asked} agree. I file it when all have agreed, or after "
        f"{until} if nobody has objected by then.",
        buttons=(hand_over(review), cancel(review)),
    )


def stands(review: Review) -> Card:
    """In every other phase."""
    return say(Bold(review.title), f": {waits_for(review)}.")


def extend(review: Review) -> Button:
    """Leads to the form with a later day."""
    return Button("Leave more time", "review.extend_form", str(review.id))


def hand_over(review: Review) -> Button:
    """Leads to the form that names another facilitator."""
    return Button("Hand over", "review.hand_over_form", str(review.id))


def _close(review: Review) -> Button:
    question = "With five answers or more, all of them appear, and nobody can answer any more. With fewer, I ask you."
    return Button("Close answers now", "review.close", str(review.id), "plain", Confirm(question, "Close answers"))


def _unseen(review: Review) -> Button:
    return Button("Close unseen", "review.close_unseen", str(review.id), "danger", Confirm(UNSEEN, "Close unseen"))


def _said(so_far: Tally) -> str:
    if not so_far.answered:
        return f"nobody of {count(so_far.asked, 'person', 'people')} has answered yet"
    return f"{so_far.answered if so_far.is_told else 'fewer than five'} of {so_far.asked} have answered"
