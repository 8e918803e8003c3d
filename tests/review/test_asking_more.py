"""Somebody who was forgotten when a review began: they are asked while answers still come in."""

import pytest

from activities.kit.cards import Button
from tests.fronts.differences import NOT_THEIRS
from tests.lived_once import lived_once
from tests.review.looking_back import answers, fills, of, says, starts, the_review
from tests.review.test_whole import CLOSED
from tests.town import Town, Townsperson


@lived_once
def all_answer(town: Town, people: list[Townsperson]) -> None:
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")


@pytest.fixture
def four(town: Town) -> list[Townsperson]:
    """Four people who are asked and have answered: one too few."""
    people = town.people(4)
    all_answer(town, people)
    return people


def asks(town: Town, *people: Townsperson) -> None:
    town.lee.presses("Ask somebody else")
    town.lee.fills("review.ask_more", participants=of(*people))


def test_somebody_who_was_forgotten_is_asked_and_their_answer_appears_with_all_others(
    town: Town, four: list[Townsperson]
) -> None:
    fay = town.person("Fay Fifth")
    asks(town, fay, four[0])
    town.lee.is_answered("I’m asking Fay Fifth about Ward 7 moves too")
    town.lee.is_told("fewer than five of 5 have answered")
    fay.is_told("asks you to take part in a review of Ward 7 moves")
    answers(fay, "Nobody had told us.")
    town.comes_to(CLOSED)
    four[0].presses("Read the answers")
    four[0].is_answered("Nobody had told us.")


def test_who_has_been_asked_is_not_asked_again_and_who_left_is_neither_asked_nor_given_away(
    town: Town, four: list[Townsperson]
) -> None:
    four[3].presses("I’d rather not")
    told = len(four[3].told)
    asks(town, four[0], four[3])
    town.lee.is_shown_errors(participants="Everybody you chose has been asked already.")
    assert len(four[3].told) == told
    town.lee.is_told("fewer than five of 4 have answered")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_who_took_over_reads_nothing_by_asking_themselves(town: Town, four: list[Townsperson]) -> None:
    max_ = town.person("Max", facilitates=True)
    max_.presses_old(Button("Remove", "knowhow.remove", str(town.lee.id)))
    for label, name in (("Ask somebody else", "ask_more_form"), ("Take it over", "take_over")):
        max_.presses_old(Button(label, f"review.{name}", str(the_review(town).id)))
        if label == "Take it over":
            max_.presses("Ask somebody else")
        max_.fills("review.ask_more", participants=of(max_))
        max_.is_shown_errors(participants="Please choose others")
    max_.corrects(participants=of(town.person("Fay Fifth")))
    max_.is_answered("I’m asking Fay Fifth")


def test_nobody_is_asked_twice_by_a_second_click(town: Town, four: list[Townsperson]) -> None:
    fay = town.person("Fay Fifth")
    asks(town, fay)
    told = len(fay.told)
    town.lee.repeats()
    town.lee.is_answered_once()
    assert len(fay.told) == told


def test_a_guest_is_refused_and_so_is_nobody(town: Town, four: list[Townsperson]) -> None:
    guest = town.person("Gus Guest")
    guest.becomes_a_guest()
    asks(town, guest)
    town.lee.is_shown_errors(participants="only members")
    town.lee.corrects(participants=None)
    town.lee.is_shown_errors(participants="Please choose who else is to be asked.")


def test_nobody_is_asked_any_more_once_answers_are_in(town: Town, four: list[Townsperson]) -> None:
    fay = town.person("Fay Fifth")
    asks(town, fay)
    answers(fay, "Nobody had told us.")
    button = town.lee.button("Ask somebody else")
    town.lee.presses_old(button)
    form = town.lee.shown
    town.comes_to(CLOSED)
    town.lee.presses_old(button)
    town.lee.is_answered("This has moved on")
    town.lee.shown = form
    town.lee.fills("review.ask_more", participants=of(town.person("Six Sixth")))
    town.lee.is_answered("Nothing is saved yet")  # it has lain open for two weeks
    town.lee.fills("review.ask_more", participants=of(town.person("Sev Seventh")))
    town.lee.is_answered("This has moved on")
    assert the_review(town).asked == 5


def test_no_more_are_asked_than_the_kind_of_review_works_for(town: Town, four: list[Townsperson]) -> None:
    asks(town, *town.people(27))
    town.lee.is_shown_errors(participants="please hold it in parts")
    town.lee.is_told("fewer than five of 4 have answered")


def test_whoever_joins_a_peer_assist_visits(town: Town) -> None:
    host, *others = town.people(5)
    town.lee.types("/review new")
    fills(town, [host, *others], template="peer_assist", title="Faster discharge")
    town.lee.fills("review.hosts", hosts=(str(host.id),))
    fay = town.person("Fay Fifth")
    asks(town, fay)
    fay.is_told("Just now others answer")
    host.presses("Answer")
    says(host, "Letters wait for two days.")
    town.lee.presses("Close answers now")
    fay.is_told("Step 2 of 3: Ask and analyse.")


def tells(town: Town, host: Townsperson, others: list[Townsperson]) -> None:
    """A peer assist in which the host has told the problem, and everybody may read it."""
    town.lee.types("/review new")
    fills(town, [host, *others], template="peer_assist", title="Faster discharge")
    town.lee.fills("review.hosts", hosts=(str(host.id),))
    host.presses("Answer")
    says(host, "Letters wait for two days.")
    town.lee.presses("Close answers now")


def test_who_is_asked_in_a_later_round_reads_what_was_said_before_only_if_its_author_agrees(town: Town) -> None:
    host, *others = town.people(6)
    tells(town, host, others)
    fay = town.person("Fay Fifth")
    asks(town, fay)
    fay.presses("Read what was said so far")
    fay.is_answered("was for those who were asked then")
    fay.does_not_see("Letters wait")
    others[0].presses("Read what was said so far")
    others[0].is_answered("Letters wait for two days.")
    host.is_told("Fay Fifth is asked about Faster discharge too")
    host.presses("They may read it")
    fay.presses("Read again")
    fay.is_answered("Letters wait for two days.")
    host.presses("Rather not, after all")
    fay.presses("Read again")
    fay.does_not_see("Letters wait")


def test_a_new_facilitator_has_no_colleague_read_what_was_said_before(town: Town) -> None:
    host, *others = town.people(6)
    tells(town, host, others)
    for person in others:
        answers(person, f"What {person.name} asks")
    town.lee.presses("Close answers now")
    max_, fay = town.person("Max", facilitates=True), town.person("Fay Fifth")
    town.lee.leaves_the_hospital()
    max_.presses("Take it over")
    max_.presses("Ask somebody else")
    max_.fills("review.ask_more", participants=of(fay))
    fay.presses("Read what was said so far")
    fay.does_not_see("Letters wait")
    for person in others:
        fay.does_not_see(f"What {person.name} asks")
    for person in [*others, fay]:
        answers(person, f"An idea of {person.name}")
    answers(host, "All of it.")
    max_.presses("Close answers now")
    fay.presses("Read the answers")
    fay.is_answered("An idea of")
    fay.has_no_button("Question before")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_opens_what_somebody_else_said(town: Town) -> None:
    host, *others = town.people(6)
    tells(town, host, others)
    fay = town.person("Fay Fifth")
    asks(town, fay)
    for person in (fay, others[0]):
        person.presses_old(host.button("They may read it"))
        person.is_answered("moved on")
    fay.presses("Read what was said so far")
    fay.does_not_see("Letters wait")
