"""Who is a member: said here, and nowhere else.

Today that is whoever has a full account of this Slack workspace (or organisation) or Teams tenant which is in use, and
whoever the staff list names. No guest is, nor anybody of another workspace or tenant, nor a bot, nor a closed account.
"""

from typing import Protocol

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from storage.tables import AccountRow, Person

MEMBER = "member"
"""The kind of whoever belongs to the organisation."""


class Standing(Protocol):
    """What is known of somebody, as a platform says it of an account or as it is kept of a person."""

    @property
    def kind(self) -> str:
        """What they are to the organisation, `member`, `guest` or another kind."""
        ...

    @property
    def active(self) -> bool:
        """Whether their account is open."""
        ...


def is_member(somebody: Standing) -> bool:
    """Say whether somebody belongs to the organisation: may take part, be chosen, be written to, and facilitate."""
    return somebody.active and somebody.kind == MEMBER


def are_members(rows: type[Person] | type[AccountRow] = Person) -> ColumnElement[bool]:
    """Give the condition by which a query over people or accounts finds members only, as `is_member` says it."""
    return and_(col(rows.kind) == MEMBER, col(rows.active))
