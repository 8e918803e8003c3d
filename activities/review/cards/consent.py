"""Asking the few who answered whether they may be shown."""

from activities.kit.cards import Button, Card, say
from activities.kit.runs import Bold
from activities.kit.subjects import PLACE
from activities.kit.wording import count
from storage.tables import Review


def may_yours_be_shown(review: Review) -> Card:
    """For somebody who answered, each time that they are asked, with the number that it is about."""
    subject = PLACE.spell(review.id, review.consents)
    again = "Somebody who answered has gone since I asked, so I ask you anew. " if review.consents > 1 else ""
    return say(
        f"{again}Only {count(review.consent_of, 'person has', 'people have')} answered on ",
        Bold(review.title),
        ", without whoever runs it. Answers would be shown without names, but among so few somebody may guess whose "
        "they are. They are shown only if everybody who answered agrees; if not, nobody hears who would rather not.",
        buttons=[
            Button("Show mine too", "review.show_mine", subject, "primary"),
            Button("Rather not", "review.keep_mine", subject),
        ],
    )


def asked(review: Review) -> Card:
    """For the facilitator."""
    return say(
        "I’m asking those who answered on ",
        Bold(review.title),
        ". I’ll tell you what comes of it, but not who said what.",
    )


def thank_you(review: Review) -> Card:
    """For whoever agreed."""
    return say("Thank you. Answers on ", Bold(review.title), " are shown once everybody who answered has agreed.")


def nothing_is_shown(review: Review) -> Card:
    """For whoever would rather not."""
    return say(
        "All right: nothing on ", Bold(review.title), " is shown as it stands, and nobody hears that it was you."
    )
