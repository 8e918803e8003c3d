"""What facilitators did, for those who have to answer for it."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.columns import belongs, identity, moment


class Act(SQLModel, table=True):
    """One facilitator's act: who, what, when, and the id of what it was about. Never its content."""

    __tablename__ = "audit"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    person_id: int = belongs("people")
    done_at: datetime = moment(index=True)
    what: str
    about: str = ""
