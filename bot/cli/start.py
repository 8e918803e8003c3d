"""Where the program begins. Whoever stops it while it is read in has no use for where in the code that was."""

import signal

from bot.cli.stopped import end_at_once

for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, end_at_once)


def main() -> None:
    """Run the program, and listen for Ctrl+C meanwhile; to a command, being told to end (SIGTERM) is the same."""
    from bot.cli import program
    from bot.cli.stopping import STOP

    signal.signal(signal.SIGINT, STOP.is_told)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        program.main()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # all is done and said; Python, as it ends, would let them kill it
