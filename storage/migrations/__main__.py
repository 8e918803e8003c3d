"""Writes the next migration: what the tables have become since the newest one. For developers.

    python -m storage.migrations "Give each trial a colour"

Read what it wrote: Alembic takes a renamed column for one that went and one that came.
"""

import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage import schema
from storage.database import Database


def write(message: str) -> None:
    """Write a file in `versions`, numbered after the newest."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{(Path(folder) / 'as_it_was.sqlite3').as_posix()}")
        with database.changing_tables() as connection:  # by the steps that there are, not by what the models say now
            config = schema.alembic(connection)
            command.upgrade(config, "head")
            number = len(list(schema.scripts().walk_revisions())) + 1
            # Nobody but the steps themselves makes indexes over expressions.
            warnings.filterwarnings("ignore", ".*expression-based index")
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        database.close()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        raise SystemExit('Say what changes: python -m storage.migrations "Give each trial a colour"')
    write(sys.argv[1])
