"""Where the bot listens. It can be read without all the other settings: whoever asks how the bot is asks often."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from bot.settings.file import WrongSettings, values_in

Value = TypeVar("Value")

HOST, PORT = "127.0.0.1", 3000
"""Where it listens unless it is told otherwise."""

HIGHEST_PORT = 65_535

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9.])?|[0-9A-Fa-f:.]+(%\w+)?")

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (nothing listens by it)


def address_to_ask(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[str, int]:
    """Return the host and port at which a program on this machine reaches the bot.

    They come from this process's environment and from `.env` in the working folder, unless told otherwise. Raises
    `WrongSettings`.
    """
    given = {**values_in(folder or Path.cwd()), **(os.environ if environment is None else environment)}
    at = _checked(given, "HOST", host, HOST)
    return _EVERYWHERE.get(at, at), _checked(given, "PORT", port, PORT)


def _checked(given: Mapping[str, str], name: str, check: Callable[[str], Value], default: Value) -> Value:
    said = given.get(name, "").strip()
    try:
        return check(said) if said else default
    except ValueError as wrong:
        raise WrongSettings([f"{name} {wrong}"]) from None


def host(given: str) -> str:
    """Check that a setting is a name or address of this machine, to listen at."""
    if not _HOST.fullmatch(given):
        raise ValueError(
            "must be a name or an address of this machine alone, such as 127.0.0.1: the port is a setting of its own."
        )
    return given


def port(given: str) -> int:
    """Read a TCP port."""
    if not (given.isascii() and given.isdigit() and len(given) <= 5 and 1 <= int(given) <= HIGHEST_PORT):
        raise ValueError(f"must be a number from 1 to {HIGHEST_PORT}.")
    return int(given)
