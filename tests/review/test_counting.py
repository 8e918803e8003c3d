"""What is counted of a review: what people do under their name, and never when somebody answers without one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.engine.measures import Measures, Outcome, TurnKind
from tests.front import EngineFront
from tests.review.looking_back import answers, starts
from tests.town import Town

pytestmark = pytest.mark.quick_through("slack", "teams")


class Heard(Measures):
    """Writes down all that it is told of what people do."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def turn(self, kind: TurnKind, outcome: Outcome, seconds: float) -> None:
        if kind is not TurnKind.WAKE:
            self.said.append((kind, outcome))

    @contextmanager
    def waiting(self) -> Iterator[None]:
        self.said.append("waits")
        yield

    @contextmanager
    def acknowledging(self, platform: str, kind: TurnKind) -> Iterator[None]:
        self.said.append((platform, kind))
        yield


def test_when_somebody_answers_is_counted_nowhere_and_what_they_do_under_their_name_is(town: Town) -> None:
    people = town.people(6)
    starts(town, people)
    town.engine.counting.measures = heard = Heard()
    for person in people:
        answers(person, "The beds came late.")
    assert heard.said == []
    people[0].types("/aar status")
    assert (TurnKind.COMMAND, Outcome.SHOWN) in heard.said
    if not isinstance(town.front, EngineFront):
        assert {"waits", (town.front.platform, TurnKind.COMMAND)} <= set(heard.said)
