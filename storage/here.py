"""Where a query looks: in one transaction, and in one organisation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that a command's help need not wait for the database's libraries
    from sqlmodel import Session


@dataclass(frozen=True)
class Here:
    """A transaction's session, and an organisation's id: what a query needs to ask of that organisation alone."""

    session: "Session"
    org: int
