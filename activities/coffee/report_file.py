"""The report as a spreadsheet, for whoever has to put its figures into another one."""

import csv
import io

from activities.coffee.cards import report as cards
from activities.coffee.report import REPORTABLE, figures_of, quotable, report
from activities.coffee.trial import the_trial
from activities.kit.documents import Document
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.screen import may_be_kept
from activities.kit.turn import Turn
from activities.kit.views import Card

COULD_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet program runs a cell that begins with one of these, and what people typed must not run."""


def ask_for_spreadsheet(turn: Turn, pressed: Pressed) -> Card:
    """“As a spreadsheet”: it comes into the facilitator's own chat. The report stays, with what can be done with it."""
    trial = the_trial(turn, pressed.subject)
    turn.send_file("report", int(pressed.subject), cards.spreadsheet(trial), ("report_file", pressed.key))
    coming = cards.spreadsheet_is_coming(trial)
    return report(turn, trial).led_by(coming.summary) if trial.phase in REPORTABLE else coming


def spreadsheet(turn: Turn, subject: str) -> Document:
    """The report's figures and quotes as CSV. Raises `MovedOn` for somebody who facilitates no more."""
    if not turn.person.facilitates:
        raise MovedOn
    trial = the_trial(turn, subject)
    quotes = [quote for quote in quotable(turn, trial) if not quote.left_out and may_be_kept(quote.text)]
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    for row in cards.spreadsheet_rows(trial, figures_of(turn, trial), quotes):
        rows.writerow([_inert(cell) for cell in row])
    # Excel takes a CSV file for UTF-8 only with this mark at its head.
    return Document(cards.spreadsheet_name(trial), trial.title, table.getvalue().encode("utf-8-sig"))


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(COULD_BE_A_FORMULA) else cell
