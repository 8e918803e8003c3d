"""How quick the bot is, beside baselines of the same run: over HTTP and alone, on SQLite and on PostgreSQL.

Ratios and processor time are what to look at: the clock also measures what else the machine has to do. The client, the
small Slack, the bot and PostgreSQL share its cores.
"""


def main() -> None:
    """Print the table of each kind of database."""
    from benchmarks.speed.measuring import measure  # a baseline’s server is in this package too, and has no need of it

    measure()
