"""Faults, our own and those of libraries, logged without anything that a person typed or a platform sent."""

import errno
import logging
import secrets
import traceback
from pathlib import Path

from storage.refused import is_full

log = logging.getLogger("knowhow")

REFERENCE = "reference"
"""Under which a record has the reference that somebody read."""


def note(what: str, error: BaseException) -> str:
    """Log that `what` (ids only) failed, and give back the reference under which the log has it.

    The log gets the kind of error and where it arose, never its text: an exception's text may quote what was typed.
    """
    reference = secrets.token_hex(3).upper()
    said = {REFERENCE: reference}
    log.error("%s failed, reference %s: %s at %s", what, reference, _kind(error), trail(error), extra=said)
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


class Discreet(logging.Filter):
    """Takes the words out of a record: they may quote what people typed, or a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its place and the kind of error alone."""
        error = record.exc_info[1] if record.exc_info else None
        kind, arose = (type(error).__name__, trail(error)) if error else ("trouble", "")
        place = f"{record.module}:{record.lineno} {record.funcName}"
        record.msg, record.args = f"{kind} at {' < '.join(filter(None, [arose, place]))}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def discreet_logger(name: str) -> logging.Logger:
    """Make the logger for a library. Bolt and slack_sdk copy its level and filters to loggers of their own."""
    logger = logging.getLogger(f"{log.name}.{name}")
    logger.setLevel(logging.ERROR)
    if not logger.filters:
        logger.addFilter(Discreet())
    return logger
