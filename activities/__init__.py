"""What the bot is for. One line an activity: adding one here is all that the rest of the house needs to know."""

from activities.coffee import COFFEE

ACTIVITIES = (COFFEE,)
"""Every activity, in the order in which a home page shows them."""
