"""The report on a trial, and filing it."""

from datetime import date

import pytest
from sqlmodel import select

from activities.coffee.feedback.filing import spreadsheet
from activities.kit.phases import MovedOn
from storage.tables import Feedback, Record
from tests.fronts.differences import NOT_THEIRS
from tests.town import Town, Townsperson

REPORTED = date(2026, 12, 11)
GOOD = {"met": "yes", "knew_each_other": "no", "would_again": "yes"}


def says(person: Townsperson, words: str = "", consent: str = "no", **answers: str) -> None:
    """Say that they have met, before their partner or after, and send the form."""
    partner_said_so = any("You’ve met" in page.text for page in person.told)
    person.presses("Say how it was" if partner_said_so else "We’ve met")
    person.fills("feedback", **{**GOOD, **answers}, what_came_of_it=words, quote_consent=consent)


@pytest.fixture
def four(town: Town) -> list[Townsperson]:
    """Four people in two meetings; the first two of them meet each other."""
    ann = town.person("Ann", department="Radiology")
    bo = town.person("Bo", department="Finance")
    cat = town.person("Cat", "Southfield", department="Radiology")
    dan = town.person("Dan", "Southfield", department="Finance")
    town.introduced(ann, bo, cat, dan)
    return [ann, bo, cat, dan]


def test_every_figure_has_its_denominator(town: Town, four: list[Townsperson]) -> None:
    ann, bo, cat, _ = four
    town.lee.types("/coffee report")
    town.lee.is_answered("the report so far")
    town.lee.is_answered("Not known: 2 of 2 (100%)")
    says(ann)
    says(bo, knew_each_other="yes")
    town.comes_to(date(2026, 12, 1))
    cat.presses("Give feedback")
    cat.fills("feedback", met="no", knew_each_other="no", would_again="no")
    town.comes_to(REPORTED)
    for line in (
        "Signed up: 4 people",
        "Matched: 4 of 4 (100%)",
        "Meetings that took place: 1 of 2 (50%)",
        "Fell through: 0 of 2 (0%)",
        "Did not meet: 1 of 2 (50%)",
        "Not known: 0 of 2 (0%)",
        "Gave feedback: 3 of 4 (75%)",
        "Had not known each other: 2 of 3 (67%)",
        "Would do it again: 2 of 3 (67%)",
        "counts below five are withheld",
    ):
        town.lee.is_told(line)


def test_a_pair_met_if_anybody_says_so(town: Town, four: list[Townsperson]) -> None:
    ann, bo, cat, dan = four
    town.comes_to(date(2026, 12, 1))
    for person, met in ((ann, "no"), (bo, "yes"), (dan, "no")):
        person.presses("Give feedback")
        person.fills("feedback", met=met, knew_each_other="no", would_again="yes")
    cat.presses("We’ve met")
    town.comes_to(REPORTED)
    town.lee.is_told("Meetings that took place: 2 of 2 (100%)")


def test_only_what_may_be_quoted_is_and_as_agreed(town: Town, four: list[Townsperson]) -> None:
    ann, bo, cat, dan = four
    says(ann, "I learned about a service I knew nothing about.", "by_role")
    says(bo, "Got to know a new colleague.", "by_name")
    says(cat, "Between you and me.", "no")
    says(dan, "", "by_name")
    town.comes_to(REPORTED)
    town.lee.is_told("I learned about a service I knew nothing about. Radiology lead")
    town.lee.is_told("Got to know a new colleague. Bo")
    town.lee.does_not_see("Between you and me.")
    town.lee.does_not_see("Dan")


