"""How a command ends that was told to stop. Imports next to nothing: it is there before all else."""

import os

STOPPED = 130
"""The exit code, as shells have it."""

NOTHING_CHANGED = "Stopped. Nothing was changed."


def end_at_once(*_: object) -> None:
    """End the program, as a handler of signals: where nothing has begun, and no code is there yet that could say so."""
    os.write(2, f"{NOTHING_CHANGED}\n".encode())
    os._exit(STOPPED)
