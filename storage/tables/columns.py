"""Column types and the few columns that every table shares."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Column, Field, SQLModel

# Every constraint has a name, so that a migration can change it on either database.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """A moment: aware and in UTC on both databases (SQLite forgets zones, so they are put back on reading)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Keep a moment in UTC. Raises `ValueError` for one without a zone, which could mean any."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give a moment back aware, though SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def identity() -> Any:
    """Give a column for a row's own number, which the database sets on flushing: every row that was read has one."""
    return Field(default=None, primary_key=True)


def moment(nullable: bool = False, index: bool = False) -> Any:
    """Give a column for a moment in UTC."""
    return Field(default=None, sa_column=Column(Utc, nullable=nullable, index=index))


class UtcDay(Utc):
    """A moment of which only the day is kept: noon in UTC, which is the same date in nearly every zone.

    Beside another row a finer moment would say that the same person wrote both.
    """

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Keep noon of the day in UTC, so that nothing tells when on that day it was."""
        moment = super().process_bind_param(value, dialect)
        return moment and moment.replace(hour=12, minute=0, second=0, microsecond=0)


def only_the_day(nullable: bool = False, index: bool = False) -> Any:
    """Give a column for a moment of which only the day is kept. What it is compared with counts as a day too."""
    return Field(default=None, sa_column=Column(UtcDay, nullable=nullable, index=index))


def listing() -> Any:
    """Give a column for a short list of texts or numbers. To change it, set a new list: changes inside are not seen."""
    # No factory: pydantic looks at its signature whenever a row is made, and takes longer for it than for all the rest.
    return Field(default=[], sa_column=Column(JSON, nullable=False))


def only(where: str) -> dict[str, Any]:
    """Let an index have the rows alone of which this holds: it is used where a query says the same to the letter."""
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


def belongs(to: str, nullable: bool = False, index: bool = True) -> Any:
    """Give a column that names a row of another table, and goes when that row goes."""
    return Field(
        default=None, sa_column=Column(ForeignKey(f"{to}.id", ondelete="CASCADE"), nullable=nullable, index=index)
    )
