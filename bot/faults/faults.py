"""Faults of our own, logged without anything that a person typed."""

import errno
import logging
import secrets
import traceback
from pathlib import Path

from storage.refusals import is_full

log = logging.getLogger("knowhow")


def note(what: str, error: BaseException) -> str:
    """Log that `what` (ids only) failed, and give back the reference under which the log has it.

    The log gets the kind of error and where it arose, never its text: an exception's text may quote what was typed.
    """
    reference = secrets.token_hex(3).upper()
    log.error("%s failed, reference %s: %s at %s", what, reference, _kind(error), trail(error))
    return reference


def trail(error: BaseException) -> str:
    """Return where an error arose, and what had called what there, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _kind(error: BaseException) -> str:
    no_room = isinstance(error, OSError) and error.errno == errno.ENOSPC
    if no_room or is_full(error):
        return f"{type(error).__name__}, the disk is full,"
    return type(error).__name__
