"""A café until it starts: planned, announced, joined, put into a calendar, reminded of."""
