"""What follows when a message did not arrive for certain, by what it was about."""

from collections.abc import Callable, Mapping

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.lost_introduction import introduction_lost
from activities.coffee.proposal import not_shown
from activities.coffee.report import not_reported
from activities.kit.events import Undelivered
from activities.kit.subjects import word_of
from activities.kit.turn import Turn

FOLLOWS: Mapping[str, Callable[[Turn, Undelivered], None]] = {
    "announcement": ANNOUNCING.not_announced,
    "draw": not_shown,
    "introduction": introduction_lost,
    "introduction_alone": introduction_lost,
    "report": not_reported,
}
"""By the first word of the message's key. Nothing follows where people can see the same elsewhere: on their home page,
in `/coffee status`, or in the reminder that comes next."""


def undelivered(turn: Turn, lost: Undelivered) -> None:
    """Do what the message's subject asks for."""
    word = word_of(lost.key)
    if word in FOLLOWS:
        FOLLOWS[word](turn, lost)
