"""A soak: a town full of people on a real bot that is killed, refused, cut off and set back, and nothing may be lost.

`python -m benchmarks.soak` plays one trial after another, each from a seed, on SQLite and on PostgreSQL. It counts what
people were told against what stands in the database, and against what the small Slack has truly delivered.
"""
