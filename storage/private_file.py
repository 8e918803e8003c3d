"""Files of people's data: only whoever wrote one may read it, and it gets its name once it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MINE_ALONE = 0o600
"""On Windows a file gets the rights of its folder instead."""


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """Give the file to write to. What stood under its name stays until the end, and for good if something fails.

    What is no file, such as a terminal or a pipe, is written to as it is. Raises `OSError`, which names the file.
    """
    try:
        with _growing(path) as file:
            yield file
    except OSError as error:
        if error.errno is not None:
            error.filename = str(path)
        raise


@contextmanager
def _growing(path: Path) -> Iterator[IO[bytes]]:
    if path.exists() and not path.is_file():
        with path.open("wb") as there:
            yield there
        return
    whole = path.resolve()  # where a link leads: the link stays
    growing = whole.with_name(f"{whole.name}.part")
    try:
        with _only_for_me(growing) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        growing.replace(whole)
    finally:
        growing.unlink(missing_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a whole file that only its owner may read. Raises `OSError`."""
    with private_file(path) as file:
        file.write(content)


def others_may_read(path: Path) -> bool:
    """Say whether a file is open to others than its owner. On Windows its mode says nothing, and this is never so."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def _only_for_me(path: Path) -> IO[bytes]:
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, MINE_ALONE), "wb")
