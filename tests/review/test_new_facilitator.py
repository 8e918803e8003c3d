"""A new facilitator reads what was said before only if everybody who takes part agrees."""

from collections.abc import Callable

import pytest

from tests.lived_once import lived_once
from tests.review.looking_back import answers, starts
from tests.town import Town, Townsperson

WAITS, STAYS = "Not all have agreed yet.", "It stays closed to you"


@lived_once
def all_have_answered(town: Town, people: list[Townsperson]) -> None:
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")
    town.lee.presses("Close answers now")


@pytest.fixture
def five(town: Town) -> list[Townsperson]:
    """Five people who have answered, and each may read it."""
    five = town.people(5)
    all_have_answered(town, five)
    return five


@pytest.fixture
def new(town: Town, five: list[Townsperson]) -> Townsperson:
    """Max, who has taken it over and asks whether he may read it too."""
    new = town.person("Max", facilitates=True)
    town.lee.leaves_the_hospital()
    new.presses("Take it over")
    new.presses("Ask whether I may read it")
    return new


def test_it_is_opened_once_everybody_has_agreed(five: list[Townsperson], new: Townsperson) -> None:
    for person in five:
        new.types("/aar show")
        new.is_answered(WAITS)
        person.presses("They may read it")
    new.types("/aar show")
    new.presses("Read the answers")
    new.is_answered("What Ann Northgate says")


@pytest.mark.parametrize(
    "goes",
    [lambda person: person.presses("Rather not"), Townsperson.leaves_the_hospital],
    ids=["rather not", "has gone"],
)
def test_one_word_or_somebody_less_keeps_it_closed_whoever_agrees(
    five: list[Townsperson], new: Townsperson, goes: Callable[[Townsperson], None]
) -> None:
    for person in five[1:4]:
        person.presses("They may read it")
    goes(five[0])
    new.types("/aar show")
    new.is_answered(STAYS)
    new.does_not_see(five[0].name)
    five[4].presses("They may read it")
    five[4].is_answered("This has moved on")
    new.types("/aar show")
    new.has_no_button("Read the answers")
    new.has_no_button("Ask whether I may read it")
