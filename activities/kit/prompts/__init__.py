"""Prompts: a facilitator lets the bot ask on a date, or every so many weeks, whether something should be started.

The bot asks, and people decide. An activity has prompts by letting a `Prompting` add them to its table:

    Prompting("review", "Anything here to learn from?", "Start a review", opens).added_to(Activity(…))
"""

from activities.kit.prompts.asking import is_of_a_prompt
from activities.kit.prompts.prompting import Prompting

__all__ = ["Prompting", "is_of_a_prompt"]
