"""What libraries may log: where and what kind of trouble, and nothing of what they were sent or said."""

import logging

from bot.faults.faults import log, trail


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
