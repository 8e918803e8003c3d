"""Pairs of people of whom a facilitator has to know that they share, or shared, an e-mail address."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs, identity


class SharedAddress(SQLModel, table=True):
    """Two people with one address: `person_id` has it, and `other_id` says it too.

    `address`: which, until somebody has decided; empty where it is not known. `phase`: `found`, then `asked` once
    facilitators have been asked, then `apart` where one of them has said so; with those who are joined it goes. Or
    `parted`, where an update took an outsider's account from `person_id`, then `told`.
    """

    __tablename__ = "shared_addresses"
    __table_args__ = (UniqueConstraint("person_id", "other_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    person_id: int = belongs("people")
    other_id: int = belongs("people")
    phase: str = Field(default="found", index=True)
    address: str = ""
