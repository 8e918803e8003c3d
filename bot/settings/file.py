"""The file `.env`, as editors and shells save it: its values, or a sentence on why it cannot be read.

And where the bot keeps what no setting names a place for.
"""

import io
from pathlib import Path

from dotenv.parser import parse_stream
from platformdirs import user_data_path

NOT_UTF_8 = (
    ".env is not in UTF-8, so its letters cannot be told for certain. Open it in an editor and save it as UTF-8: in "
    "Notepad, Save as, Encoding; in Windows PowerShell, Set-Content -Encoding utf8."
)


class WrongSettings(Exception):
    """Raised for settings that cannot be used: a sentence for each problem, with what to do and without any secret."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def values_in(folder: Path) -> dict[str, str]:
    """Return what `.env` in a folder sets; nothing where there is none. Raises `WrongSettings`."""
    file = folder / ".env"
    if file.is_dir() or not file.exists():  # some keep Python's own environment in a folder of this name
        return {}
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongSettings([f".env cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise WrongSettings([NOT_UTF_8]) from None
    if "\0" in text:  # UTF-16 without its mark
        raise WrongSettings([NOT_UTF_8])
    lines = list(parse_stream(io.StringIO(text)))
    if unread := [line.original.line for line in lines if line.error]:
        raise WrongSettings(
            [
                f".env, line {number}: this is no setting. Write NAME=value; close each quotation mark."
                for number in unread
            ]
        )
    return {line.key: line.value for line in lines if line.key and line.value}


def own_list(database: str) -> Path:
    """Say where the list of the forgotten is if no place is named: by a SQLite database, or in the user's data."""
    from sqlalchemy import make_url  # a quarter of a second, which whoever asks how the bot is should not pay

    at = make_url(database)
    own = user_data_path("knowhow", appauthor=False)
    return (Path(at.database or "").parent if at.get_backend_name() == "sqlite" else own) / "forgotten.list"


def own_database() -> str:
    """Return the URL of the database that is used where none is named."""
    return f"sqlite:///{(user_data_path('knowhow', appauthor=False) / 'knowhow.sqlite3').as_posix()}"
