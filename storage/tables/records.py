"""The library's records: what was learned, wherever it came from."""

from datetime import date, datetime

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, listing, moment


class Record(SQLModel, table=True):
    """One thing filed. `came_from` is `activity:id` and unique, so that filing twice files once.

    A quote has `text`, `said_by` as agreed, and `person`, the id of whoever said it, by which they can take it back.
    """

    __tablename__ = "records"
    __table_args__ = (UniqueConstraint("organisation_id", "came_from"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = belongs("organisations")
    activity: str = Field(index=True)
    came_from: str
    title: str
    happened_from: date
    happened_until: date
    filed_at: datetime = moment(index=True)
    filed_by_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
    visibility: str = "organisation"
    sites: list[str] = listing()
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    figures: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    quotes: list[dict[str, str]] = listing()
