"""What says of a dialogue through which platforms it runs says so of something that runs, and with a reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fronts.differences import PLATFORMS
from tests.fronts.through import ABOUT_ACTIVITIES

TESTS = Path(__file__).parents[1]
MODULES = {file: ast.parse(file.read_text("utf-8")) for file in sorted(TESTS.glob("*/test_*.py"))}
OF_ITS_OWN = "through_every_front"
"""What a module imports that has dialogues of its own, about no single activity."""

Mark = tuple[str, tuple[str, ...], bool]
"""Its name, its platforms, and whether it gives a reason."""


def marks_on(decorators: list[ast.expr]) -> Iterator[Mark]:
    """The marks of ours among these."""
    for one in decorators:
        if isinstance(one, ast.Call) and ast.unparse(one.func).startswith("pytest.mark."):
            said = tuple(str(arg.value) for arg in one.args if isinstance(arg, ast.Constant))
            reason = any(keyword.arg == "reason" and ast.unparse(keyword.value) != "''" for keyword in one.keywords)
            yield ast.unparse(one.func).removeprefix("pytest.mark."), said, reason


def dialogues(module: ast.Module) -> dict[str, tuple[bool, list[Mark]]]:
    """Each test of a module: whether it takes a town, and its marks."""
    tests = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    return {
        one.name: ("town" in [arg.arg for arg in one.args.args], list(marks_on(one.decorator_list))) for one in tests
    }


def is_alone(module: ast.Module) -> bool:
    """Whether a module says that it is about no platform."""
    assigned = [
        one for one in module.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "pytestmark"
    ]
    return any("pytest.mark.engine_alone(" in ast.unparse(one.value) for one in assigned)


def has_dialogues(file: Path, module: ast.Module) -> bool:
    """Whether what takes a town there runs through every front."""
    imported = [name.name for one in module.body if isinstance(one, ast.ImportFrom) for name in one.names]
    return not is_alone(module) and (file.parent.name in ABOUT_ACTIVITIES or OF_ITS_OWN in imported)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_mark_is_on_a_dialogue_and_says_why(file: Path) -> None:
    runs = has_dialogues(file, MODULES[file])
    for name, (takes_a_town, marks) in dialogues(MODULES[file]).items():
        about_fronts = [mark for mark in marks if mark[0] in ("quick_through", "not_through")]
        assert not about_fronts or (runs and takes_a_town), f"{name} runs through no platform: take its marks away"
        for kind, platforms, reason in about_fronts:
            assert platforms, f"{name}: {kind} names no platform"
            assert set(platforms) <= set(PLATFORMS), f"{name}: {kind} names a platform that there is not"
            assert reason or kind == "quick_through", f"{name}: {kind} gives no reason"
        quick, cannot = (
            {one for kind, platforms, _ in about_fronts if kind == which for one in platforms}
            for which in ("quick_through", "not_through")
        )
        assert not quick & cannot, f"{name} is quick where it cannot be had"


@pytest.mark.parametrize(
    "file", [file for file, module in MODULES.items() if is_alone(module)], ids=lambda file: file.stem
)
def test_a_module_that_is_about_no_platform_would_run_through_them(file: Path) -> None:
    takes_a_town = [name for name, (takes, _) in dialogues(MODULES[file]).items() if takes]
    assert takes_a_town, "nothing in it takes a town: take its mark away"
    assert file.parent.name in ABOUT_ACTIVITIES, "nothing in its folder runs through a platform: take its mark away"


def test_there_are_dialogues_quick_ones_and_some_that_cannot_be_had() -> None:
    kinds = [kind for module in MODULES.values() for _, marks in dialogues(module).values() for kind, _, _ in marks]
    assert {"quick_through", "not_through"} <= set(kinds)
