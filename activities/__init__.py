"""What the bot is for. One line an activity: adding one here is all that the rest of the house needs to know."""

from activities.actions import ACTIONS
from activities.cafe import CAFES
from activities.coffee import COFFEE
from activities.kit.activity import Activity
from activities.library import library
from activities.privacy import knowhow
from activities.review import guided_reviews
from activities.review.template import Templates
from activities.review.template.files import BUILT_IN


def offering(templates: Templates) -> tuple[Activity, ...]:
    """Return every activity, in the order of a home page; reviews may be opened from these templates.

    What people can type and press is the same whichever templates there are.
    """
    reviews = guided_reviews(templates, beside={"actions": ACTIONS.commands["list"]})
    filing = (COFFEE, reviews, CAFES, ACTIONS)
    taken_part_in = (*filing, library(filing))
    return (*taken_part_in, knowhow(taken_part_in))


ACTIVITIES = offering(BUILT_IN)
"""Every activity, as it comes."""
