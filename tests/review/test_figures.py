"""What a review comes to, as far as it may be filed: nothing of fewer than five."""

import pytest
from sqlmodel import select

from activities.review.filing.figures import figures
from activities.review.template.files import BUILT_IN
from storage.tables import Review, ShownAnswer
from tests.review.looking_back import answers, sends_round, starts, the_record, words
from tests.review.test_templates_run import runs_through
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


@pytest.mark.parametrize(("authors", "filed"), [(4, None), (5, 5)])
def test_how_many_answered_is_filed_from_five_on(town: Town, authors: int, filed: int | None) -> None:
    filed_figures = files(town, authors)
    assert (filed_figures.get("asked"), filed_figures.get("answered")) == (filed, filed)


@pytest.mark.parametrize("lost", [False, True])
def test_a_mean_is_told_as_it_was_once_an_answer_has_gone_or_changed(town: Town, lost: bool) -> None:
    record = runs_through(town, town.people(6), BUILT_IN["retrospect"])
    with town.turn() as turn:
        scores = turn.session.exec(select(ShownAnswer).where(ShownAnswer.question == "score")).all()
        scores[0].text = "1"
        if lost:
            turn.session.delete(scores[1])
        turn.session.flush()
        again = figures(turn, turn.session.get_one(Review, int(record.came_from.partition(":")[2])))
    assert record.figures["mean_scores"] == {"score": 7.0}
    assert again["mean_scores"] == ({} if lost else {"score": 7.0}), "five of six who answered would tell of the sixth"
    assert again["scores"] == ({} if lost else record.figures["scores"])
