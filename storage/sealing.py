"""The digest that stands for somebody among answers that nobody may see yet, until the key is destroyed."""

import hmac
import secrets
from typing import Protocol


class Sealed(Protocol):
    """A row with answers under seal; `key` is empty once they have been shown."""

    id: int
    organisation_id: int
    key: str


def new_key() -> str:
    """Make a secret for one row: from the system, not from the turn's chance, which a known seed could repeat."""
    return secrets.token_hex(32)


def digest(sealed: Sealed, person: int) -> str:
    """Return what stands for a person among its answers: only with the key can anybody work it out."""
    said = f"{sealed.organisation_id} {sealed.id} {person}"
    return hmac.new(bytes.fromhex(sealed.key), said.encode(), "sha256").hexdigest()
