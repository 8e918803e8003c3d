"""The life of a person in each activity, as its tests tell it: found from the registry, so that none is forgotten."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from activities.kit.activity import Activity
from tests.town import Town, Townsperson

NAME = "Annabel Quistgaard"
WRITTEN = f"{NAME} knows the porters"
"""What others write of them."""

Part = Callable[[Town, Townsperson, Sequence[Townsperson]], None]
"""What happens in a town to somebody who facilitates, among five others who do not; Lee facilitates too."""


@dataclass(frozen=True)
class Life:
    """How somebody lives in one activity, from its beginning to its end.

    `said`: every word of theirs that the bot keeps and knows to be theirs, each such as stands nowhere else.
    `takes_part`: they do whatever can be done. `facilitates`: they run what others take part in. `is_named`: others
    choose them wherever somebody can be chosen, and write `WRITTEN` wherever something can be written that others read.
    What is filed of any of it is filed; every form of the activity is sent by somebody.
    """

    activity: str
    said: tuple[str, ...]
    takes_part: Part
    facilitates: Part
    is_named: Part

    def is_lived(self, town: Town, somebody: Townsperson, others: Sequence[Townsperson]) -> None:
        """Let all of it happen."""
        for part in (self.takes_part, self.facilitates, self.is_named):
            part(town, somebody, others)


@cache
def lives() -> Mapping[str, Life]:
    """The lives that there are, by the name of the activity: asked for when all of them can be imported."""
    files = sorted(Path(__file__).parent.glob("*/life.py"))
    told = [getattr(import_module(f"tests.{file.parent.name}.life"), "LIFE", None) for file in files]
    return {life.activity: life for life in told if isinstance(life, Life)}


def life_of(activity: Activity) -> Life:
    """The life that the tests of this activity tell; fails where they tell none."""
    assert activity.name in lives(), (
        f"nothing says how somebody lives in “{activity.name}”, and so nothing tries whether it lets go of them: write "
        "a life.py with a LIFE into the folder of its tests, as tests/coffee/life.py has one (see tests/lives.py)"
    )
    return lives()[activity.name]
