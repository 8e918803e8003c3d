"""A café under way: its clock, who sits where, and its end."""
