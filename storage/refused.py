"""What it means where a database refuses something: another try may do, it is broken, or it is full."""

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

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
