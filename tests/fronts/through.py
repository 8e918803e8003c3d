"""Running each dialogue straight to the engine, and through every platform."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import activities
from bot.engine.engine import Engine
from tests.front import EngineFront, Front
from tests.fronts.differences import PLATFORMS
from tests.fronts.onlooking import teams_takes
from tests.post import Post

ABOUT_ACTIVITIES = frozenset(file.parent.name for file in Path(activities.__file__).parent.glob("*/__init__.py")) - {
    "kit"
}
"""The folders of tests in which whatever takes a `town` is a dialogue: that of each activity."""


def dialogues_through_every_front(metafunc: pytest.Metafunc) -> None:
    """Give each test that takes a `town`, and is about an activity, one for each front."""
    if Path(metafunc.module.__file__ or "").parent.name in ABOUT_ACTIVITIES:
        through_every_front(metafunc)


def through_every_front(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a `town` one for each front."""
    if "town" in metafunc.fixturenames:
        platforms = () if _is_about_no_platform(metafunc) else PLATFORMS
        through = [_through(platform, metafunc.definition) for platform in platforms]
        metafunc.parametrize("town", ["engine", *through], indirect=True)


def front_called(name: str) -> Callable[[Engine], Front]:
    """The front of this name. A platform's libraries are imported only where they are used."""
    if name == "slack":
        from tests.fronts.slack import SlackFront

        return SlackFront
    if name == "teams":
        from tests.fronts.teams import TeamsFront

        return TeamsFront
    return partial(EngineFront, onlooker=teams_takes)


def _is_about_no_platform(metafunc: pytest.Metafunc) -> bool:
    alone = metafunc.definition.get_closest_marker("engine_alone")
    return alone is not None or Post in vars(metafunc.module).values()


def _through(platform: str, dialogue: pytest.Item) -> ParameterSet:
    quick = any(platform in mark.args for mark in dialogue.iter_markers("quick_through"))
    cannot = [mark.kwargs["reason"] for mark in dialogue.iter_markers("not_through") if platform in mark.args]
    fails = [pytest.mark.xfail(reason=why, strict=True) for why in cannot]  # should it become possible, we want to know
    return pytest.param(platform, marks=[*([] if quick else [pytest.mark.slow]), *fails])
