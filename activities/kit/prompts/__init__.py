"""Prompts: a facilitator lets the bot ask on a date, or every so many weeks, whether something should be started.

The bot asks, and people decide. An activity has prompts by putting a `Prompting` into its table, and by handing on what
it hears of people:

    PROMPTS = Prompting("review", "Anything here to learn from?", "Start a review", opens)
    Activity(commands={**PROMPTS.verbs, …}, buttons={**PROMPTS.buttons, …}, forms=…, wakes=…, …)
"""

from activities.kit.prompts.prompting import Prompting

__all__ = ["Prompting"]
