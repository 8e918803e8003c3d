"""One after another, in the order in which they came: for what SQLite lets one do at a time."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class WaitedTooLong(Exception):
    """Raised where somebody has waited too long: whoever is in front does not come to an end."""


class Queue:
    """Lets one thread in at a time, whoever has waited longest first.

    SQLite's own waiting is by looking again now and then, so that whoever comes at the right moment goes first, and who
    has waited longest looks least often.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def __len__(self) -> int:
        """Count those who are in or wait."""
        with self._guard:
            return self._is_taken + len(self._waiting)

    @contextmanager
    def through(self, patience: float) -> Iterator[None]:
        """Wait for one's turn, for `patience` seconds at most, and keep it until the end. Raises `WaitedTooLong`."""
        self._wait(patience)
        try:
            yield
        finally:
            self._let_in_the_next()

    def _wait(self, patience: float) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(patience):
            return
        with self._guard:
            if not called.is_set():
                self._waiting.remove(called)
                raise WaitedTooLong
        # It was called just as it lost its patience, so its turn it is.

    def _let_in_the_next(self) -> None:
        with self._guard:
            self._is_taken = bool(self._waiting)
            if self._waiting:
                self._waiting.popleft().set()
