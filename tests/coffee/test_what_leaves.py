"""Figures of a trial that leave: in what is filed, and in a spreadsheet, day after day."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from activities.coffee.feedback.filing import spreadsheet
from storage.tables import Departure, Record, Trial
from tests.coffee.test_report import REPORTED, says
from tests.town import Town, Townsperson


def sheet(town: Town) -> str:
    """The spreadsheet as it comes when Lee asks for it now."""
    town.lee.types("/coffee report")
    town.lee.presses("As a spreadsheet")
    with town.turn() as turn:
        turn.by = town.lee.row(turn.session)
        return spreadsheet(turn, str(town.the_trial().id)).content.decode("utf-8-sig")


def answer(people: list[Townsperson], again: str = "yes") -> None:
    for person in people:
        says(person, would_again=again)


def test_of_three_people_no_total_is_filed_though_their_facilitator_sees_it(town: Town) -> None:
    three = town.people(3)
    town.introduced(*three)
    answer(three[:2])
    answer(three[2:], again="no")
    town.comes_to(REPORTED)
    town.lee.is_told("Would do it again: 2 of 3 (67%)")
    town.lee.presses("File it")
    with town.database.reading() as session:
        record = session.exec(select(Record)).one()
        in_words: list[list[str]] = record.figures["in_words"]  # type: ignore[assignment]
        assert in_words[0][0] == "Counted on"
        assert {value for _, value in in_words[1:]} == {"withheld"}
        assert "2 of 3" not in record.model_dump_json()


def test_two_spreadsheets_do_not_give_by_difference_what_each_withholds(town: Town) -> None:
    people = town.people(12)
    town.introduced(*people)
    answer(people[:6])
    first = sheet(town)
    assert "Gave feedback,6 of 12 (50%)" in first
    answer(people[6:7])
    assert sheet(town) == first
    town.lee.types("/coffee report")
    town.lee.is_answered("Gave feedback: 7 of 12 (58%)")
    answer(people[7:])
    assert "Gave feedback,12 of 12 (100%)" in sheet(town)


def test_the_record_is_held_against_the_spreadsheets_before_it_and_the_ledger_names_nobody(town: Town) -> None:
    people = town.people(12)
    town.introduced(*people)
    answer(people[:6])
    sheet(town)
    answer(people[6:7])
    town.comes_to(REPORTED)
    town.lee.presses("File it")
    with town.database.reading() as session:
        assert session.exec(select(Record)).one().figures["answered"] == 6
    left = ledger(town)
    assert [one.document for one in left] == ["spreadsheet", "record"]
    assert left[1].left_on == left[0].left_on, "what was said last keeps its day"
    assert set(Departure.model_fields) == {"id", "organisation_id", "thing", "document", "left_on", "cells"}


def test_the_ledger_goes_when_the_trial_goes(town: Town) -> None:
    town.introduced(*town.people(2))
    sheet(town)
    town.comes_to(REPORTED)
    town.lee.presses("File it")
    assert len(ledger(town)) == 2
    town.comes_to(date(2029, 6, 1))
    with town.database.reading() as session:
        assert not session.exec(select(Trial)).all()
        assert session.exec(select(Record)).one()
    assert not ledger(town)


def ledger(town: Town) -> Sequence[Departure]:
    """What has left, the oldest first."""
    with town.database.reading() as session:
        return session.exec(select(Departure).order_by(col(Departure.id))).all()
