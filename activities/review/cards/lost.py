"""What whoever runs a review reads of people to whom a question, or its summary, may not have come."""

from collections.abc import Sequence

from activities.kit.cards import Card, say
from activities.kit.lost import button
from activities.kit.runs import Bold, Run
from activities.kit.subjects import PLACE
from activities.kit.wording import listed_runs
from storage.tables import Review

ASK_AGAIN, SHOW_AGAIN = "review.ask_again", "review.show_again"


def not_asked(review: Review, people: Sequence[Run], may_be_there: bool) -> Card:
    """Answers are open still."""
    return say(
        "I can’t be sure that what I ask in ",
        Bold(review.title),
        " has reached ",
        listed_runs(people),
        ". Press Send again, or ask them yourself: it stands on their home page here, too.",
        buttons=[button(ASK_AGAIN, PLACE.spell(review.id, review.round), may_be_there)],
    )


def not_shown(review: Review, people: Sequence[Run], may_be_there: bool) -> Card:
    """The summary goes round still."""
    return say(
        "I can’t be sure that the summary of ",
        Bold(review.title),
        " has reached ",
        listed_runs(people),
        ". Press Send again, or tell them yourself: they find it on their home page here, too.",
        buttons=[button(SHOW_AGAIN, PLACE.spell(review.id, review.circulated), may_be_there)],
    )


def too_late_to_ask(review: Review, people: Sequence[Run]) -> Card:
    """Answers have closed since, or this is another round."""
    return _too_late("What I asked in ", review, people, "Answers have closed since")


def too_late_to_show(review: Review, people: Sequence[Run]) -> Card:
    """The summary goes round no more, or in other words."""
    return _too_late("The summary of ", review, people, "It has gone on since")


def sent_again(review: Review) -> Card:
    """In answer to “Send again”."""
    return say("I’m sending it again to those whom it may not have reached: ", Bold(review.title), ".")


def cannot_reach(review: Review, people: Sequence[Run]) -> Card:
    """Where those who were asked take part no more."""
    return say(
        "I can’t reach ",
        listed_runs(people),
        " about ",
        Bold(review.title),
        " any more, so there is nothing to send again. Nobody waits for what they would have said.",
    )


def _too_late(what: str, review: Review, people: Sequence[Run], since: str) -> Card:
    return say(
        what,
        Bold(review.title),
        " may not have reached ",
        listed_runs(people),
        f". {since}, so there is nothing to send again.",
    )
