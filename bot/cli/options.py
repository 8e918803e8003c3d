"""Options that several commands have."""

from typing import Annotated

import typer

WAYS = ["%Y-%m-%d", "%d/%m/%Y"]
"""How a day may be written: 2027-01-31, or 31/01/2027."""

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for other programs.")]
"""What the answer holds is said in `bot.cli.answers`."""
