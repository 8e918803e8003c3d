"""Who was forgotten and has yet to be written on the list of the forgotten, which no backup holds."""

from datetime import date

from sqlmodel import SQLModel

from storage.tables.columns import belongs, identity


class Unlisted(SQLModel, table=True):
    """Something by which somebody was known: a digest of it, and the day on which they were forgotten.

    It goes as soon as the list has it, within moments unless the list's file cannot be written. In no backup.
    """

    __tablename__ = "unlisted"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    day: date
    digest: str