@pytest.mark.quick_through("slack")
def test_filing_makes_one_record_without_what_was_taken_out(town: Town, four: list[Townsperson]) -> None:
    ann, bo, _, _ = four
    says(ann, "A first thing.", "by_role")
    says(bo, "A second thing.", "by_name")
    town.comes_to(REPORTED)
    town.lee.presses("Take it out", near="A first thing.")
    town.lee.is_answered("A first thing. Radiology lead (taken out)")
    town.lee.presses("Put it back")
    town.lee.presses("Take it out", near="A first thing.")
    button = town.lee.button("File it")
    town.lee.presses_old(button)
    town.lee.is_answered("Filed in the library: “KNOWvember”, Monday 2 November to Monday 30 November")
    town.lee.has_no_button("File it")
    town.lee.repeats()
    town.lee.is_answered_once()
    town.lee.presses_old(button)
    town.lee.is_answered("Filed in the library")
    with town.database.reading() as session:
        record = session.exec(select(Record)).one()
    trial = town.the_trial()
    assert trial.phase == "filed"
    assert (record.title, record.came_from, record.sites) == ("KNOWvember", f"coffee:{trial.id}", trial.sites)
    assert (record.happened_from, record.happened_until) == (date(2026, 11, 2), date(2026, 11, 30))
    assert record.quotes == [{"text": "A second thing.", "said_by": "Bo", "person": str(bo.id)}]
    assert not record.figures.keys() & {"met", "meetings", "answered"}, "all of them are under five"
    assert "['Meetings that took place', 'withheld']" in str(record.figures["in_words"])


def test_long_lists_of_quotes_are_paged(town: Town) -> None:
    people = [
        *town.people(6, "Northgate"),
        *town.people(6, "Southfield"),
    ]
    town.introduced(*people)
    for number, person in enumerate(people, start=1):
        says(person, f"Thing number {number:02}.", "by_role")
    town.lee.types("/coffee report")
    town.lee.is_answered("Thing number 05.")
    town.lee.presses("More quotes")
    town.lee.is_answered("Thing number 06.")
    town.lee.presses("Take it out")
    town.lee.is_answered("(taken out)")
    town.lee.presses("More quotes")
    town.lee.is_answered("Thing number 12.")
    town.lee.presses("Earlier quotes")
    town.lee.is_answered("(taken out)")


@pytest.mark.not_through("slack", "teams", reason=NOT_THEIRS)
def test_nobody_but_a_facilitator_sees_or_files_a_report(town: Town, four: list[Townsperson]) -> None:
    ann, _, _, _ = four
    ann.types("/coffee report")
    ann.is_answered("Only a facilitator can do that")
    town.comes_to(REPORTED)
    ann.presses_old(town.lee.button("File it"))
    ann.is_answered("Only a facilitator can do that")
    assert town.the_trial().phase == "waiting_for_filing"


def test_the_report_comes_as_a_spreadsheet_in_which_nothing_runs(town: Town, four: list[Townsperson]) -> None:
    ann, *_ = four
    says(ann, "=HYPERLINK(1)", consent="by_name")
    town.lee.types("/coffee report")
    town.lee.presses("As a spreadsheet")
    town.lee.is_answered("as a file, in our own chat")
    town.lee.repeats()
    town.lee.is_answered_once()
    town.lee.does_not_see("Trials you look after")
    with town.turn() as turn:
        turn.by = town.lee.row(turn.session)
        made = spreadsheet(turn, str(town.the_trial().id))
    text = made.content.decode("utf-8-sig")
    assert "Meetings that took place,withheld" in text
    assert "Quote,'=HYPERLINK(1),Ann" in text


def test_who_no_longer_facilitates_gets_no_spreadsheet(town: Town, four: list[Townsperson]) -> None:
    with town.turn() as turn:
        turn.by = four[0].row(turn.session)
        with pytest.raises(MovedOn):
            spreadsheet(turn, str(town.the_trial().id))


def test_a_quote_that_holds_an_nhs_number_is_not_filed(town: Town, four: list[Townsperson]) -> None:
    ann, bo, *_ = four
    says(ann, "Lovely", consent="by_name")
    says(bo, "Good", consent="by_name")
    with town.turn() as turn:  # as if it had been saved under older rules
        turn.session.exec(
            select(Feedback).where(Feedback.what_came_of_it == "Good")
        ).one().what_came_of_it = "Good. NHS no 943 476 5919"
    town.comes_to(REPORTED)
    town.lee.presses("File it")
    with town.database.reading() as session:
        assert [quote["text"] for quote in session.exec(select(Record)).one().quotes] == ["Lovely"]
