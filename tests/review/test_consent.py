"""Few are shown only if each agreed to exactly that number; no number tells whether who left had answered."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from storage.tables import Person, Review, SealedAnswer, ShownAnswer
from tests.coffee.test_anywhere import at_once
from tests.fronts.differences import NEVER_MADE
from tests.lived_once import lived_once
from tests.review.looking_back import answers, starts, the_review
from tests.review.test_whole import CLOSED
from tests.town import Town, Townsperson


def rather_not(person: Townsperson) -> None:
    person.presses("I’d rather not")


def is_forgotten(person: Townsperson) -> None:
    person.types("/knowhow forget me")
    person.presses("Forget me")


WAYS_OUT: tuple[Callable[[Townsperson], None], ...] = (
    rather_not,
    Townsperson.leaves_the_hospital,
    Townsperson.becomes_a_guest,
    is_forgotten,
)
out = pytest.mark.parametrize("goes", WAYS_OUT, ids=("rather not", "leaves", "guest", "forgotten"))


def four_are_asked(town: Town) -> list[Townsperson]:
    """Six take part, four of them answer and are asked whether they may be shown."""
    six = town.people(6)
    four_answer_and_are_asked(town, six)
    return six


@lived_once
def four_answer_and_are_asked(town: Town, six: list[Townsperson]) -> None:
    starts(town, six)
    for person in six[:4]:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    town.lee.presses("Ask those who answered")


def shown(town: Town) -> list[str]:
    with town.database.reading() as session:
        return list(session.exec(select(ShownAnswer.text)).all())


@out
def test_when_three_of_four_who_agreed_have_gone_the_last_is_asked_alone(
    town: Town, goes: Callable[[Townsperson], None]
) -> None:
    six = four_are_asked(town)
    for person in six[:3]:
        person.presses("Show mine too")
    for person in six[:3]:
        goes(person)
    assert shown(town) == []
    six[3].is_told("Only 1 person has answered")
    six[3].presses("Show mine too")
    assert shown(town) == [f"What {six[3].name} says"]


@out
def test_an_earlier_word_or_button_counts_for_nothing(town: Town, goes: Callable[[Townsperson], None]) -> None:
    six = four_are_asked(town)
    late = {person.name: person.button("Show mine too") for person in six[:4]}
    six[0].presses("Show mine too")
    goes(six[3])
    for person in six[:3]:
        person.presses_old(late[person.name])
        person.is_answered("This has moved on since.")
    six[1].presses("Show mine too")
    six[2].presses("Show mine too")
    assert the_review(town).phase == "waiting_for_consent"
    six[0].presses("Show mine too")
    assert len(shown(town)) == 3


@out
def test_who_has_not_answered_goes_and_nobody_is_asked_anew(town: Town, goes: Callable[[Townsperson], None]) -> None:
    six = four_are_asked(town)
    for person in six[:3]:
        person.presses("Show mine too")
    goes(six[5])
    six[0].is_not_told("I ask you anew")
    six[3].presses("Show mine too")
    assert len(shown(town)) == 4


def test_nothing_is_shown_while_an_account_is_switched_off(town: Town) -> None:
    six = four_are_asked(town)
    for person in six[:3]:
        person.presses("Show mine too")
    with town.turn() as turn:  # as it is before the leaving is final
        turn.session.exec(select(Person).where(Person.name == six[0].name)).one().active = False
    six[3].presses("Show mine too")
    assert shown(town) == []


def test_what_whoever_runs_it_answers_does_not_count_towards_five(town: Town) -> None:
    six = [*town.people(5), town.lee]
    starts(town, six)
    for person in [*six[:4], town.lee]:
        answers(person, f"What {person.name} says")
    town.comes_to(CLOSED)
    assert the_review(town).phase == "waiting_for_decision"
    town.lee.presses("Ask those who answered")
    six[0].is_told("Only 4 people have answered on Ward 7 moves, without whoever runs it.")
    for person in [*six[:4], town.lee]:
        assert shown(town) == []
        person.presses("Show mine too")
    assert len(shown(town)) == 5


def test_a_new_facilitator_who_had_answered_changes_the_number_and_each_is_asked_anew(town: Town) -> None:
    max_ = town.person("Max Manager", facilitates=True)
    people = [max_, *town.people(3)]
    starts(town, people)
    for person in people:
        answers(person, f"What {person.name} says")
    town.lee.presses("Close answers now")
    town.lee.presses("Ask those who answered")
    for person in people[:3]:
        person.presses("Show mine too")
    with town.turn() as turn:
        turn.session.exec(select(Review)).one().facilitator_id = max_.id
    people[3].presses("Show mine too")
    assert shown(town) == []
    people[3].is_told("Only 3 people have answered")


WHEN_SOMEBODY_GOES = [
    pytest.param(goes, moment, authors, marks=() if at in (0, 5, 7) else pytest.mark.slow)
    for at, (moment, authors, goes) in enumerate(
        product(("while answers come in", "when they were due", "while they are asked"), (3, 5), WAYS_OUT)
    )
]
"""A few of them in each run of the tests, all of them in `make test-all`."""


@pytest.mark.parametrize(("goes", "moment", "authors"), WHEN_SOMEBODY_GOES)
def test_what_the_facilitator_reads_does_not_tell_whether_who_left_had_answered(
    tmp_path: Path, goes: Callable[[Townsperson], None], moment: str, authors: int
) -> None:
    had, had_not = (
        list(_read_by_lee(tmp_path / str(answered), goes, moment, authors, answered)) for answered in (1, 0)
    )
    assert had == had_not


def _read_by_lee(
    folder: Path, goes: Callable[[Townsperson], None], moment: str, authors: int, had_answered: int
) -> Iterator[str]:
    """All that Lee reads when one of eight leaves who had answered, or another had in their place."""
    folder.mkdir()
    town = Town(folder)
    eight = town.people(8)
    starts(town, eight)
    for person in eight[1 - had_answered :][:authors]:
        answers(person, "The beds were late.")
    if moment != "while answers come in":
        town.comes_to(CLOSED)
    if moment == "while they are asked" and authors < 5:
        town.lee.presses("Ask those who answered")
    if the_review(town).phase in ("waiting_for_answers", "waiting_for_decision", "waiting_for_consent"):
        goes(eight[0])
        yield from (page.text for page in town.lee.told)
        town.comes_to(CLOSED)
        yield from (page.text for page in town.lee.told)
        yield the_review(town).phase
    town.close()


def test_the_last_two_agree_while_one_of_them_goes(anywhere: Town) -> None:
    six = four_are_asked(anywhere)
    for person in six[:3]:
        person.presses("Show mine too")
    last, out_of_it = six[3].button("Show mine too"), six[0].button("I’d rather not")
    at_once(
        [
            partial(anywhere.front.presses, six[3].profile, last),
            partial(anywhere.front.presses, six[0].profile, out_of_it),
        ]
    )
    anywhere.settle()
    assert len(shown(anywhere)) in (0, 4)
    if not shown(anywhere):
        assert the_review(anywhere).consent_of == 3


@pytest.mark.not_through("slack", "teams", reason=NEVER_MADE)
def test_a_button_from_before_the_upgrade_agrees_to_nothing(town: Town) -> None:
    six = four_are_asked(town)
    six[0].presses_old(Button("Show mine too", "review.show_mine", str(the_review(town).id)))
    six[0].is_answered("This has moved on since.")
    with town.database.reading() as session:
        assert len(session.exec(select(SealedAnswer)).all()) == 4
