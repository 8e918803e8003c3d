"""What a facilitator is asked every so many weeks, if they wish."""

QUESTION = "Time for a café?"
START = "Start"
