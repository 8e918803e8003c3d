"""Nobody facilitates any more: whoever looks after a workspace is told once, then weekly, and how to appoint somebody.

Slack says who that is; Teams tells a bot nothing of the kind. There, whoever runs the server is told, by the log and by
`knowhow doctor`, and appoints somebody in the settings.
"""

from collections.abc import Sequence
from datetime import date, time, timedelta

from activities.kit.cards import Button, Card, say
from activities.kit.days import moment
from activities.kit.events import Due
from activities.kit.turn import Key, Turn, mention
from activities.kit.wording import listed_runs
from storage import people
from storage.tables import Person

LOOKS_AGAIN_AT = time(9)
A_WEEK = timedelta(days=7)


def begin_to_ask(turn: Turn) -> None:
    """Begin to ask for a facilitator: the last one has gone."""
    turn.organisation.unled_since = turn.today
    turn.session.flush()
    turn.wake(turn.now, "unled", turn.org)


def ask_admins(turn: Turn, due: Due) -> None:
    """Tell those who have not been told this week. Each morning, because the nightly listing finds more of them."""
    since = turn.organisation.unled_since
    if since is None or turn.facilitators():
        end_asking(turn)
        return
    for admin in people.admins(turn.here):
        turn.tell(admin, nobody_facilitates_card(), _key(since, (turn.today - since) // A_WEEK))
    turn.wake(moment(turn.today + timedelta(days=1), LOOKS_AGAIN_AT, turn.zone), "unled", turn.org)


def end_asking(turn: Turn) -> None:
    """Tell whoever was asked that somebody facilitates again: they need not do anything any more."""
    since = turn.organisation.unled_since
    if since is None:
        return
    for week in range((turn.today - since) // A_WEEK + 1):
        turn.tell_anew(somebody_does_card(turn.facilitators()), _key(since, week))
    turn.organisation.unled_since = None
    turn.cancel_wake("unled", turn.org)


def _key(since: date, week: int) -> Key:
    return ("unled", since.isoformat(), week)


# ---- what people see ------------------------------------------------------------------------------------------------


def nobody_facilitates_card() -> Card:
    """Build the card for whoever looks after a workspace in which nobody facilitates, once a week."""
    return say(
        "Nobody facilitates Knowhow here any more, so whatever is under way waits: nobody can approve it, close it or "
        "file it. You look after this workspace, so you can say who facilitates, here or at any time with /knowhow "
        "facilitators. It shows you nobody’s answers. Until somebody does, I’ll ask once a week.",
        buttons=[Button("Add somebody", "knowhow.add", SUBJECT, style="primary")],
    )


def somebody_does_card(facilitators: Sequence[Person]) -> Card:
    """Build the card for whoever looks after a workspace, in place of that one, once somebody has been appointed."""
    names = listed_runs([mention(person) for person in facilitators])
    return say("Somebody facilitates Knowhow again: ", names, ". There is nothing more for you to do. Thank you!")


SUBJECT = "facilitators"
