"""A command in a process of its own, on a real terminal or with its output in pipes, that may be told to stop."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no such terminals here", exc_type=ImportError)

REPOSITORY = Path(__file__).parents[2]
SCREENS_TERM = "xterm-256color"

_ESCAPED = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Ran:
    """How a command ended; `shown`: all that its terminal was sent; `stdout`: what went into a pipe."""

    code: int
    shown: str
    stdout: str

    @property
    def words(self) -> str:
        """What the terminal was sent, without colours and movements."""
        return _ESCAPED.sub("", self.shown).replace("\r\n", "\n")

    @property
    def said(self) -> str:
        """What stands on the terminal at the end: progress takes its line away."""
        return _ESCAPED.sub("", self.shown.rpartition("\x1b[2K")[2]).replace("\r\n", "\n")


@dataclass(frozen=True)
class Told:
    """When to tell a command to stop: as soon as its terminal shows `what`, and has counted so far."""

    what: str
    least: int = 0
    by: signal.Signals = signal.SIGINT

    def is_due(self, shown: str) -> bool:
        """Whether the terminal has shown it."""
        counted = re.findall(rf"{self.what}\W+(?:step )?([\d,]+)", shown) if self.least else []
        return any(int(one.replace(",", "")) >= self.least for one in counted) if self.least else self.what in shown


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """What a command finds around it: nothing of whoever runs the tests but where programs are."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "TERM": SCREENS_TERM, **more}


def on_a_terminal(
    arguments: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    told: Told | None = None,
    pipes_stdout: bool = False,
    types: str = "",
) -> Ran:
    """Run a command whose standard error, and its output unless that is piped, are a terminal; `types` into it."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(environ),
        stdin=theirs,
        stdout=subprocess.PIPE if pipes_stdout else theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, types.encode())
    pipe = process.stdout.fileno() if process.stdout else None
    seen = {ours: b"", **({pipe: b""} if pipe is not None else {})}
    open_still = set(seen)
    while open_still:
        ready, _, _ = select.select(list(open_still), [], [])
        for one in ready:
            more = _read(one)
            seen[one] += more
            if not more:
                open_still.discard(one)
        if told and told.is_due(_ESCAPED.sub("", seen[ours].decode(errors="replace"))):
            process.send_signal(told.by)
            told = None
    os.close(ours)
    process.wait()
    if process.stdout:
        process.stdout.close()
    return Ran(process.returncode, seen[ours].decode(), seen[pipe].decode() if pipe is not None else "")


def begun(arguments: Sequence[str], folder: Path, environ: Mapping[str, str]) -> subprocess.Popen[str]:
    """Begin a command whose output goes into pipes."""
    return subprocess.Popen(  # noqa: S603  (our own program)
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def in_pipes(arguments: Sequence[str], folder: Path, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command whose output goes into pipes."""
    process = begun(arguments, folder, environ)
    stdout, stderr = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


def _read(one: int) -> bytes:
    try:
        return os.read(one, 1 << 16)
    except OSError:  # nobody has the other end of a terminal open any more
        return b""
