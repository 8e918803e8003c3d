"""Nobody facilitates any more: whoever looks after a workspace is told once, then weekly, and how to appoint somebody.

Slack says who that is; Teams tells a bot nothing of the kind. There, whoever runs the server is told, by the log and by
`knowhow doctor`, and appoints somebody in the settings.
"""

from datetime import date, time, timedelta

from activities.kit.events import Due
from activities.kit.turn import Key, Turn
from activities.kit.working import moment
from activities.privacy.cards import unled as cards
from storage import people

LOOKS_AGAIN_AT = time(9)
A_WEEK = timedelta(days=7)


def begin_to_ask(turn: Turn) -> None:
    """The last facilitator has gone."""
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
        turn.tell(admin, cards.nobody_facilitates(), _key(since, (turn.today - since) // A_WEEK))
    turn.wake(moment(turn.today + timedelta(days=1), LOOKS_AGAIN_AT, turn.zone), "unled", turn.org)


def end_asking(turn: Turn) -> None:
    """Somebody facilitates again: whoever was asked need not do anything any more."""
    since = turn.organisation.unled_since
    if since is None:
        return
    for week in range((turn.today - since) // A_WEEK + 1):
        turn.tell_anew(cards.somebody_does(turn.facilitators()), _key(since, week))
    turn.organisation.unled_since = None
    turn.cancel_wake("unled", turn.org)


def _key(since: date, week: int) -> Key:
    return ("unled", since.isoformat(), week)
