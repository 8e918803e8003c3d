"""The queue of those who write: one at a time, in the order in which they came."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from storage.sqlite import Queue, WaitedTooLong

EVER = 60.0


class Counter:
    """A queue, those who stand in it, and the order in which they came through."""

    def __init__(self) -> None:
        self.queue = Queue()
        self.came_through: list[str] = []
        self._threads = ThreadPoolExecutor(16)

    def comes(self, name: str, patience: float = EVER, until: Callable[[], object] = lambda: None) -> Future[None]:
        """Somebody joins the queue, and once in stays `until` something returns. Gives back when they stand there."""
        standing = len(self.queue)

        def goes_through() -> None:
            with self.queue.through(patience):
                self.came_through.append(name)
                until()

        going = self._threads.submit(goes_through)
        while len(self.queue) == standing and not going.done():
            pass
        return going


def test_whoever_came_first_goes_first() -> None:
    counter, leaves = Counter(), Event()
    everybody = [counter.comes("first", until=leaves.wait)]
    everybody += [counter.comes(str(number)) for number in range(9)]
    assert counter.came_through == ["first"]
    leaves.set()
    for one in everybody:
        one.result()
    assert counter.came_through == ["first", *map(str, range(9))]
    assert len(counter.queue) == 0


def test_whoever_loses_patience_holds_up_nobody() -> None:
    counter, leaves = Counter(), Event()
    first = counter.comes("first", until=leaves.wait)
    with pytest.raises(WaitedTooLong):
        counter.comes("impatient", patience=0.01).result()
    last = counter.comes("last")
    leaves.set()
    first.result()
    last.result()
    assert counter.came_through == ["first", "last"]


def test_whoever_fails_inside_lets_in_the_next() -> None:
    queue = Queue()
    with pytest.raises(ValueError, match="inside"), queue.through(EVER):
        raise ValueError("inside")
    with queue.through(EVER):
        assert len(queue) == 1
