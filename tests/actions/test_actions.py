"""An action from the day it is opened to the day it ends."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import select

from activities.kit.events import People, Submitted
from storage.tables import Action
from tests.actions.opening import DUE, FROM, LABELS, has_to, is_to_be_reminded, the_action, the_reminder
from tests.front import just_shown
from tests.town import LONDON, Town, Townsperson


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


@pytest.mark.quick_through("slack", "teams")
def test_an_owner_is_told_at_once_reminded_twice_and_says_that_it_is_done(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    ann.is_told(f"Yours to do by Friday 27 November, from “{FROM}”; Lee Librarian looks after it:")
    town.comes_to(at(date(2026, 11, 20), 8, 59))
    ann.is_not_told("A reminder")
    town.comes_to(at(date(2026, 11, 20), 9))
    ann.is_told("A reminder: this is due on Friday 27 November.")
    town.comes_to(at(DUE, 9))
    ann.is_told("This is due today.")
    ann.presses("Done", near="due today")
    ann.fills("actions.done", outcome="They came on Monday.")
    ann.is_answered("Done, thank you: Order labels for the crates")
    ann.is_told("You said", times=0)
    ann.is_told("They came on Monday. What you said of it")
    town.lee.is_told(f"Ann has done this: {LABELS} (from “{FROM}”).\nThey came on Monday. What came of it")
    assert (the_action(town).phase, the_action(town).ended_on) == ("done", DUE)
    town.comes_to(date(2027, 1, 15))
    ann.is_told("This is due today.")


def test_what_came_of_it_need_not_be_said_and_then_no_reminder_comes(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    ann.presses("Done")
    ann.fills("actions.done")
    town.lee.is_told("Ann has done this")
    town.comes_to(date(2026, 12, 1))
    ann.is_not_told("A reminder")
    ann.is_not_told("due today")


@pytest.mark.quick_through("teams")
def test_why_it_does_not_apply_must_be_said(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    ann.presses("Not applicable here")
    ann.fills("actions.not_applicable", outcome=" ")
    ann.is_shown_errors(outcome="why")
    ann.corrects(outcome="We have no crates any more.")
    ann.is_answered("Not applicable here: Order labels")
    town.lee.is_told("Ann says that this is not applicable here: Order labels")
    town.lee.is_told("We have no crates any more. Why")


def test_later_moves_it_and_the_reminders_with_it(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    ann.presses("Later")
    ann.fills("actions.later", due=date(2026, 11, 2))
    ann.is_shown_errors(due="after today")
    ann.corrects(due=date(2026, 12, 11))
    ann.is_answered("by Friday 11 December")
    ann.is_told("Yours to do by Friday 11 December")
    town.comes_to(date(2026, 12, 3))
    ann.is_not_told("A reminder")
    town.comes_to(date(2026, 12, 4))
    ann.is_told("A reminder: this is due on Friday 11 December.")


def test_what_is_due_on_a_sunday_is_said_on_the_monday_after(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann, due=date(2026, 11, 29))
    town.comes_to(at(date(2026, 11, 30), 8))
    town.lee.types("/actions list")
    town.lee.is_answered("overdue since Sunday 29 November")


def test_while_the_bot_is_away_over_both_days_one_reminder_is_enough(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    town.sleeps_until(at(date(2026, 11, 30), 10))
    ann.is_told("This was due on Friday 27 November.")
    ann.is_not_told("A reminder: this is due")


# ---- whose it is -----------------------------------------------------------------------------------------------------


def test_for_a_role_a_facilitator_is_asked_who_that_is(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, "the ward manager")
    town.lee.is_told("Who does this? It is for the ward manager: Order labels")
    town.lee.presses("Find somebody")
    town.lee.fills("actions.give", person=People((ann.profile,)))
    town.lee.is_answered("I’ve told Ann: it is theirs to do by Friday 27 November.")
    ann.is_told("Yours to do by Friday 27 November")
    town.comes_to(date(2026, 11, 20))
    ann.is_told("A reminder")


def test_when_an_owner_leaves_the_facilitator_gives_it_to_somebody_else_with_time_to_do_it(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    town.comes_to(date(2026, 12, 1))
    ann.leaves_the_hospital()
    town.lee.is_told("Nobody has this any more")
    town.lee.presses("Find somebody")
    assert town.lee.sheet("actions.give").values["due"] == date(2026, 12, 15)
    town.lee.fills("actions.give", person=People((bo.profile,)))
    bo.is_told("Yours to do by Tuesday 15 December")


def test_it_is_closed_where_nobody_need_do_it(town: Town) -> None:
    has_to(town, "the ward manager")
    find = town.lee.button("Find somebody")
    town.lee.presses("Close it")
    town.lee.is_answered("Closed: Order labels")
    town.lee.presses_old(find)
    town.lee.is_answered("moved on since")
    assert the_action(town).phase == "closed"


def test_a_facilitator_can_give_it_to_somebody_else_at_any_time(town: Town) -> None:
    ann, bo = town.people(2)
    has_to(town, ann)
    done = ann.button("Done")
    town.lee.types("/actions list")
    town.lee.presses("Give it to somebody else")
    town.lee.fills("actions.give", person=People((bo.profile,)))
    ann.is_told("is somebody else’s to do now")
    bo.is_told("Yours to do")
    ann.presses_old(done)
    ann.is_answered("moved on since")
    assert the_action(town).phase == "waiting_to_be_done"


def test_where_its_facilitator_has_gone_every_other_is_asked(town: Town) -> None:
    max_, ann = town.person("Max", facilitates=True), town.person("Ann")
    has_to(town, ann)
    town.lee.leaves_the_hospital()
    ann.leaves_the_hospital()
    max_.is_told("Nobody has this any more")


# ---- lists -----------------------------------------------------------------------------------------------------------


def test_a_list_has_what_is_mine_and_for_facilitators_everybodys_overdue_first_page_by_page(town: Town) -> None:
    ann, bo = town.people(2)
    for number in range(7):
        has_to(town, ann, f"Do thing {number}", due=date(2026, 11, 30 - number))
    has_to(town, bo, "Do another thing", due=date(2026, 12, 24))
    town.comes_to(date(2026, 11, 25))
    ann.types("/actions list")
    ann.is_answered("Do thing 6, overdue since Tuesday 24 November")
    ann.does_not_see("Do another thing")
    assert "Everybody" not in str(ann.shown)
    ann.presses("Due later")
    ann.is_answered("Do thing 0, due on Monday 30 November")
    town.lee.types("/actions list")
    town.lee.is_answered("8 open, 1 of them overdue")
    assert str(town.lee.shown).index("Do thing 6") < str(town.lee.shown).index("Do thing 2")
    town.lee.presses("Due later")
    town.lee.is_answered("Do another thing, due on Thursday 24 December (from “After-action review: Winter move”); Bo")


def test_the_home_page_has_what_is_mine_with_its_buttons(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    ann.goes_home()
    ann.is_answered("Order labels for the crates, due on Friday 27 November")
    town.lee.goes_home()
    town.lee.is_answered("Everybody’s actions: 1 open, none of them overdue.")
    town.lee.presses("See them all")
    town.lee.is_answered("Order labels")


# ---- late, twice, and one’s own --------------------------------------------------------------------------------------


def test_a_button_pressed_too_late_and_a_form_sent_twice_show_how_it_stands(town: Town) -> None:
    ann = town.person("Ann")
    has_to(town, ann)
    old = ann.button("Later")
    ann.presses("Done")
    ann.fills("actions.done", outcome="They are here.")
    ann.repeats()
    ann.is_answered_once()
    ann.presses_old(old)
    ann.is_answered("moved on since")
    ann.sees("They are here.")
    town.lee.is_told("Ann has done this")


@pytest.mark.quick_through("teams")
def test_an_own_reminder_comes_on_its_day_points_to_the_chat_and_is_seen_by_nobody_else(town: Town) -> None:
    ann = town.person("Ann")
    is_to_be_reminded(town, ann)
    ann.is_not_told("what you wrote after a knowledge café")
    ann.types("/actions list")
    ann.is_answered("it stands further up in our chat")
    town.lee.types("/actions list")
    town.lee.is_answered("Nothing is open")
    town.comes_to(DUE)
    ann.is_told("You asked me to come back to what you wrote after a knowledge café")
    ann.presses("Later")
    ann.fills("actions.later", due=date(2026, 12, 4))
    town.comes_to(date(2026, 12, 4))
    ann.is_told("You asked me to come back", times=2)
    ann.presses("Done")
    ann.is_answered("Done, thank you")
    assert (the_reminder(town).phase, the_reminder(town).outcome) == ("done", "")
    town.lee.is_not_told("Ann")


def test_an_own_reminder_that_fits_no_more_is_dropped_without_a_word(town: Town) -> None:
    ann = town.person("Ann")
    is_to_be_reminded(town, ann)
    town.comes_to(DUE)
    ann.presses("Not applicable here")
    ann.is_answered("I’ll say no more about what you wrote")


def test_no_words_are_kept_of_an_own_reminder_whatever_is_sent(town: Town) -> None:
    ann = town.person("Ann")
    is_to_be_reminded(town, ann)
    subject = str(the_reminder(town).id)
    for form in ("done", "not_applicable", "reword"):
        said = {"outcome": "I rang them"}
        town.engine.take(
            Submitted(f"forged {form}", ann.profile, "actions", form, subject, said, just_shown(town.engine))
        )
    assert (the_reminder(town).phase, the_reminder(town).outcome) == ("waiting_to_be_done", "")


def test_an_own_reminder_goes_with_whoever_leaves(town: Town) -> None:
    ann = town.person("Ann")
    is_to_be_reminded(town, ann)
    ann.leaves_the_hospital()
    town.lee.is_not_told("what you wrote after")
    town.lee.types("/actions list")
    town.lee.is_answered("Nothing is open")
    with town.database.reading() as session:
        assert not session.exec(select(Action)).all()


def test_what_was_said_of_an_action_that_has_ended_can_be_put_right(town: Town) -> None:
    (ann,) = town.people(1)
    has_to(town, ann)
    ann.presses("Done")
    ann.fills("actions.done", outcome="They came on Munday.")
    ann.presses("Change what I said")
    ann.fills("actions.reword", outcome="They came on Monday.")
    for person in (ann, town.lee):
        person.is_told("They came on Monday.")
        person.does_not_see("Munday")
    assert (the_action(town).phase, the_action(town).outcome) == ("done", "They came on Monday.")
    ann.presses("Change what I said")
    ann.fills("actions.reword", outcome="")
    ann.has_no_button("Change what I said")
    town.lee.is_not_told("They came on")


@pytest.mark.parametrize("goes", [Townsperson.leaves_the_hospital, Townsperson.becomes_a_guest])
def test_what_a_facilitator_had_who_goes_is_another_facilitators_to_give(
    town: Town, goes: Callable[[Townsperson], None]
) -> None:
    max_ = town.person("Max", facilitates=True)
    has_to(town, town.lee)
    goes(town.lee)
    max_.is_told("Nobody has this any more")
    max_.presses("Find somebody")


def test_a_facilitator_looks_after_it_where_whoever_opened_it_has_gone(town: Town) -> None:
    ann, max_ = town.person("Ann"), town.person("Max", facilitates=True)
    has_to(town, ann)
    max_.types("/knowhow facilitators")
    max_.presses("Remove", near="Lee")
    town.comes_to(at(date(2026, 11, 20), 9))
    ann.is_told("A reminder: this is due on Friday 27 November.")
    ann.is_told("a facilitator looks after it:")
