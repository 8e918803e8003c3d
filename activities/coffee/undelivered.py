"""What follows when a message did not arrive for certain, by what it was about."""

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.lost_introduction import introduction_lost
from activities.coffee.proposal import not_shown
from activities.coffee.report import not_reported
from activities.kit.lost import by_word

undelivered = by_word(
    {
        "announcement": ANNOUNCING.not_announced,
        "draw": not_shown,
        "introduction": introduction_lost,
        "introduction_alone": introduction_lost,
        "report": not_reported,
    }
)
"""Nothing follows where people can see the same elsewhere: on their home page, in `/coffee status`, or in the reminder
that comes next.
"""
