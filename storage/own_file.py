"""The file that SQLite has open: whether it still lies where it was, or another has taken its place."""

from pathlib import Path

from sqlalchemy.exc import OperationalError


class FileReplaced(OperationalError):
    """Raised where the database's file was deleted, moved or replaced while it was open: nothing more may be written.

    What a process writes into a file that has no name any more is gone when the process ends. To whoever wants to write
    it is as if the database were away.
    """

    def __init__(self) -> None:
        super().__init__("COMMIT", None, FileNotFoundError())


class OwnFile:
    """A file that is known by where it lies on its disk, from when it was first opened until it is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[int, int] | None = None

    def is_opened(self) -> None:
        """Know the file again from now on. While it is open, no other file can have the same place."""
        self._known = self._known or self._place()

    def let_go(self) -> None:
        """Forget which file it was, because it is closed: whatever lies there when it is opened next is ours."""
        self._known = None

    def is_there(self) -> bool:
        """Say whether the same file still lies there; so, too, where it was never opened."""
        return self._known is None or self._place() == self._known

    def _place(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
