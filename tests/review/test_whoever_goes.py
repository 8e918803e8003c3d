"""People who step out, leave the hospital or ask to be forgotten, and facilitators who hand over or go."""

from datetime import date

import pytest
from sqlmodel import select

from storage.tables import SealedAnswer
from tests.lived_once import lived_once
from tests.review.looking_back import answers, of, sends_round, starts, the_record, the_review, words
from tests.review.test_anonymity import bytes_of
from tests.review.test_whole import CLOSED
from tests.town import Town, Townsperson


@lived_once
def first_answers(town: Town, people: list[Townsperson]) -> None:
    starts(town, people)
    answers(people[0], "The beds were late.")


@pytest.fixture
def six(town: Town) -> list[Townsperson]:
    """Six people who are asked, of whom the first has answered."""
    people = town.people(6)
    first_answers(town, people)
    return people


def test_stepping_out_takes_ones_answers_along(town: Town, six: list[Townsperson]) -> None:
    six[0].presses("I’d rather not")
    six[0].is_answered("What you had answered is deleted.")
    assert b"The beds were late." not in bytes_of(town)
    town.lee.is_told("fewer than five of 6 have answered")
    six[0].types("/aar list")
    six[0].is_answered("No review waits for you.")


def test_what_somebody_said_who_leaves_the_hospital_stays_and_is_still_nobodys(
    town: Town, six: list[Townsperson]
) -> None:
    for person in six[1:]:
        answers(person, f"What {person.name} says")
    six[0].leaves_the_hospital()
    town.lee.is_told("6 of 6 have answered")
    town.comes_to(CLOSED)
    six[1].presses("Read the answers")
    six[1].is_answered("The beds were late.")


def test_a_guest_is_not_asked_and_whoever_becomes_one_is_asked_no_more(town: Town, six: list[Townsperson]) -> None:
    six[5].becomes_a_guest()
    six[5].presses("Answer")
    six[5].is_answered("Knowhow is for members of this organisation")
    guest = town.person("Gus Guest")
    guest.becomes_a_guest()
    town.lee.types("/aar new")
    town.lee.fills("review.review", title="Another", happened_on=date(2026, 11, 1), participants=of(guest))
    town.lee.is_shown_errors(participants="only members")


def test_who_is_forgotten_is_asked_nothing_more_and_the_review_runs_on(town: Town, six: list[Townsperson]) -> None:
    six[0].types("/knowhow forget me")
    six[0].presses("Forget me")
    for person in six[1:]:
        answers(person, "It went well.")
    town.comes_to(CLOSED)
    words(town)
    sends_round(town)
    for person in six[1:]:
        person.presses("I agree")
    assert the_review(town).phase == "filed"
    assert the_record(town).figures["answered"] == 5


def test_a_facilitator_hands_over_and_sees_no_more(town: Town, six: list[Townsperson]) -> None:
    other = town.person("Max Manager", facilitates=True)
    town.lee.presses("Hand over")
    town.lee.fills("review.hand_over", facilitator=str(other.id))
    town.lee.is_answered("Max Manager looks after Ward 7 moves from now on.")
    other.is_told("You look after Ward 7 moves from now on")
    other.is_told("fewer than five of 6 have answered")
    town.lee.presses("Close answers now")
    town.lee.is_answered("Only whoever runs this review can do that. Please ask Max Manager.")
    other.presses("Close answers now")
    assert the_review(town).phase == "waiting_for_decision"


def test_another_facilitator_takes_over_where_one_has_gone(town: Town, six: list[Townsperson]) -> None:
    other, third = town.person("Max Manager", facilitates=True), town.person("Tess", facilitates=True)
    town.lee.leaves_the_hospital()
    other.is_told("Whoever ran the review of Ward 7 moves has gone")
    late = third.button("Take it over")
    other.presses("Take it over")
    other.is_answered("You look after Ward 7 moves from now on")
    third.presses_old(late)
    third.is_answered("This has moved on since.")
    other.presses("Close answers now")
    assert the_review(town).phase == "waiting_for_decision"


def test_cancelling_tells_everybody_and_deletes_what_was_answered(town: Town, six: list[Townsperson]) -> None:
    town.lee.presses("Cancel it")
    six[1].is_told("The review of Ward 7 moves has been cancelled")
    six[1].presses("Answer")
    six[1].is_answered("This has moved on since.")
    with town.database.reading() as session:
        assert session.exec(select(SealedAnswer)).all() == []
    town.comes_to(CLOSED)
    assert the_review(town).phase == "cancelled"


def test_a_file_about_me_holds_my_answers_while_they_are_sealed_and_nobody_elses(
    town: Town, six: list[Townsperson]
) -> None:
    from activities.review.personal_data import of

    answers(six[1], "What Bo says.")
    with town.turn() as turn:
        facts = [one.in_words() for one in of(turn.for_activity("review"), six[0].row(turn.session))]
    assert any("The beds were late." in fact for fact in facts)
    assert not any("What Bo says." in fact for fact in facts)


def test_a_year_later_it_is_gone_unless_it_is_on_hold(town: Town, six: list[Townsperson]) -> None:
    starts(town, six, title="On hold")
    town.lee.types("/aar hold")
    town.lee.presses("Put on hold", near="On hold")
    town.lee.is_answered("On hold is on hold")
    town.comes_to(date(2027, 11, 1))
    town.lee.is_told("The review of Ward 7 moves is not finished.")
    town.comes_to(date(2027, 11, 20))
    assert the_review(town, "On hold").on_hold
    with town.database.reading() as session:
        assert [row.text for row in session.exec(select(SealedAnswer)).all()] == []
    town.lee.types("/aar list")
    with pytest.raises(AssertionError):
        town.lee.is_answered("Ward 7 moves")
