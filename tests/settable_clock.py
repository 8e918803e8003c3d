"""The program in a process whose clock can be set: `python -m tests.settable_clock run`.

Each line of its input sets the clock of this process on by so many seconds, or back; the monotonic clock runs on, as it
does when a machine's clock is set. On SIGUSR1 its main thread hangs for an hour, as it would in a fault of ours.
"""

import signal
import sys
import time
from datetime import UTC, datetime
from threading import Thread

import time_machine

from bot.cli.program import main

HANGS_FOR = 3600


def obey(clock: time_machine.Traveller) -> None:
    """Set the clock as often as the input says."""
    for line in sys.stdin:
        clock.shift(float(line))
        print("set", flush=True)  # noqa: T201  (whoever asked waits for it)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, lambda _number, _frame: time.sleep(HANGS_FOR))
    coordinates = time_machine.travel(datetime.now(UTC), tick=True).start()
    Thread(target=obey, args=(coordinates,), daemon=True).start()
    main()
