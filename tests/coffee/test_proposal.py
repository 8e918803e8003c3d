"""The pairs before they are sent: a page at a time, shuffled, sent, cancelled, or waiting for somebody's word."""

from datetime import date, datetime, timedelta

import pytest

from activities.coffee import COFFEE as COFFEE_ACTIVITY
from activities.coffee import closing, leaving
from activities.coffee.draw import arrange
from activities.coffee.trial import the_trial
from activities.kit.events import Due, Undelivered, Why
from storage import trials
from tests.fronts.differences import NOT_THEIRS
from tests.lived_once import lived_once
from tests.town import COFFEE, LONDON, Town, Townsperson

MATCHED = datetime(2026, 11, 9, 9, tzinfo=LONDON)


def proposed(town: Town, number: int = 4) -> list[Townsperson]:
    """So many people have joined, and the pairs lie before the facilitator."""
    joined = town.people(number)
    are_matched(town, joined)
    return joined


@lived_once
def are_matched(town: Town, joined: list[Townsperson]) -> None:
    town.trial(joined=joined)
    town.comes_to(MATCHED)


def seed(town: Town) -> int:
    with town.turn() as turn:
        draw = trials.newest_draw(turn.here, town.the_trial().id)
        assert draw is not None
        return draw.seed


def test_pairs_come_with_a_reason_each_and_the_seed(town: Town) -> None:
    joined = proposed(town)
    town.lee.is_told("2 pairs. Nothing has been sent yet")
    town.lee.sees("never matched before.")
    town.lee.sees(f"from seed {seed(town)}")
    town.lee.types("/coffee pairs")
    for person in joined:
        town.lee.is_answered(person.name)
        person.is_not_told("Hello")


def test_names_stand_in_the_order_of_the_reason(town: Town) -> None:
    department = {person.name: _department(town, person) for person in proposed(town, 11)}
    town.lee.types("/coffee pairs")
    for line in _lines(town.lee):
        if "never matched before" in line:
            who, _, why = line.partition(": ")
            named = [department[name] for part in who.split(" and ") for name in part.split(", ")]
            assert sorted(named, key=why.index) == named, line


def test_pairs_go_out_when_the_facilitator_sends_them(town: Town) -> None:
    joined = proposed(town)
    asked = town.lee.button("Send").confirm
    assert asked is not None
    assert "4 people will be introduced to each other." in asked.question
    town.lee.presses("Send")
    town.lee.is_answered("Their introductions are on their way")
    town.lee.is_told("KNOWvember: 2 pairs. Introductions are on their way")
    town.lee.has_no_button("Send")
    for person in joined:
        person.is_told("Hello")


def test_sending_twice_sends_once(town: Town) -> None:
    joined = proposed(town)
    send = town.lee.button("Send")
    town.lee.presses_old(send)
    town.lee.repeats()
    town.lee.is_answered_once()
    town.lee.presses_old(send)
    town.lee.is_answered("This has moved on since.")
    for person in joined:
        person.is_told("Hello")


def test_pairs_go_out_by_themselves_where_that_was_wished(town: Town) -> None:
    ann, bo, cat = town.people(3)
    town.introduced(ann, bo, cat)
    for person in (ann, bo, cat):
        person.is_told("Hello")
    town.lee.is_told("1 group of three. Introductions are on their way")


def test_ten_pairs_are_a_page(town: Town) -> None:
    proposed(town, 22)
    town.lee.sees("Page 1 of 2")
    town.lee.presses("Next page")
    town.lee.is_answered("Page 2 of 2")
    assert sum("never matched before" in line for line in _lines(town.lee)) == 1
    town.lee.presses("Previous page")
    town.lee.is_answered("Page 1 of 2")
    assert sum("never matched before" in line for line in _lines(town.lee)) == 10


@pytest.mark.quick_through("slack")
def test_an_old_send_cannot_send_a_newer_draw(town: Town) -> None:
    joined = proposed(town)
    old_buttons = [town.lee.button(label) for label in ("Send", "Shuffle again", "Cancel the trial")]
    before = seed(town)
    town.lee.presses("Shuffle again")
    town.lee.is_answered("I’m drawing the pairs of KNOWvember again")
    assert seed(town) != before
    for old in old_buttons:
        town.lee.presses_old(old)
        town.lee.is_answered("This has moved on since.")
        town.lee.is_answered(f"from seed {seed(town)}")
    assert town.the_trial().phase == "waiting_for_approval"
    joined[0].is_not_told("Hello")
    town.lee.presses("Send")
    joined[0].is_told("Hello")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_somebody_who_is_no_facilitator_cannot_send(town: Town) -> None:
    ann, *_ = proposed(town)
    ann.presses_old(town.lee.button("Send"))
    ann.is_answered("Only a facilitator can do that.")
    assert town.the_trial().phase == "waiting_for_approval"


