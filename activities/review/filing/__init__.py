"""What was agreed becomes a record, and what others have learned before comes back.

A review that was held without the bot is written down here as well.
"""
