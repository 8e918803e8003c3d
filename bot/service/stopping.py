"""Being told to stop: the program ends in good order where it can, and soon, whatever else it does."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

ENDS_WITHIN = 8.0
"""Seconds from the signal to the end. Ten are promised. Nothing is lost by it: the bot may be killed at any moment."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """Give an event that is set at SIGINT or SIGTERM, for as long as the block runs, on the main thread's loop.

    From the signal on the whole program has eight seconds, though the loop be stuck, a thread run on, or the far end of
    a connection say nothing. A thread of its own hears the signal, since the main thread hears none while it is stuck.
    """
    told = asyncio.Event()
    heard, written = socket.socketpair()
    written.setblocking(False)
    Thread(target=_end_after, args=(heard, asyncio.get_running_loop(), told), daemon=True).start()
    before = {number: signal.signal(number, lambda *_: None) for number in SIGNALS}
    woken = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
    try:
        yield told
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        written.close()


def _end_after(heard: socket.socket, loop: asyncio.AbstractEventLoop, told: asyncio.Event) -> None:
    """End the program some seconds after a signal; without a word, since whatever is stuck may be the log."""
    with heard:
        while number := heard.recv(1):
            if number[0] in SIGNALS:
                loop.call_soon_threadsafe(told.set)
                time.sleep(ENDS_WITHIN)
                os._exit(0)
