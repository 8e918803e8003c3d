"""Many people cannot be reached any more at once: a facilitator is asked, by number, before anything comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from activities.kit.policy import Policy
from storage.tables import Act, Person
from tests.coffee.test_dates import at
from tests.fronts.differences import NO_ADMINS, NOT_THEIRS
from tests.lived_once import lived_once
from tests.town import Town, Townsperson

ASKED = "of 61 people can’t be reached any more"
GONE = "can’t take part after all"


@pytest.fixture
def sixty(town: Town) -> list[Townsperson]:
    """Sixty people who are known beside Lee; the first four have been introduced."""
    everybody = town.people(60)
    get_to_be_known(town, everybody)
    return everybody


@lived_once
def get_to_be_known(town: Town, everybody: list[Townsperson]) -> None:
    town.introduced(*everybody[:4])
    with town.turn() as turn:
        for person in everybody[4:]:
            turn.meet(person.profile)


def vanish(town: Town, people: list[Townsperson], within: timedelta = timedelta(minutes=40)) -> None:
    for person in people:
        person.is_switched_off()
        town.passes(within / len(people))


def partners(people: list[Townsperson]) -> list[Townsperson]:
    """Those of the four who were introduced to the first or the second."""
    return [one for one in people[2:4] if any("can’t be reached at present" in page.text for page in one.told)]


def test_twelve_of_sixty_within_an_hour_are_asked_about_and_nothing_ends_until_they_are_back(
    town: Town, sixty: list[Townsperson]
) -> None:
    gone, left = [*sixty[:2], *sixty[10:20]], sixty[2:4]
    vanish(town, gone)
    town.lee.is_told(f"12 {ASKED}")
    town.lee.does_not_see("Ann Northgate can’t")
    town.comes_to(at(13, 12))
    town.lee.is_told(f"12 {ASKED}", times=2)  # once more the next morning, and then no more
    for person in left:
        person.is_not_told(GONE)
    for person in gone[:11]:
        person.is_switched_on()
    town.lee.is_told("11 of them are back since", times=2)
    gone[11].is_switched_on()
    town.lee.is_told("Nobody of the 12 people about whom I asked is away any more", times=2)
    town.comes_to(at(20, 12))
    for person in left:
        person.is_not_told(GONE)


@pytest.mark.quick_through("slack")
def test_who_they_are_stands_behind_a_press_that_is_audited(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, sixty[10:22])
    town.lee.does_not_see(sixty[10].name)
    town.lee.presses("Show the names")
    for person in sixty[10:22]:
        town.lee.is_answered(person.name)
    with town.database.reading() as session:
        assert [act.what for act in session.exec(select(Act)).all()][-1] == "knowhow.who_are_away"
    town.lee.presses("Wait for them")  # it still stands there


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_else_may_answer_or_look(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, sixty[10:22])
    for label in ("Show the names", "They have left", "Wait for them"):
        sixty[30].presses_old(town.lee.button(label))
        sixty[30].is_answered("Only a facilitator can do that")


def test_they_have_left_once_a_facilitator_says_so(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, [*sixty[:2], *sixty[10:20]])
    town.comes_to(at(10, 12))
    for person in sixty[2:4]:
        person.is_not_told(GONE)
    late = town.lee.button("Wait for them")
    town.lee.presses("They have left")
    town.lee.is_answered("12 people are taken to have left")
    assert any(GONE in page.text for person in sixty[2:4] for page in person.told) or not partners(sixty)
    with town.database.reading() as session:
        waiting = select(Person).where(Person.leaving_since.is_not(None))  # type: ignore[union-attr]
        assert session.exec(waiting).all() == []
    town.lee.presses_old(late)
    town.lee.is_answered("moved on")


def test_said_early_it_still_waits_as_long_as_for_anybody(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, [*sixty[:2], *sixty[10:20]])
    town.lee.presses("They have left")
    sixty[0].is_switched_on()
    sixty[1].is_switched_on()
    town.comes_to(at(12, 12))
    for person in sixty[2:4]:
        person.is_not_told(GONE)


def test_whom_a_facilitator_waits_for_are_asked_about_again_in_a_week(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, [*sixty[:2], *sixty[10:20]])
    town.lee.presses("Wait for them")
    town.lee.is_answered("I wait for 12 people")
    for person in sixty[10:20]:
        person.is_switched_on()
    town.comes_to(at(15, 12))
    town.lee.is_not_told(ASKED)
    town.comes_to(at(16, 10))
    town.lee.is_told(f"12 {ASKED}, all within a short time. 10 of them are back since")
    for person in sixty[2:4]:
        person.is_not_told(GONE)


def test_who_goes_within_the_hour_joins_the_question_and_who_goes_a_day_later_does_not(
    town: Town, sixty: list[Townsperson]
) -> None:
    vanish(town, sixty[10:16], timedelta(minutes=10))
    town.lee.is_told(f"6 {ASKED}")
    vanish(town, sixty[16:18], timedelta(minutes=10))
    town.lee.is_told(f"8 {ASKED}")
    town.lee.is_not_told(f"6 {ASKED}")
    town.comes_to(at(10, 15))
    sixty[0].is_switched_off()
    town.lee.is_told("Somebody who takes part in something here can’t be reached at present")


def test_five_are_never_many_nor_are_six_over_a_day(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, sixty[10:15])
    town.passes(timedelta(hours=1))
    vanish(town, sixty[15:20])
    town.lee.is_not_told(ASKED)


def test_what_is_said_of_the_first_few_says_that_there_are_many(town: Town, sixty: list[Townsperson]) -> None:
    vanish(town, [sixty[0], *sixty[10:21]])
    town.lee.is_told("This is one of 12 people about whom I have asked you since.")
    town.lee.is_not_told("Somebody who takes part in something here can’t be reached")


@pytest.mark.not_through("teams", reason=NO_ADMINS)
def test_where_every_facilitator_has_gone_too_admins_are_told_and_who_is_back_is_asked(
    town: Town, sixty: list[Townsperson]
) -> None:
    ada = sixty[59]
    ada.profile = replace(ada.profile, is_admin=True)
    town.front.hears_of(ada.profile)
    vanish(town, [town.lee, *sixty[:2], *sixty[10:20]])
    ada.is_told("Nobody facilitates Knowhow here any more")
    town.comes_to(at(12, 12))
    for person in sixty[2:4]:
        person.is_not_told(GONE)
    town.lee.is_switched_on()
    ada.is_told("Somebody facilitates Knowhow again")
    town.lee.is_told("13 of 61 people can’t be reached any more, all within a short time. 1 of them is back since")
    town.lee.presses("Wait for them")


@pytest.mark.parametrize(
    ("gone", "among", "many"), [(5, 5, False), (6, 120, True), (6, 121, False), (12, 60, True), (60, 1300, False)]
)
def test_many_are_more_than_five_and_a_percentage(gone: int, among: int, many: bool) -> None:
    assert Policy().are_many(gone, among) == many


def test_the_percentage_is_set(town: Town) -> None:
    assert Policy(many_leavers=50.0).are_many(30, 60)
    assert not Policy(many_leavers=50.0).are_many(29, 60)
