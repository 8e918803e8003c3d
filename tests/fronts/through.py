"""Running each dialogue straight to the engine, and through every platform."""

from collections.abc import Callable
from types import ModuleType

import pytest
from _pytest.mark import ParameterSet

from bot.engine.engine import Engine
from tests.front import EngineFront, Front
from tests.fronts.differences import CANNOT_BE_HAD, ENGINE_ALONE, PLATFORMS, QUICK
from tests.fronts.onlooking import teams_takes
from tests.post import Post


def through_every_front(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a `town` one for each front."""
    if "town" in metafunc.fixturenames:
        platforms = () if _is_about_no_platform(metafunc.module) else PLATFORMS
        through = [_through(platform, metafunc.definition.name) for platform in platforms]
        metafunc.parametrize("town", ["engine", *through], indirect=True)


def front_called(name: str) -> Callable[[Engine], Front]:
    """The front of this name. A platform's libraries are imported only where they are used."""
    if name == "slack":
        from tests.fronts.slack import SlackFront

        return SlackFront
    if name == "teams":
        from tests.fronts.teams import TeamsFront

        return TeamsFront
    return lambda engine: EngineFront(engine, onlooker=teams_takes)


def _is_about_no_platform(module: ModuleType) -> bool:
    return module.__name__ in ENGINE_ALONE or Post in vars(module).values()


def _through(platform: str, dialogue: str) -> ParameterSet:
    marks = [] if dialogue in QUICK[platform] else [pytest.mark.slow]
    if why := CANNOT_BE_HAD[platform].get(dialogue):
        marks.append(pytest.mark.xfail(reason=why, strict=True))  # should it become possible, we want to know
    return pytest.param(platform, marks=marks)
