"""Whoever no rule lets in, and who has asked a facilitator to."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs, identity


class Admission(SQLModel, table=True):
    """An account that nothing makes a member's, whose owner has asked to be let in.

    `phase`: `waiting_for_answer`, then `let_in` until the end of a day, or `refused`. `asked_on`: the local day.
    """

    __tablename__ = "admissions"
    __table_args__ = (UniqueConstraint("account_id"),)

    id: int = identity()
    organisation_id: int = belongs("organisations")
    account_id: int = belongs("accounts")
    phase: str = Field(default="waiting_for_answer")
    asked_on: date
    until: date | None = None
