"""What a review comes to, as far as it may be filed: nothing of fewer than five."""

import pytest

from activities.review.figures import SHOWN_FROM
from tests.review.looking_back import answers, sends_round, starts, the_record, words
from tests.review.test_whole import CLOSED
from tests.town import Town


def files(town: Town, authors: int) -> dict[str, object]:
    """What is filed where so many are asked and all of them answer."""
    people = town.people(authors)
    starts(town, people)
    for person in people:
        answers(person, "It went well.")
    town.comes_to(CLOSED)
    if authors < 5:
        town.lee.presses("Ask those who answered")
        for person in people:
            person.presses("Show mine too")
    words(town)
    sends_round(town)
    for person in people:
        person.presses("I agree")
    return the_record(town).figures


def test_a_figure_is_shown_from_five() -> None:
    assert SHOWN_FROM == 5


@pytest.mark.parametrize(("authors", "filed"), [(4, None), (5, 5)])
def test_how_many_answered_is_filed_from_five_on(town: Town, authors: int, filed: int | None) -> None:
    figures = files(town, authors)
    assert (figures.get("asked"), figures.get("answered")) == (filed, filed)
