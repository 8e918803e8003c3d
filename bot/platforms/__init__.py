"""What Slack and Teams have in common, as the engine and delivery see them.

`platform` says what each can do and how it fails, `pace` how fast time passes while something is tried again. The
platforms themselves, in `bot.slack` and `bot.teams`, know nothing of each other.
"""
