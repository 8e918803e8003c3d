"""What pytest is given to write down which statements each test reaches, and how much work it is: a plugin.

Every statement of a function says that it is reached, by a call that was put before it. A tracer would say as much, but
is called for each line of each library too, and makes the tests last twice as long.

Only tests that run quickly and within one process are recorded, because faults are tried on these alone. One that fails
is left out: it would find fault with everything.
"""

import ast
import builtins
import gc
import json
import os
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import CodeType

import pytest

from benchmarks.mutants.importing import ROOMS, import_with

FOLDER = "MUTANTS_RECORD"
"""The variable that names the folder to write into."""

ELSEWHERE = ("tests/page/", "tests/sandbox/", "tests/slack/", "tests/upgrades/", "tests/test_cli.py")
"""Tests of what no fault is put into, or that take long to start."""

STARTS_PROCESSES = ("subprocess", "Bot")
"""What a module of tests imports that starts processes, in which there would be no fault."""

RUNS_ONCE = (*ROOMS, "tests.town", "tests.lived_once")
"""Where what is made once is made by statements of the program."""

_ROOT = Path.cwd()  # a test may go elsewhere before the last module is imported
_PROBE = "__is_reached__"
_places: list[tuple[str, int]] = []
_reached = set[int]()
"""Numbers of places, since this was looked at last."""


def _with_probes(path: Path) -> CodeType:
    """Compile a file whose functions say which of their statements are reached."""
    tree = ast.parse(path.read_text())
    _put_probes(tree, path.relative_to(_ROOT).as_posix(), in_a_function=False)
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


def _put_probes(node: ast.AST, file: str, *, in_a_function: bool) -> None:
    in_a_function = in_a_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        block = getattr(node, field, None)
        if not isinstance(block, list):
            continue
        for child in block:
            _put_probes(child, file, in_a_function=in_a_function)
        if in_a_function and isinstance(block[0] if block else None, ast.stmt):
            setattr(node, field, [one for statement in block for one in (*_probe(statement, file), statement)])


def _probe(statement: ast.stmt, file: str) -> list[ast.stmt]:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return []  # a docstring stays first
    _places.append((file, statement.lineno))
    called = ast.Call(ast.Name(_PROBE, ast.Load()), [ast.Constant(len(_places) - 1)], [])
    return [ast.copy_location(ast.Expr(called), statement)]


setattr(builtins, _PROBE, _reached.add)
import_with(_with_probes)


def pytest_configure(config: pytest.Config) -> None:
    """Record in whichever process runs tests: where several do, not in the one that only hands them out."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.register(Recorder(Path(os.environ[FOLDER])))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what starts servers and processes, and dialogues through a platform."""
    items[:] = [item for item in items if _is_quick(item)]


def _is_quick(item: pytest.Item) -> bool:
    if item.nodeid.startswith(ELSEWHERE) or not isinstance(item, pytest.Function):
        return False
    given = item.callspec.params if hasattr(item, "callspec") else {}
    through_a_platform = given.get("town", "engine") != "engine"
    on_a_server = "postgres" in given.values() or "postgres" in item.fixturenames
    return not (through_a_platform or on_a_server or any(hasattr(item.module, name) for name in STARTS_PROCESSES))


def _forget_what_ran_once() -> Iterator[Callable[[], object]]:
    """What has answers or questions forgotten that are made once, so that each test reaches what makes them."""
    for one in gc.get_objects():
        if hasattr(type(one), "cache_clear") and str(getattr(one, "__module__", "")).startswith(RUNS_ONCE):
            yield one.cache_clear
        elif type(one).__module__ == "storage.prepared" and hasattr(one, "_statement"):
            yield partial(setattr, one, "_statement", None)


class Recorder:
    """Writes down which tests reach each statement, and in the end how much work each was that passed, in seconds."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{os.getpid()}-{time.time_ns()}.json"
        self._tests: list[str] = []
        self._by_place: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._seconds: dict[str, float] = {}
        self._failed = set[str]()
        self._at_import: list[int] = []
        self._forget: list[Callable[[], object]] = []

    def pytest_collection_finish(self) -> None:
        """Keep apart what ran when modules were imported: no test reaches it, and each needs it."""
        self._at_import = sorted(_reached)
        self._forget = list(_forget_what_ran_once())

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Write down what this test reaches."""
        for forget in self._forget:
            forget()
        _reached.clear()
        began = time.process_time()
        yield
        self._seconds[item.nodeid] = time.process_time() - began
        number = len(self._tests)
        self._tests.append(item.nodeid)
        for place in tuple(_reached):  # a thread may still be at work
            self._by_place[place].append(number)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember those that do not pass."""
        if not report.passed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Keep all of it."""
        reached = [(*_places[place], list(numbers)) for place, numbers in self._by_place.items()]
        self._file.write_text(
            json.dumps(
                {
                    "tests": self._tests,
                    "seconds": {test: took for test, took in self._seconds.items() if test not in self._failed},
                    "reached": reached,
                    "at_import": [_places[place] for place in self._at_import],
                }
            )
        )
