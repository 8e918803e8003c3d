"""What the bot is for. One line an activity: adding one here is all that the rest of the house needs to know."""

from activities.coffee import COFFEE
from activities.privacy import knowhow

OFFERED = (COFFEE,)
"""What people take part in."""

ACTIVITIES = (*OFFERED, knowhow(OFFERED))
"""Every activity, in the order in which a home page shows them."""
