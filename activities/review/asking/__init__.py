"""From opening a review to answers that have closed.

Who is asked, what they say, how many have answered, and whether that is enough.
"""
