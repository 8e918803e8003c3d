"""Trying faults: each in a process of its own, in which the program has the fault, and runs the tests that reach it.

Such a process is forked from this one, which has imported what takes long. First come faults of what runs at import: so
far this one knows libraries alone. Then it imports the program and all tests, and a process puts the code of the one
function that is changed in the place of its own.
"""

import gc
import importlib
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from benchmarks.mutants.faults import Fault, code_with
from benchmarks.mutants.importing import import_with
from benchmarks.mutants.kept import Kept

LIBRARIES = (
    "_pytest.assertion.rewrite",
    "adaptive_cards",
    "aiohttp",
    "alembic.command",
    "docx",
    "hypothesis",
    "jwt",
    "numpy",
    "psycopg",
    "pytest",
    "pytest_asyncio.plugin",
    "rapidfuzz",
    "rustworkx",
    "scipy.optimize",
    "slack_bolt.async_app",
    "snowballstemmer",
    "sqlmodel",
    "time_machine",
    "typer.testing",
)
"""What most tests import, and no fault is put into."""

SECONDS_OF_WORK, SECONDS_IN_ALL = 120, 1800
"""Whoever takes longer goes round in circles, or waits for what does not come."""

AT_FIRST = 8
"""So many tests are tried before the others: it takes a while to collect many, and most faults are caught by these."""

NOT_PUT_IN = 99
"""How a process ends that has not found the function."""


class Outcome(Enum):
    """What came of trying a fault, as it is printed."""

    CAUGHT = "caught"
    TOO_LONG = "caught, by taking too long"
    SURVIVED = "survived"
    NOT_REACHED = "reached by no test"


@dataclass(frozen=True)
class Trial:
    """A fault, and the tests to try on it. It may have to be there before anything is imported."""

    fault: Fault
    tests: Sequence[str]
    before_imports: bool


@dataclass
class _Running:
    trial: Trial
    process: ForkProcess
    until: float


def tried(
    root: Path, trials: Sequence[Trial], at_once: int, until: float, kept: Kept
) -> Iterator[tuple[Fault, Outcome]]:
    """Try each fault and give what came of it as soon as that is known. After `until` no more are begun."""
    yield from ((trial.fault, Outcome.NOT_REACHED) for trial in trials if not trial.tests)
    reached = [trial for trial in trials if trial.tests]
    for name in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(name)
    yield from _each(root, [trial for trial in reached if trial.before_imports], at_once, until, kept)
    after = [trial for trial in reached if not trial.before_imports]
    _import_all({test.partition("::")[0] for trial in after for test in trial.tests})
    yield from _each(root, after, at_once, until, kept)


class _NoTest:
    """Keeps pytest from making tests of what it imports."""

    def pytest_pycollect_makeitem(self) -> list[pytest.Item]:
        """Make none: of parameters whose names a function makes, pytest escapes these once more each time."""
        return []


def _import_all(files: Iterable[str]) -> None:
    """Have pytest import tests, and with them the program."""
    with _silence():
        pytest.main(["--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider", *sorted(files)], [_NoTest()])


def _each(
    root: Path, trials: Sequence[Trial], at_once: int, until: float, kept: Kept
) -> Iterator[tuple[Fault, Outcome]]:
    running: list[_Running] = []
    for trial in trials:
        while len(running) >= at_once:
            yield from _ended(running)
        if time.monotonic() > until:
            break
        process = multiprocessing.get_context("fork").Process(target=_try, args=(root, trial, kept))
        process.start()
        running.append(_Running(trial, process, time.monotonic() + SECONDS_IN_ALL))
    while running:
        yield from _ended(running)


def _ended(running: list[_Running]) -> Iterator[tuple[Fault, Outcome]]:
    """Wait until one or more have ended, and take them out."""
    until = min(one.until for one in running)
    wait([one.process.sentinel for one in running], max(0.0, until - time.monotonic()))
    for one in list(running):
        is_late = time.monotonic() >= one.until
        if is_late or not one.process.is_alive():
            running.remove(one)
            with suppress(ProcessLookupError):
                os.killpg(one.process.pid or 0, signal.SIGKILL)  # with whatever it has started
            one.process.join()
            code = one.process.exitcode or 0
            yield one.trial.fault, Outcome.TOO_LONG if is_late else _outcome(one.trial, code)


def _outcome(trial: Trial, exit_code: int) -> Outcome:
    if exit_code == NOT_PUT_IN:
        raise LookupError(f"the function of this fault is not there: {trial.fault}")
    if exit_code == pytest.ExitCode.USAGE_ERROR and not trial.before_imports:  # else it may be that nothing starts
        raise LookupError(f"pytest does not find a test of those that reach this fault: {trial.fault}")
    if exit_code < 0:
        return Outcome.TOO_LONG
    return Outcome.CAUGHT if exit_code else Outcome.SURVIVED


class _FirstFailure:
    """Remembers what failed first: a test, or a file of tests that could not be imported."""

    def __init__(self) -> None:
        self.test = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a file."""
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid


def _try(root: Path, trial: Trial, kept: Kept) -> None:
    """Run tests on a program with a fault, and end as pytest does: with 0 where they pass."""
    os.setsid()
    os.chdir(root)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK + 5))
    code = code_with(root, trial.fault)
    with _silence(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ |= {"HYPOTHESIS_STORAGE_DIRECTORY": folder, "PATH": "", "CI": ""}  # no other program is found
        file = str(root / trial.fault.file)
        import_with(lambda path: code if str(path) == file else None)  # some are imported late
        is_imported = any(getattr(module, "__file__", None) == file for module in list(sys.modules.values()))
        if is_imported and not _replace(code, trial.fault.function):
            os._exit(NOT_PUT_IN)
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", f"--basetemp={folder}/tests", "--tb=no"]
        failure = _FirstFailure()
        for tests in _in_two(trial.tests):
            ended = int(pytest.main([*options, *tests], [failure]))
            if ended:
                break
    if failure.test:
        kept.keep_caught(trial.fault, failure.test)
    os._exit(ended)


def _in_two(tests: Sequence[str]) -> Iterator[Sequence[str]]:
    """Part those tried first from the rest; no test function, where names are escaped, is in both: see `_NoTest`."""
    escaped = {test.partition("[")[0] for test in tests if "\\" in test}
    first = [test for test in tests if test.partition("[")[0] not in escaped][:AT_FIRST]
    yield from filter(None, (first, [test for test in tests if test not in first]))


def _replace(module: CodeType, name: str) -> bool:
    """Give a function that is there already the code that it has in `module`; `False` where it is not there."""
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(module) if code.co_qualname == name}
    there = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType) and one.__code__.co_filename == module.co_filename and _place(one) in codes
    ]
    for function in there:
        function.__code__ = codes[_place(function)]
    return bool(there)


def _place(function: FunctionType) -> tuple[str, int]:
    return function.__code__.co_qualname, function.__code__.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


@contextmanager
def _silence() -> Iterator[None]:
    """What is said meanwhile is heard by nobody."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(stream) for stream in (1, 2)]
    nobody = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nobody, stream)
    yield
    for stream, where in zip((1, 2), kept, strict=True):
        os.dup2(where, stream)
        os.close(where)
    os.close(nobody)
