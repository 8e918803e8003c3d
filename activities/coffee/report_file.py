"""The report as a spreadsheet, for whoever has to put its figures into another one."""

from activities.coffee.cards import report as cards
from activities.coffee.report import REPORTABLE, figures_of, quotable, report
from activities.coffee.told import groups, last_told, lines, told_of
from activities.coffee.trial import the_trial
from activities.kit.cards import Card
from activities.kit.csv_file import csv_file
from activities.kit.documents import Document
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.screen import may_be_kept
from activities.kit.turn import Turn


def ask_for_spreadsheet(turn: Turn, pressed: Pressed) -> Card:
    """“As a spreadsheet”: it comes into the facilitator's own chat. The report stays, with what can be done with it."""
    trial = the_trial(turn, pressed.subject)
    told_of(turn, trial, figures_of(turn, trial), "spreadsheet")
    turn.send_file("report", int(pressed.subject), cards.spreadsheet(trial), ("report_file", pressed.key))
    coming = cards.spreadsheet_is_coming(trial)
    return report(turn, trial).led_by(coming.summary) if trial.phase in REPORTABLE else coming


def spreadsheet(turn: Turn, subject: str) -> Document:
    """The report's figures and quotes as CSV. Raises `MovedOn` for somebody who facilitates no more.

    It says what might leave when it was asked for, which the ledger has.
    """
    if not turn.person.facilitates:
        raise MovedOn
    trial = the_trial(turn, subject)
    told = last_told(turn, trial, "spreadsheet")
    quotes = [quote for quote in quotable(turn, trial) if not quote.left_out and may_be_kept(quote.text)]
    rows = cards.spreadsheet_rows(trial, lines(told), groups(told), quotes)
    return Document(cards.spreadsheet_name(trial), trial.title, csv_file(rows))
