"""What people noted for a day."""

from datetime import date

from sqlalchemy import Text
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity


class Specimen(SQLModel, table=True):
    """A note of somebody's, which comes back to them on a local `day`. `ended_on`: the day on which it was filed."""

    __tablename__ = "specimen"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    person_id: int = belongs("people")
    phase: str = Field(index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    day: date
    ended_on: date | None = None
    on_hold: bool = False

    @property
    def title(self) -> str:
        """By what facilitators know it: nothing that was noted, and nobody's name."""
        return f"Specimen {self.id}"
