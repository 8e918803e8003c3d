"""What figures have left: the ledger that fixes what later ones may add."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity


class Departure(SQLModel, table=True):
    """Figures of one thing that went out in a document: into the library, into a spreadsheet, to another organisation.

    `thing` is what they are figures of, as `activity:id`, and `document` what they stood in, as `record` or
    `spreadsheet`. `cells`: each figure that was told, by its name; those that were withheld are not in it. It knows the
    day and no person, and goes when the thing goes, since nothing more can be counted of it then.
    """

    __tablename__ = "departures"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    thing: str = Field(index=True)
    document: str
    left_on: date
    cells: dict[str, int] = Field(default={}, sa_column=Column(JSON, nullable=False))
