"""A command that somebody waits for: it shows how far it has come, and says how things stand if they stop it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import typer

from bot.cli.display import Display, Reached, display
from bot.cli.stopped import STOPPED
from bot.cli.stopping import STOP
from storage.progress import Progress

AT_MOST_EVERY = 0.1
"""Seconds between two changes of what is shown: to count should take no time."""


class Waited(Progress):
    """Work that somebody waits for, and may stop. `reached`: how far it has come."""

    def __init__(self, shown: Display) -> None:
        self.reached = Reached()
        self._shown, self._shown_at = shown, 0.0

    def reaches(self, what: str, done: int = 0, of: int | None = None, unit: str = "") -> None:
        """Show how far it has come. Raises `KeyboardInterrupt` where it was told to stop and could not until now."""
        is_new = what != self.reached.what
        self.reached = Reached(what, done, of, unit)
        if is_new or done == of or time.monotonic() > self._shown_at + AT_MOST_EVERY:
            self._shown.show(self.reached, is_new)
            self._shown_at = time.monotonic()
        STOP.may_stop()

    def in_one_piece(self) -> AbstractContextManager[object]:
        """Let Ctrl+C wait until the block is done."""
        return STOP.in_one_piece()

    def is_past_stopping(self) -> None:
        """Let Ctrl+C do nothing any more."""
        STOP.is_too_late()

    def says(self, lines: Sequence[str]) -> None:
        """Print lines of what the command is for on standard output, where progress makes room for them."""
        if lines:
            with self._shown.aside():
                typer.echo("\n".join(lines))


@contextmanager
def waited_for(stopped: str | Callable[[Waited], str], otherwise: Display | None = None) -> Iterator[Waited]:
    """Show how far the work in the block has come. Where it is told to stop, end the program with a sentence.

    `stopped`: what has become of the work, and what to do. `otherwise`: shows it where nobody looks at a terminal.
    """
    STOP.begins()
    shown = display(otherwise or Display())
    waited = Waited(shown)
    try:
        with shown:
            yield waited
    except BaseException as ended:
        if not STOP.is_why(ended):
            raise
        typer.echo(stopped if isinstance(stopped, str) else stopped(waited), err=True)
        raise typer.Exit(STOPPED) from None
