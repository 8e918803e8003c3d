"""What the bot asks when a facilitator wants it to ask whether there is something to review."""

QUESTION = "Anything here to learn from?"
START = "Start a review"
