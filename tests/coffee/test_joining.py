"""Joining a trial, changing one's answers, leaving it and coming back."""

from datetime import date, timedelta

import pytest

from activities.kit.events import Value
from tests.town import COFFEE, Town, Townsperson


def counted(town: Town) -> str:
    """What the announcement says of who has joined."""
    return town.front.channel(COFFEE.id)[0].text.splitlines()[-1]


def join(person: Townsperson, **values: Value) -> None:
    person.types("/coffee join")
    person.fills("signup", **values)


def test_the_announcement_counts_who_has_joined(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann])
    assert counted(town) == "1 person signed up so far."
    join(bo)
    assert counted(town) == "2 people signed up so far."
    bo.types("/coffee leave")
    assert counted(town) == "1 person signed up so far."


def test_joining_twice_is_joining_once(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    join(ann)
    ann.is_answered("you’re in for KNOWvember")
    join(ann, job_title="Chief radiographer")
    ann.is_answered("You were in for KNOWvember already; I’ve saved your new answers.")
    assert counted(town) == "1 person signed up so far."
    ann.types("/coffee join")
    assert ann.sheet("signup").values["job_title"] == "Chief radiographer"


@pytest.mark.quick_through("slack", "teams")
def test_the_same_form_delivered_twice_counts_once(town: Town) -> None:
    ann = town.person("Ann")
    town.trial(joined=[ann])
    ann.repeats()
    ann.is_answered_once()
    assert counted(town) == "1 person signed up so far."


@pytest.mark.quick_through("slack", "teams")
def test_a_form_that_lay_open_for_more_than_a_week_opens_anew_with_what_was_typed(town: Town) -> None:
    ann = town.person("Ann")
    town.trial(signups_close=date(2026, 11, 27), meet_by=date(2026, 12, 30))
    ann.presses("Join")
    town.passes(timedelta(days=8))
    ann.fills("signup", job_title="Chief radiographer")
    ann.is_answered("Nothing is saved yet: this form was opened more than a week ago")
    assert counted(town) == "Be the first to sign up."
    assert ann.sheet("signup").values["job_title"] == "Chief radiographer"
    ann.fills("signup")
    ann.is_answered("you’re in")
    assert counted(town) == "1 person signed up so far."


@pytest.mark.quick_through("slack", "teams")
def test_leaving_and_joining_again(town: Town) -> None:
    ann = town.person("Ann")
    town.trial(joined=[ann])
    ann.presses("Leave")
    ann.is_answered("You’ve left KNOWvember. You can join again until Friday 6 November at 17:00.")
    ann.presses("Join again")
    ann.fills("signup")
    ann.is_told("You’re in for KNOWvember")
    ann.is_not_told("You’ve left")
    assert counted(town) == "1 person signed up so far."


def test_leaving_what_one_is_not_in(town: Town) -> None:
    ann = town.person("Ann")
    town.trial(joined=[ann])
    leave = ann.button("Leave")
    ann.types("/coffee leave")
    ann.presses_old(leave)
    ann.is_answered("You are not in KNOWvember")
    ann.types("/coffee leave")
    ann.is_answered("You are in no coffee trial just now")


def test_the_form_knows_what_the_staff_list_says(town: Town) -> None:
    ann = town.person("Ann", site="Southfield", department="Radiology")
    town.person("Bo", department="Finance")
    town.trial()
    ann.types("/coffee join")
    sheet = ann.sheet("signup")
    assert sheet.values == {
        "sites": ("Southfield",),
        "meetups": "one",
        "department": "Radiology",
        "role_group": "clinical",
        "job_title": "Radiology lead",
    }
    assert sheet.options["department"] == ("Finance", "Radiology")


def test_the_form_says_what_others_will_see(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    ann.types("/coffee join")
    ann.is_answered("Whoever you meet sees your name, job title, department and site.")
    ann.is_answered("Lee Librarian also sees whom you are matched with and whether you met")


def test_the_form_says_which_trial_it_is_and_whether_one_is_in_it(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    ann.types("/coffee join")
    ann.is_answered("This is KNOWvember.")
    ann.fills("signup")
    ann.presses("Change my answers")
    ann.is_answered("You are in for KNOWvember.")
    join(ann)
    ann.types("/coffee leave")
    ann.types("/coffee join")
    ann.is_answered("This is KNOWvember.")


def test_without_a_staff_list_people_say_who_they_are_once(town: Town) -> None:
    ann = town.person("Ann", staff=False)
    town.trial("First", sites="Northgate\nSouthfield")
    ann.types("/coffee join")
    assert "department" not in ann.sheet("signup").options
    ann.fills("signup")
    ann.is_shown_errors(
        sites="at least one site", department="which department", role_group="choose one", job_title="what you do"
    )
    ann.corrects(sites=("Southfield",), department="Chaplaincy", role_group="non_clinical", job_title="Chaplain")
    ann.is_answered("you’re in for First")

    town.trial("Second")
    ann.presses("Join", near="Second")
    assert ann.sheet("signup").values == {
        "sites": ("Southfield",),
        "meetups": "one",
        "department": "Chaplaincy",
        "role_group": "non_clinical",
        "job_title": "Chaplain",
    }


def test_where_there_is_one_site_it_is_chosen_already(town: Town) -> None:
    ann = town.person("Ann", staff=False)
    town.trial(sites="Northgate")
    ann.types("/coffee join")
    assert ann.sheet("signup").values["sites"] == ("Northgate",)


NOT_ON_OFFER: list[tuple[str, Value, str]] = [
    ("sites", ("Elsewhere",), "at least one site"),
    ("meetups", "every_day", "choose one"),
    ("department", "Head office", "list of departments has changed"),
    ("role_group", "both", "choose one"),
    ("job_title", " ", "what you do"),
    ("job_title", "x" * 76, "75 characters"),
]


def test_only_what_is_on_offer_can_be_chosen(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    for field, value, said in NOT_ON_OFFER:
        join(ann, **{field: value})
        ann.is_shown_errors(**{field: said})
    assert counted(town) == "Be the first to sign up."


def test_several_open_trials_are_a_card_to_choose_from(town: Town) -> None:
    ann = town.person("Ann")
    town.trial("Spring")
    town.trial("Autumn")
    ann.types("/coffee join")
    ann.is_answered("Which would you like to join?")
    ann.presses("Autumn")
    ann.fills("signup")
    ann.is_answered("you’re in for Autumn")
    ann.types("/coffee leave")
    ann.is_answered("You’ve left Autumn.")


def test_nothing_to_join(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/coffee join")
    ann.is_answered("No coffee trial is open for sign-ups just now.")


def test_joining_after_sign_ups_have_closed(town: Town) -> None:
    ann, bo, cat = town.people(3)
    trial = town.trial(joined=[ann, bo])
    cat.types("/coffee join")
    form = cat.shown
    join_button = cat.button("Join")
    town.comes_to(trial.signups_close.replace(day=7))
    cat.presses_old(join_button)
    cat.is_answered("This has moved on since.")
    cat.is_answered("sign-ups have closed, people are matched on Monday 9 November at 09:00")
    cat.shown = form
    cat.fills("signup")
    cat.is_answered("This has moved on since.")
    cat.has_no_button("Join")
    assert counted(town).startswith("Sign-ups have closed: 2 people joined.")


def test_a_guest_cannot_join(town: Town) -> None:
    ann = town.person("Ann")
    town.trial()
    ann.becomes_a_guest()
    ann.presses("Join")
    ann.is_answered("Knowhow is for members of this organisation")


def test_what_people_type_is_shown_as_typed(town: Town) -> None:
    ann = town.person("Ann", staff=False)
    town.trial(title="<!channel> & <@U0LEE>")
    join(ann, sites=("Northgate",), department="<!here>", role_group="clinical", job_title="*Boss*")
    ann.is_answered("you’re in for <!channel> & <@U0LEE>!")


def test_help_is_answered_to_everybody(town: Town) -> None:
    ann = town.person("Ann")
    ann.types("/coffee")
    ann.is_answered("/coffee join Join a trial that is open")
    ann.does_not_see("/coffee cancel")
    town.lee.types("/coffee help")
    town.lee.is_answered("/coffee cancel Cancel a trial")
    ann.types("/coffee jion")
    ann.is_answered("Did you mean /coffee join?")
