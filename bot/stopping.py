"""Being told to stop: the program ends in good order where it can, and soon, whatever else it does."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from types import FrameType

ENDS_WITHIN = 8.0
"""Seconds from the signal to the end. Ten are promised. Nothing is lost by it: the bot may be killed at any moment."""


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """An event that is set at SIGINT or SIGTERM, for as long as the block runs, on the main thread's event loop.

    From the signal on the whole program has eight seconds, though the loop be stuck, a thread run on, or the far end of
    a connection say nothing.
    """
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    signals: SimpleQueue[bool] = SimpleQueue()  # its `put` may interrupt itself, as a handler's must
    Thread(target=_end_after, args=(signals,), daemon=True).start()

    def hear(_number: int, _frame: FrameType | None) -> None:
        signals.put(True)
        loop.call_soon_threadsafe(told.set)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        with suppress(NotImplementedError):  # on Windows the loop is woken by every signal anyway
            loop.add_signal_handler(number, told.set)
        signal.signal(number, hear)
    try:
        yield told
    finally:
        signals.put(False)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_after(signals: SimpleQueue[bool]) -> None:
    """End the program some seconds after a signal; without a word, since whatever is stuck may be the log."""
    if signals.get():
        time.sleep(ENDS_WITHIN)
        os._exit(0)
