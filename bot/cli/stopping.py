"""Ctrl+C while a command works: what has begun is undone or brought to its end, and the command says which."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.stopped import NOTHING_CHANGED, STOPPED, end_at_once


class Stop:
    """Whether the program was told to stop. It is heard at once, or when it next may be."""

    def __init__(self) -> None:
        self._has_begun = self._was_told = self._is_too_late = False
        self._pieces = 0

    def begins(self) -> None:
        """Begin something that may be stopped."""
        self._has_begun, self._was_told, self._is_too_late = True, False, False

    def is_told(self, *_: object) -> None:
        """Raise `KeyboardInterrupt`, as a handler of signals. Once: what is being undone is not disturbed again."""
        if not self._has_begun:
            end_at_once()
        if not self._was_told:
            self._was_told = True
            self.may_stop()

    def may_stop(self) -> None:
        """Raise `KeyboardInterrupt` where the program was told to stop, and may."""
        if self._was_told and not (self._pieces or self._is_too_late):
            raise KeyboardInterrupt

    @staticmethod
    def is_why(ended: BaseException) -> bool:
        """Say whether something ended because the program was told to stop.

        A library may have cleaned up after that, and failed: what it raises then is no news.
        """
        return isinstance(ended, KeyboardInterrupt) or (
            ended.__context__ is not None and Stop.is_why(ended.__context__)
        )

    @contextmanager
    def in_one_piece(self) -> Iterator[None]:
        """Let nothing stop what is done in the block."""
        self._pieces += 1
        try:
            yield
        finally:
            self._pieces -= 1

    def is_too_late(self) -> None:
        """Let nothing stop what is left: it takes moments."""
        self._is_too_late = True

    @contextmanager
    def by_asyncio(self) -> Iterator[None]:
        """Leave it to a loop to be stopped: it lets its main task clean up."""
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


STOP = Stop()
"""Of this process; `start` has signals tell it."""


class Stoppable(TyperGroup):
    """The commands. One that is stopped where it has nothing of its own to say has changed nothing."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command, and say so where it is stopped."""
        try:
            STOP.begins()
            return super().invoke(ctx)
        except typer.BadParameter as wrong:
            wrong.message = wrong.message.removeprefix("Value error, ")  # pydantic’s words, which say nothing
            raise
        except typer.Exit:
            raise  # it has said why
        except BaseException as ended:
            if not (isinstance(ended, typer.Abort) or STOP.is_why(ended)):
                raise
            typer.echo(NOTHING_CHANGED, err=True)
            raise typer.Exit(STOPPED) from None
        finally:
            STOP.is_too_late()
