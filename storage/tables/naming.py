"""Names of people who were forgotten, where they still stand in others' words; and who had a name looked for."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Column, Field, SQLModel

from storage.tables.columns import belongs, identity, listing, moment


class FoundName(SQLModel, table=True):
    """A place where the name of somebody who was forgotten may stand in words of others. Whose it is stands nowhere.

    `place` is the `key` of a `storage.naming.places.Place`, and `passages` the beginnings and ends within its text,
    which they fit while `digest` is the text's. `asks_id`: whoever may read it and is asked; any facilitator where it
    is nobody. The row goes once they have taken the name out or left it.
    """

    __tablename__ = "found_names"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    asks_id: int | None = belongs("people", nullable=True)
    found_on: date
    place: str
    passages: list[list[int]] = Field(default=[], sa_column=Column(JSON, nullable=False))
    digest: str


class NameSearch(SQLModel, table=True):
    """That a name was looked for from the command line, or taken out; never whose.

    `what`: `searched` or `taken out`. `records`: the ids of the records concerned; `others`: how many other places.
    `digest`: of what was found, so that numbers mean the same when something is taken out.
    """

    __tablename__ = "name_searches"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    done_at: datetime = moment(index=True)
    what: str
    requested_by: str
    why: str
    records: list[int] = listing()
    others: int = 0
    digest: str = ""
