"""Which trial a message is about, and what follows when one does not arrive for certain."""

from collections.abc import Collection, Mapping

from activities.coffee.draw.arriving import introduction_lost
from activities.coffee.draw.proposal import not_shown
from activities.coffee.feedback.report import not_reported
from activities.coffee.trial import TRIALS
from activities.kit.lost import Titled, by_word, id_in
from activities.kit.subjects import word_of
from activities.kit.turn import Turn
from storage import trials

OF_MEETINGS = (
    "introduction",
    "introduction_alone",
    "uncertain",
    "unreachable",
    "ended",
    "away",
    "parted",
    "nudge",
    "silence",
    "answered",
)
OF_DRAWS = ("draw", "sent", "partner_gone", "left_out", "approval_reminder")

OF_PLACES = ("nobody_free",)
"""First words of keys in which what follows is the id of a meeting, a draw or a place in a meeting, and of no trial."""


def titles(turn: Turn, keys: Collection[str]) -> Mapping[str, Titled]:
    """Map keys of messages to the trials that they are about."""
    by_meeting = trials.of_meetings(turn.here)
    by_draw = trials.of_draws(turn.here)
    named = TRIALS.titles(turn)
    found = {}
    for key in keys:
        word, identity = word_of(key), id_in(key)
        if word in OF_MEETINGS:
            identity = by_meeting.get(identity, 0)
        elif word in OF_DRAWS:
            identity = by_draw.get(identity, 0)
        if word not in OF_PLACES and identity in named:
            found[key] = named[identity]
    return found


undelivered = by_word(
    {
        "draw": not_shown,
        "introduction": introduction_lost,
        "introduction_alone": introduction_lost,
        "report": not_reported,
    }
)
"""Nothing follows where people can see the same elsewhere: on their home page, in `/coffee status`, or in the reminder
that comes next.
"""
