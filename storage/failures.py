"""What it means where a database refuses something, and when what failed may be tried again."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Mapped

LONGEST = timedelta(hours=1)
"""How long anything waits for its next try, at most."""

_SKEW = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""


def has_come(retry_at: Mapped[datetime | None], pace: datetime, too_far: datetime) -> ColumnElement[bool]:
    """Give the condition that a moment written down for the next try has come, or there is none.

    So has one that is farther off than any is ever written: it was, by a process whose clock has been set back since.
    """
    return or_(retry_at.is_(None), retry_at <= pace, retry_at > too_far)


def too_far(pace: datetime) -> datetime:
    """Return the moment after which nothing is ever tried again, as seen from this one."""
    return pace + LONGEST + _SKEW


_RUN_AGAIN = {"40001", "40P01"}  # PostgreSQL: serialisation failure, deadlock


def should_run_again(error: DBAPIError) -> bool:
    """Say whether a transaction lost a race and would succeed again: a lock, a deadlock, a row both inserted."""
    if isinstance(error, IntegrityError):
        return True
    if getattr(error.orig, "sqlstate", None) in _RUN_AGAIN:
        return True
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


def is_damaged(error: DBAPIError) -> bool:
    """Say whether SQLite says that its file is none of its own, or broken."""
    return getattr(error.orig, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def is_full(error: BaseException) -> bool:
    """Say whether there is no room left where the database lies."""
    refused = error.orig if isinstance(error, DBAPIError) else error
    codes = {getattr(refused, name, None) for name in ("sqlstate", "sqlite_errorname")}
    return bool(codes & {"53100", "SQLITE_FULL"})
