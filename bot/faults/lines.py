"""How a line of the log is written: for people to read, or as a JSON object for a program."""

import copy
import json
import logging
from datetime import UTC, datetime

from bot.faults.about import PROCESS, ids
from bot.faults.faults import REFERENCE, Discreet


class Lines(logging.Formatter):
    """Writes text. What a library says of an exception quotes nothing of it: only its kind and place are said."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        return super().format(_discreet(record))


class JsonLines(logging.Formatter):
    """Writes an object a line: when, how grave, who says so, what, and the ids that it is about.

    Only what is named here is taken from a record: whatever else a library may have put there stays out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        record = _discreet(record)
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": PROCESS,
            **ids(),
        }
        if reference := getattr(record, REFERENCE, ""):
            said[REFERENCE] = reference
        return json.dumps(said)


def _discreet(record: logging.LogRecord) -> logging.LogRecord:
    """Take the words out of what is said of an exception, such as by asyncio of a task that failed."""
    if not record.exc_info:
        return record
    discreet = copy.copy(record)
    Discreet().filter(discreet)
    return discreet
