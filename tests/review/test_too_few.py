"""Fewer than five answers: more time, or the consent of those who gave them, or nobody ever sees them."""

from datetime import date, datetime

import pytest
from sqlmodel import select

from storage.tables import SealedAnswer, ShownAnswer
from tests.lived_once import lived_once
from tests.review.looking_back import answers, starts, the_review
from tests.review.test_whole import CLOSED
from tests.town import LONDON, Town, Townsperson


@lived_once
def half_of_them_answer(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    for person in six[:3]:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)


@pytest.fixture
def three_of_six(town: Town) -> list[Townsperson]:
    """Six are asked, the first three answer, and answers are due."""
    six = town.people(6)
    half_of_them_answer(town, six)
    return six


def test_nothing_is_shown_and_the_facilitator_decides(town: Town, three_of_six: list[Townsperson]) -> None:
    town.lee.is_told("fewer than five of 6 have answered, and answers were due.")
    town.lee.is_told("Fewer than five answers can give their authors away")
    three_of_six[0].is_not_told("are in")
    assert the_review(town).phase == "waiting_for_decision"


def test_more_time_lets_more_people_answer(town: Town, three_of_six: list[Townsperson]) -> None:
    town.lee.presses("Leave more time")
    town.lee.fills("review.extend", due=date(2026, 11, 16))
    town.lee.is_shown_errors(due="People need until tomorrow")
    town.lee.corrects(due=date(2026, 11, 23))
    town.lee.is_answered("close on Monday 23 November")
    three_of_six[5].is_told("There is more time for Ward 7 moves: answers close on Monday 23 November at 17:00.")
    for person in three_of_six[3:5]:
        answers(person, f"What {person.name} says")
    town.comes_to(datetime(2026, 11, 23, 17, tzinfo=LONDON))
    three_of_six[5].is_told("The answers on Ward 7 moves are in")
    assert the_review(town).answered == 5


def test_an_answer_after_that_day_still_counts_while_the_facilitator_thinks(
    town: Town, three_of_six: list[Townsperson]
) -> None:
    for person in three_of_six[3:5]:
        answers(person, "Late, but here.")
    town.lee.presses("Close answers now")
    three_of_six[0].is_told("The answers on Ward 7 moves are in")


def test_whoever_closes_answers_reads_that_with_too_few_they_still_come_in(town: Town) -> None:
    six = town.people(6)
    starts(town, six)
    answers(six[0], "Early.")
    asked = town.lee.button("Close answers now").confirm
    assert asked is not None
    assert "With fewer, I ask you." in asked.question
    town.lee.presses("Close answers now")
    town.lee.is_answered("people can still answer.")
    answers(six[1], "Late, but here.")


def test_those_who_answered_agree_and_are_shown(town: Town, three_of_six: list[Townsperson]) -> None:
    town.lee.presses("Ask those who answered")
    three_of_six[4].is_not_told("Only 3 people have answered")
    for person in three_of_six[:3]:
        person.is_told("Only 3 people have answered")
        assert the_review(town).phase == "waiting_for_consent"
        person.presses("Show mine too")
    three_of_six[4].presses("Read the answers")
    three_of_six[4].is_answered("What Bo Northgate says")
    with town.database.reading() as session:
        assert {row.person_id for row in session.exec(select(ShownAnswer)).all()} == {None}


def test_if_one_would_rather_not_nothing_is_shown_and_nobody_hears_who(
    town: Town, three_of_six: list[Townsperson]
) -> None:
    town.lee.presses("Ask those who answered")
    three_of_six[0].presses("Show mine too")
    town.lee.is_told("not all have agreed yet")
    three_of_six[1].presses("Rather not")
    three_of_six[1].is_answered("nobody hears that it was you")
    town.lee.is_told("Not everybody who answered wants to be shown, and I don’t say who.")
    three_of_six[2].presses("Show mine too")
    three_of_six[2].is_answered("This has moved on since.")
    assert the_review(town).phase == "waiting_for_decision"


def test_closed_unseen_deletes_every_answer(town: Town, three_of_six: list[Townsperson]) -> None:
    town.lee.presses("Close unseen")
    three_of_six[0].is_told("Every answer is deleted; nobody has seen any.")
    with town.database.reading() as session:
        assert session.exec(select(SealedAnswer)).all() == []
        assert session.exec(select(ShownAnswer)).all() == []
    assert the_review(town).phase == "closed_unseen"


def test_where_nobody_answers_there_is_nobody_to_ask(town: Town) -> None:
    starts(town, town.people(6))
    town.comes_to(CLOSED)
    town.lee.is_told("nobody of 6 people has answered yet, and answers were due.")
    town.lee.has_no_button("Ask those who answered")
    town.lee.presses("Close unseen")
    assert the_review(town).phase == "closed_unseen"


def test_somebody_who_answered_and_has_gone_keeps_the_others_from_nothing_once_they_agree_anew(
    town: Town, three_of_six: list[Townsperson]
) -> None:
    town.lee.presses("Ask those who answered")
    three_of_six[0].presses("Show mine too")
    three_of_six[1].presses("Show mine too")
    three_of_six[2].leaves_the_hospital()
    for person in three_of_six[:2]:
        assert the_review(town).phase == "waiting_for_consent"
        person.is_told("Somebody who answered has gone since I asked, so I ask you anew. Only 2 people have answered")
        person.presses("Show mine too")
    three_of_six[0].presses("Read the answers")
    three_of_six[0].is_answered("What Ann Northgate says")
    three_of_six[0].does_not_see("What Cat Northgate says")
