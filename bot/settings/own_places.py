"""Where the bot keeps what no setting names a place for."""

from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import make_url


def own_list(database: str) -> Path:
    """Say where the list of the forgotten is if no place is named: by a SQLite database, or in the user's data."""
    at = make_url(database)
    own = user_data_path("knowhow", appauthor=False)
    return (Path(at.database or "").parent if at.get_backend_name() == "sqlite" else own) / "forgotten.list"


def own_database() -> str:
    """Return the URL of the database that is used where none is named."""
    return f"sqlite:///{(user_data_path('knowhow', appauthor=False) / 'knowhow.sqlite3').as_posix()}"
