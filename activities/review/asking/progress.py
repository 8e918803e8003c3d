"""How far a review is, on one card for whoever runs it, which changes in place."""

from activities.kit.cards import Button, Buttons, Card, Confirm, Paragraph, Part, Small, say
from activities.kit.runs import Bold, words
from activities.kit.turn import Key, Turn
from activities.kit.wording import count, day
from activities.review.asking import Tally, tally
from activities.review.review import script, staying
from activities.review.standing import (
    ask_somebody_else_button,
    cancel_button,
    extend_button,
    hand_over_button,
    waits_for,
)
from activities.review.template import Template
from storage.tables import Review


def tell_progress(turn: Turn, review: Review, refused: bool = False) -> None:
    """Tell whoever runs the review how it stands. `refused`: somebody who answered would rather not be shown."""
    turn.session.flush()
    card = progress(turn, review, refused)
    for person in turn.who_runs(review):
        turn.tell(person, card, progress_key(review))


def progress_key(review: Review) -> Key:
    """Make the key under which whoever runs a review is told how it stands."""
    return ("progress", review.id)


def progress(turn: Turn, review: Review, refused: bool = False) -> Card:
    """Show how the review stands, to whoever runs it."""
    match review.phase:
        case "waiting_for_answers":
            return answers_come_in_card(review, script(review), tally(turn, review))
        case "waiting_for_decision":
            return too_few_card(review, tally(turn, review), refused)
        case "waiting_for_consent":
            return asking_those_card(review)
        case "waiting_for_agreement":
            words = [member.phase for member, _ in staying(turn, review)]
            return going_round_card(review, words.count("agrees"), len(words))
        case _:
            return stands_card(review)


# ---- what people see ------------------------------------------------------------------------------------------------

UNSEEN = "Every answer is deleted, and nobody will ever have seen it."


def answers_come_in_card(review: Review, template: Template, so_far: Tally) -> Card:
    """Build the card for whoever runs it while answers can be given. Who has answered is said nowhere."""
    step = f"Step {review.round} of {len(template.rounds)}. " if template.rounds else ""
    lead = words(Bold(review.title), f": {step}{_said(so_far)}. Answers close on {day(review.due)} at 17:00.")
    buttons = (
        _close_button(review),
        extend_button(review),
        ask_somebody_else_button(review),
        hand_over_button(review),
        cancel_button(review),
    )
    parts: list[Part] = [Paragraph(lead), Buttons(buttons)]
    return Card(f"{review.title}: {_said(so_far)}", tuple(parts))


def too_few_card(review: Review, so_far: Tally, refused: bool) -> Card:
    """Build the card for whoever runs it when answers were due and too few have come.

    They would give their authors away; or nobody has answered.
    """
    lead = words(Bold(review.title), f": {_said(so_far)}, and answers were due.")
    if not so_far.answered:
        return Card(
            f"{review.title}: nobody has answered",
            (Paragraph(lead), Buttons((extend_button(review), _unseen_button(review)))),
        )
    why = "Fewer than five answers can give their authors away, so nothing is shown. You can leave more time, "
    if not so_far.may_be_asked:
        why = (
            "Somebody has left since, and perhaps an answer with them. Shown among so few, the others would tell "
            "whether it did, so nothing is shown. You can leave more time, or close the review unseen."
        )
        buttons: tuple[Button, ...] = (extend_button(review), _unseen_button(review))
    elif refused:
        why += "or close the review unseen. Not everybody who answered wants to be shown, and I don’t say who."
        buttons = (extend_button(review), _unseen_button(review))
    else:
        why += "ask those who answered whether they agree to be shown, or close the review unseen."
        ask = Button("Ask those who answered", "review.ask_consent", str(review.id))
        buttons = (extend_button(review), ask, _unseen_button(review))
    more = Small(words("If more people answer meanwhile, close it again: ")), Buttons((_close_button(review),))
    return Card(f"{review.title}: too few answers", (Paragraph(lead), Paragraph(words(why)), Buttons(buttons), *more))


def asking_those_card(review: Review) -> Card:
    """Build the card for whoever runs it once those who answered were asked whether they may be shown.

    Neither how many they are nor how many agree.
    """
    return say(
        Bold(review.title),
        ": I have asked those who answered whether they may be shown, and not all have agreed yet. If one would "
        "rather not, nothing is shown.",
        buttons=(extend_button(review), _unseen_button(review)),
    )


def going_round_card(review: Review, agree: int, asked: int) -> Card:
    """Build the card for whoever runs it while the summary is with those who took part."""
    until = day(review.agree_by) if review.agree_by else ""
    return say(
        Bold(review.title),
        f": the summary is going round, and {agree} of {asked} agree. I file it when all have agreed, or after "
        f"{until} if nobody has objected by then.",
        buttons=(hand_over_button(review), cancel_button(review)),
    )


def stands_card(review: Review) -> Card:
    """Build the card for whoever runs a review, in every other phase."""
    return say(Bold(review.title), f": {waits_for(review)}.")


def _close_button(review: Review) -> Button:
    question = "With five answers or more, all of them appear, and nobody can answer any more. With fewer, I ask you."
    return Button("Close answers now", "review.close", str(review.id), "plain", Confirm(question, "Close answers"))


def _unseen_button(review: Review) -> Button:
    return Button("Close unseen", "review.close_unseen", str(review.id), "danger", Confirm(UNSEEN, "Close unseen"))


def _said(so_far: Tally) -> str:
    if not so_far.answered:
        return f"nobody of {count(so_far.asked, 'person', 'people')} has answered yet"
    return f"{so_far.answered if so_far.is_told else 'fewer than five'} of {so_far.asked} have answered"
