"""A review's channel that may not have heard of it."""

import pytest

from activities.kit.events import Undelivered, Why
from tests.review.looking_back import starts, the_review
from tests.review.test_attacks import REVIEW
from tests.town import COFFEE, Town


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why.UNCERTAIN, "was cut off: it may or may not be there."),
        (Why.GAVE_UP, "could not be sent. Press Send again"),
    ],
    ids=["uncertain", "gave up"],
)
def test_whoever_runs_the_review_hears_of_it_and_can_have_it_sent_again(town: Town, why: Why, said: str) -> None:
    starts(town, town.people(5), channel=COFFEE)
    with town.turn() as turn:
        REVIEW.undelivered(turn.for_activity("review"), Undelivered(f"announcement:{the_review(town).id}", (), why))
    town.lee.is_told(said)
    town.lee.presses("Send again")
    town.lee.is_answered("I’m announcing Ward 7 moves in coffee again.")
