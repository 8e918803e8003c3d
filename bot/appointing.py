"""The settings name who facilitates from the start; each name appoints somebody once."""

from collections.abc import Collection
from hashlib import sha256

from sqlmodel import Session

from storage.tables import Organisation


def unused(organisation: Organisation, named: frozenset[str], names: Collection[str | None]) -> list[str]:
    """Those digests of somebody's `names` (user ids, e-mail addresses) that are `named` and have appointed nobody yet.

    Digests, so that nothing here says who it was: whoever is removed in chat, or forgotten, must not come back by this.
    """
    mine = sorted(name.lower() for name in names if name and name.lower() in named)
    digests = [sha256(f"{organisation.id} {name}".encode()).hexdigest() for name in mine]
    return [digest for digest in digests if digest not in organisation.appointed]


def use(session: Session, organisation: Organisation, digests: Collection[str]) -> None:
    """Remember that these have appointed somebody."""
    session.refresh(organisation, with_for_update=True)
    organisation.appointed = sorted({*organisation.appointed, *digests})
    session.flush()
