"""Options that several commands have."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated

import typer

WAYS = ("%Y-%m-%d", "%d/%m/%Y")
"""How a day may be written: 2027-01-31, or 31/01/2027."""


def day(said: str) -> datetime:
    """Read a day. Raises `ValueError`, whose text says how to write it."""
    for way in WAYS:
        with suppress(ValueError):
            return datetime.strptime(said, way)  # noqa: DTZ007  (whoever asks knows the zone)
    raise ValueError("please write a day as 2027-01-31 or 31/01/2027.")


OfOrganisation = Annotated[
    str,
    typer.Option("--organisation", metavar="NAME", help="For which organisation, where the database has several."),
]
"""Its name, or its number."""


AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for other programs.")]
"""What the answer holds is said in `bot.cli.answers`."""
