"""Backups that only the holder of a key can read: the format of age, by its library in Rust."""

from collections.abc import Sequence
from pathlib import Path

import pyrage
from pyrage import ssh, x25519

IS_ENCRYPTED = b"age-encryption.org/v1"
"""How such a file begins."""


class WrongKey(Exception):
    """Raised for a key that cannot be used, or not for this file; the text says so, and quotes nothing of it."""


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt the content for those who hold the identity of one of these public keys. Raises `WrongKey`."""
    made: bytes = pyrage.encrypt(content, [_recipient(one.strip()) for one in recipients])
    return made


def decrypted(content: bytes, identity: Path | None) -> bytes:
    """Decrypt the content, by the identity in a file. Raises `WrongKey` and `OSError`."""
    if identity is None:
        raise WrongKey("This backup is encrypted. Please name the file of the identity that opens it, with --identity.")
    try:
        opened: bytes = pyrage.decrypt(content, _identities(identity.read_bytes()))
    except pyrage.DecryptError:
        raise WrongKey("This identity does not open this backup, or the backup is damaged.") from None
    return opened


def _recipient(key: str) -> x25519.Recipient | ssh.Recipient:
    try:
        return ssh.Recipient.from_str(key) if key.startswith("ssh-") else x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise WrongKey(
            "--recipient must be a public key: age1…, as age-keygen makes it, or ssh-ed25519 …, as ssh-keygen does."
        ) from None


def _identities(content: bytes) -> list[x25519.Identity | ssh.Identity]:
    lines = [line.strip() for line in content.decode("utf-8", errors="replace").splitlines()]
    own = [line for line in lines if line and not line.startswith("#")]
    try:
        if own and own[0].startswith("AGE-SECRET-KEY-"):
            return [x25519.Identity.from_str(line) for line in own]
        return [ssh.Identity.from_buffer(content)]
    except (pyrage.IdentityError, pyrage.DecryptError, ValueError):
        raise WrongKey(
            "--identity must name a file with a secret key of age, or of SSH without a passphrase."
        ) from None
