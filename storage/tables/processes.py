"""Processes of the bot that hear a platform over a connection of their own."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs, identity, moment


class Process(SQLModel, table=True):
    """A process that runs on this database. It says so again and again: one that is silent is no more.

    `holder`: its own name for itself. `seen_at`: when it last said so, by its own clock; to other processes that it
    changes says enough.
    """

    __tablename__ = "processes"

    id: int = identity()
    organisation_id: int = belongs("organisations")
    workspace_id: int = belongs("workspaces")
    holder: str = Field(unique=True)
    seen_at: datetime = moment()
