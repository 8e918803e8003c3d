"""`knowhow completion`: what a shell needs to complete commands, options, and values that are known beforehand."""

import os
from enum import StrEnum
from typing import Annotated

import typer

PROGRAM, ASKS = "knowhow", "_KNOWHOW_COMPLETE"
"""What is typed, and the variable by which a shell asks for completions instead of running anything."""


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion_command(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="Which one: bash, zsh, fish or powershell.")],
) -> None:
    """Print what a shell needs to complete commands and options.

    Keep it in a file that the shell reads when it starts; no file of yours is changed.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # it has it from elsewhere

    typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=ASKS, shell=shell.value))


def answers_shells() -> None:
    """Make typer know how each shell asks, and how to answer it."""
    from typer.completion import completion_init  # type: ignore[attr-defined]  # it has it from elsewhere

    completion_init()


def is_asked() -> bool:
    """Say whether a shell asks for completions."""
    return ASKS in os.environ