def test_cancelling_instead_of_sending(town: Town) -> None:
    joined = proposed(town)
    town.lee.presses("Cancel the trial")
    town.lee.is_answered("KNOWvember is cancelled; 4 people are being told.")
    for person in joined:
        person.is_told("Sorry: KNOWvember has been cancelled")
    assert town.front.channel(COFFEE.id)[0].text == "KNOWvember: this coffee trial has been cancelled."
    town.comes_to(date(2026, 12, 24))
    town.lee.is_not_told("waiting for your word")


def test_the_facilitator_is_reminded_each_working_morning_and_everybody_from_the_second(town: Town) -> None:
    other = town.person("Max", facilitates=True)
    proposed(town)
    town.comes_to(datetime(2026, 11, 10, 9, tzinfo=LONDON))
    town.lee.is_told("waiting for your word")
    other.is_not_told("waiting for your word")
    town.comes_to(datetime(2026, 11, 13, 9, tzinfo=LONDON))
    town.lee.is_told("waiting for your word", times=4)
    other.is_told("waiting for your word", times=3)
    town.comes_to(datetime(2026, 11, 15, 20, tzinfo=LONDON))
    other.is_told("waiting for your word", times=3)
    other.presses("See the pairs")
    other.presses("Send")
    town.comes_to(datetime(2026, 11, 17, 9, tzinfo=LONDON))
    town.lee.is_told("waiting for your word", times=4)


def test_who_leaves_while_pairs_wait_is_in_no_pair(town: Town) -> None:
    ann, bo, cat, _ = proposed(town)
    send = town.lee.button("Send")
    ann.types("/coffee leave")
    town.lee.is_told("This draw for KNOWvember has been put aside, because somebody in it has left")
    town.lee.presses_old(send)
    town.lee.is_answered("This has moved on since.")
    town.lee.presses("Send")
    ann.is_not_told("Hello")
    for person in (bo, cat):
        person.is_told("Hello")
    town.lee.is_told("KNOWvember: 1 group of three. Introductions are on their way")


def test_who_leaves_while_pairs_are_being_worked_out_is_in_no_pair(town: Town) -> None:
    ann, bo, cat, dan = town.people(4)
    trial = town.trial(joined=[ann, bo, cat, dan], approve="automatic")
    with town.turn() as turn:
        closing.close_now(turn, the_trial(turn, trial.id))
        draw = trials.newest_draw(turn.here, trial.id)
        assert draw is not None
        work = arrange(turn, Due(turn.org, "coffee", "arrange", str(draw.id), turn.now))
    assert work is not None
    found = work.compute()
    with town.turn() as turn:
        theirs = trials.signup(turn.here, trial.id, ann.id)
        assert theirs is not None
        leaving._let_go(turn, the_trial(turn, trial.id), theirs, ann.row(turn.session))
    with town.turn() as turn:
        work.finish(turn, found)
    town.settle()
    ann.is_not_told("Hello")
    for person in (bo, cat, dan):
        person.is_told("Hello")


def test_what_cannot_be_shown_to_one_facilitator_is_shown_to_the_others(town: Town) -> None:
    other = town.person("Max", facilitates=True)
    proposed(town)
    other.is_not_told("Nothing has been sent yet")
    with town.turn() as turn:
        COFFEE_ACTIVITY.undelivered(turn, Undelivered(f"draw:1:to:{town.lee.id}", (town.lee.id,), Why.UNREACHABLE))
    other.is_told("Nothing has been sent yet")
    other.presses("Send")
    other.is_answered("Their introductions are on their way")


def test_where_the_facilitator_has_left_the_others_see_the_pairs(town: Town) -> None:
    other = town.person("Max", facilitates=True)
    town.trial(joined=town.people(2))
    town.lee.leaves_the_hospital()
    town.comes_to(MATCHED)
    other.is_told("Nothing has been sent yet")
    town.lee.is_not_told("Nothing has been sent yet")


def test_waiting_a_weekend_reminds_on_monday(town: Town) -> None:
    joined = town.people(2)
    town.trial(joined=joined, signups_close=date(2026, 11, 5))
    town.comes_to(datetime(2026, 11, 6, 9, tzinfo=LONDON))
    town.passes(timedelta(days=2))
    town.lee.is_not_told("waiting for your word")
    town.comes_to(MATCHED)
    town.lee.is_told("waiting for your word")


def _department(town: Town, person: Townsperson) -> str:
    with town.turn() as turn:
        return person.row(turn.session).department


def _lines(person: Townsperson) -> list[str]:
    assert person.shown is not None
    return getattr(person.shown, "text", "").splitlines()


def test_another_facilitator_is_told_where_the_pairs_are(town: Town) -> None:
    other = town.person("Max", facilitates=True)
    town.trial(joined=town.people(2))
    other.types("/coffee close")
    other.is_answered("In a moment, /coffee pairs shows the pairs.")
    town.lee.is_told("1 pair. Nothing has been sent yet")
    other.types("/coffee pairs")
    other.presses("Shuffle again")
    other.is_answered("In a moment, /coffee pairs shows the pairs.")
    town.lee.presses("Shuffle again")
    town.lee.is_answered("You get the pairs to look at in a moment.")
