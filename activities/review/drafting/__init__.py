"""From answers to a draft: reading what was said, and wording the summary, lessons and actions on the desk.

Who may read what was said, should somebody else run the review, is decided here too.
"""
