"""What shows progress: lines that move, lines that cannot, or nothing where nobody looks."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import typer

from storage.progress import PER_CENT, STEP

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress, Task, TaskID


LOGS_EVERY = 5.0
"""Seconds between two lines of the log on what is still being done."""


@dataclass(frozen=True)
class Reached:
    """What is being done, and how much of it: `done` of so many `unit`s, or of nobody knows how many."""

    what: str = ""
    done: int = 0
    of: int | None = None
    unit: str = ""

    @property
    def number(self) -> str:
        """How much is done, in words; nothing where nothing is counted."""
        if self.unit == PER_CENT:
            return f"{self.done}%"
        if self.of is None:
            return f"{self.done:,} {self.unit}" if self.done else ""
        if self.unit == STEP:
            return f"step {min(self.done + 1, self.of)} of {self.of}"
        return f"{self.done:,} of {self.of:,} {self.unit}"


class Display:
    """Shows nothing."""

    def __enter__(self) -> Self:
        """Begin to show."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind that moves."""

    def show(self, reached: Reached, is_new: bool) -> None:
        """Show how far it has come; `is_new`: something else than before is being done."""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Make room for what is printed in the block."""
        yield


class Lines(Display):
    """Says once what is being done: on a terminal that cannot take back what it shows."""

    def show(self, reached: Reached, is_new: bool) -> None:
        """Say it where it is new."""
        if is_new:
            typer.echo(f"{reached.what} …", err=True)


class Logged(Display):
    """Writes into the log now and then: for whoever waits for a service to start."""

    def __init__(self, log: Callable[[str], object]) -> None:
        self._log, self._said_at = log, -LOGS_EVERY

    def show(self, reached: Reached, is_new: bool) -> None:
        """Write it down where something is new, or nothing was said for a while."""
        if is_new or time.monotonic() > self._said_at + LOGS_EVERY:
            self._log(f"{reached.what}: {reached.number}" if reached.number else reached.what)
            self._said_at = time.monotonic()


class Moving(Display):
    """A line that moves at the bottom of the terminal, and is gone at the end: what, a bar if it has one, how much."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        if self._progress:
            self._progress.stop()

    def show(self, reached: Reached, is_new: bool) -> None:
        """Change the line, which is there from the first time on."""
        if self._progress is None:
            self._progress = _moving()
            self._progress.start()
        if is_new and self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        if self._task is None:
            self._task = self._progress.add_task(reached.what, total=reached.of, number=reached.number)
        self._progress.update(self._task, completed=reached.done, total=reached.of, number=reached.number)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away for as long as something is printed."""
        if self._progress:
            self._progress.stop()
        try:
            yield
        finally:
            if self._progress:
                self._progress.start()


def display(otherwise: Display) -> Display:
    """Choose how to show progress on standard error; `otherwise`, where that is no terminal."""
    if not sys.stderr.isatty():
        return otherwise
    return Lines() if os.environ.get("TERM", "").lower() in ("dumb", "unknown") else Moving()


def _moving() -> "Progress":
    """Make the line: it costs a fifth of a second to import, which nobody pays who does not look."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    class Bar(BarColumn):
        """A bar, where it is known how much there is."""

        def render(self, task: "Task") -> "RenderableType":  # type: ignore[override]  # nothing is a bar too
            return "" if task.total is None else super().render(task)

    return Progress(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        Bar(),
        TextColumn("{task.fields[number]}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=False,  # it may be a file
    )
