"""A record that others were shown before a review is withdrawn: what was sent of it no longer shows its words."""

from datetime import date, timedelta

import pytest

from activities.kit.cards import Button
from tests.fronts.differences import NOT_THEIRS
from tests.library.shelf import files, newest
from tests.review.looking_back import TITLE, answers, fills, of, sends_round, starts, the_review, words
from tests.town import Town, Townsperson

LESSON, OTHER = "Ask the porters first.", "Count the beds twice."
EVENT = date(2026, 11, 30)


def withdraws(person: Townsperson, record: int) -> None:
    person.types(f"/library show {record}")
    person.presses("Withdraw")
    person.is_answered("That record has been withdrawn.")


def test_its_lessons_go_from_what_was_sent_before_a_review(town: Town) -> None:
    gus, hal = town.people(2)
    goes = files(gus, title="Ward 7 moves out", lessons=LESSON)
    stays = files(gus, title="Ward 7 moves in", lessons=OTHER)
    starts(town, [gus, hal])
    town.lee.is_told(LESSON)
    town.lee.presses("Send this to those who take part")
    hal.is_told(LESSON)
    hal.is_told(OTHER)
    withdraws(gus, goes)
    for person in (town.lee, hal):
        person.is_not_told(LESSON)
        person.is_told(OTHER)
    withdraws(gus, stays)
    for person in (town.lee, hal):
        person.is_not_told(OTHER)
        person.is_told("For Ward 7 moves, the library has no earlier record any more that looks similar.")


def test_what_only_they_may_read_is_not_sent_anew_to_others(town: Town) -> None:
    gus, hal = town.people(2)
    goes = files(gus, title="Ward 7 moves out", lessons=LESSON)
    files(gus, title="Ward 7 moves in", lessons=OTHER, visibility="participants")
    starts(town, [gus, hal])
    town.lee.presses("Send this to those who take part")
    withdraws(gus, goes)
    for person in (town.lee, hal):
        person.is_told("no earlier record any more")
        person.is_not_told(OTHER)


def before_action_review(town: Town, people: list[Townsperson]) -> int:
    """One that ends with `LESSON` in the library; gives back its record’s number."""
    town.lee.types("/review new")
    fills(town, people, template="bar", happened_on=EVENT)
    for person in people:
        answers(person, "Slowly.")
    town.lee.presses("Close answers now")
    words(town, lessons=LESSON)
    sends_round(town)
    for person in people:
        person.presses("I agree")
    town.comes_to(EVENT + timedelta(days=1))
    town.lee.presses("Review how it went")
    return newest(town)


def test_the_advice_before_an_event_goes_from_what_was_sent_after_it(town: Town) -> None:
    five = town.people(5)
    before = before_action_review(town, five)
    town.lee.fills("review.review", due=date(2026, 12, 11))
    ann = five[0]
    ann.is_told("where this was the advice:")
    ann.is_told(f"{TITLE} is in the library")
    withdraws(town.lee, before)
    ann.is_not_told("where this was the advice:")
    ann.is_not_told("It follows")
    ann.is_not_told(f"{TITLE} is in the library")
    ann.is_told(f"{TITLE} was filed in the library, and has been withdrawn since.")
    answers(ann, "The beds came late.")


def test_who_was_not_there_before_does_not_read_its_advice(town: Town) -> None:
    five, gus = town.people(5), town.person("Gus")
    before_action_review(town, five)
    town.lee.fills("review.review", due=date(2026, 12, 11), participants=of(*five, gus))
    five[0].is_told("where this was the advice:")
    gus.is_told("asks you to take part in a review of")
    gus.does_not_see("where this was the advice:")
    gus.does_not_see(LESSON)


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_what_a_review_is_about_is_not_told_to_a_facilitator_who_may_not_read_it(town: Town) -> None:
    five, max_ = town.people(5), town.person("Max", facilitates=True)
    before_action_review(town, five)
    about = Button("Review this together", "review.about", f"review:{the_review(town).id}")
    max_.presses_old(about)
    assert not max_.sheet("review.review").values["title"]
