"""What the bot is for. One line an activity: adding one here is all that the rest of the house needs to know."""
