"""What whoever looks after a workspace reads while nobody facilitates."""

from collections.abc import Sequence

from activities.kit.cards import Button, Card, say
from activities.kit.turn import mention
from activities.kit.wording import listed_runs
from activities.privacy.cards.facilitators import SUBJECT
from storage.tables import Person


def nobody_facilitates() -> Card:
    """To each of them, once a week."""
    return say(
        "Nobody facilitates Knowhow here any more, so whatever is under way waits: nobody can approve it, close it or "
        "file it. You look after this workspace, so you can say who facilitates, here or at any time with /knowhow "
        "facilitators. It shows you nobody’s answers. Until somebody does, I’ll ask once a week.",
        buttons=[Button("Add somebody", "knowhow.add", SUBJECT, style="primary")],
    )


def somebody_does(facilitators: Sequence[Person]) -> Card:
    """In place of it, once somebody has been appointed."""
    names = listed_runs([mention(person) for person in facilitators])
    return say("Somebody facilitates Knowhow again: ", names, ". There is nothing more for you to do. Thank you!")
