"""What `knowhow dev new-activity` copies: a small activity as it stands in the repository, under names to be replaced.

Each file lies here as it will lie there. “Specimen” becomes the new name, and what is imported from here is imported
from there. It is no activity of the bot's; that it works as one is tried in `tests/test_new_activity.py`.
"""
