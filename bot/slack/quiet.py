"""What Slack's libraries may log: where and what kind of trouble, and nothing of what they were sent or said."""

import logging

from bot.mishaps import log


class Discreet(logging.Filter):
    """Takes the words out of a record: they may quote what people typed, or a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its place and the kind of error alone."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "trouble"
        record.msg, record.args = f"{kind} at {record.module}:{record.lineno} {record.funcName}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def discreet_logger() -> logging.Logger:
    """The logger for Bolt and slack_sdk; they copy its level and filters to loggers of their own."""
    logger = logging.getLogger(f"{log.name}.slack")
    logger.setLevel(logging.ERROR)
    if not logger.filters:
        logger.addFilter(Discreet())
    return logger
