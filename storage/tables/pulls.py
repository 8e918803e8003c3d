"""What facilitators asked to have pulled together into one document."""

from datetime import date, datetime

from sqlmodel import SQLModel

from storage.tables.columns import belongs, identity, only_the_day


class Pull(SQLModel, table=True):
    """What a document is to be about, kept until it has surely been sent, and no longer. Never what is in it."""

    __tablename__ = "record_pulls"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    person_id: int = belongs("people")
    asked_at: datetime = only_the_day()
    format: str
    about: str = ""
    activity: str = ""
    site: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None
