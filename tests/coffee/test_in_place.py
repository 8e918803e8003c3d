"""An answer may take the place of the message in which somebody pressed: nothing that is still needed goes with it."""

from datetime import date

from tests.coffee.test_dates import at
from tests.town import Town


def test_a_report_asked_for_as_a_spreadsheet_can_still_be_filed(town: Town) -> None:
    town.introduced(*town.people(2))
    town.comes_to(date(2026, 12, 11))
    town.lee.presses("As a spreadsheet")
    town.lee.is_answered("I’m sending you the figures of KNOWvember as a file")
    town.lee.is_answered("KNOWvember: the report")
    town.lee.presses("File it")
    assert town.the_trial().phase == "filed"


def test_pairs_that_were_cancelled_say_so(town: Town) -> None:
    town.trial(joined=town.people(2))
    town.comes_to(at(9, 9))
    town.lee.presses("Cancel the trial")
    town.lee.is_answered("KNOWvember is cancelled; 2 people are being told.")
    town.lee.is_told("put aside, because the trial has been cancelled")


def test_pairs_can_be_sent_from_the_reminder(town: Town) -> None:
    ann, bo = town.people(2)
    town.trial(joined=[ann, bo])
    town.comes_to(at(10, 10))
    town.lee.presses("See the pairs", near="waiting for your word")
    town.lee.presses("Send")
    town.lee.is_answered("Their introductions are on their way")
    for person in (ann, bo):
        person.is_told("Hello")
