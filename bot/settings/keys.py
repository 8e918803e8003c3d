"""The keys of the digests that stand for who somebody is: KNOWHOW_FORGOTTEN_KEY, the newest first."""

import hmac
from dataclasses import dataclass

from pydantic import SecretStr

SHORTEST_KEY = 32
_LETTERS_OF_AN_ID = 8


@dataclass(frozen=True)
class Keys:
    """The key that is in use, and former ones, under which digests may still stand. There may be none at all.

    A digest begins with the id of its key, so that one under a lost key is known for what it is.
    """

    secrets: tuple[SecretStr, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.secrets)

    def digest(self, said: str) -> str:
        """Return the digest under the key in use. Raises `LookupError` where there is none."""
        if not self.secrets:
            raise LookupError("there is no key")
        return _digest(self.secrets[0], said)

    def digests(self, said: str) -> list[str]:
        """Return the digest under each of the keys."""
        return [_digest(secret, said) for secret in self.secrets]

    def made(self, digest: str) -> bool:
        """Say whether a digest was made under one of these keys, so that it can be recognised."""
        return digest.partition(":")[0] in {_id(secret) for secret in self.secrets}


def _digest(secret: SecretStr, said: str) -> str:
    return f"{_id(secret)}:{_hmac(secret, f'who {said}')}"


def _id(secret: SecretStr) -> str:
    return _hmac(secret, "id")[:_LETTERS_OF_AN_ID]


def _hmac(secret: SecretStr, said: str) -> str:
    return hmac.digest(secret.get_secret_value().encode(), said.encode(), "sha256").hex()
