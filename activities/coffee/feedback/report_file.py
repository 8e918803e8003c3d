"""The report as a spreadsheet, for whoever has to put its figures into another one."""

from collections.abc import Sequence

from activities.coffee.feedback.report import REPORTABLE, Quotable, figures_of, quotable, report
from activities.coffee.feedback.told import groups, last_told, lines, told_of
from activities.coffee.trial import the_trial
from activities.kit.cards import Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.screen import may_be_kept
from activities.kit.table import csv_file
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.wording import listed
from storage.tables import Trial


def ask_for_spreadsheet(turn: Turn, pressed: Pressed) -> Card:
    """Send the facilitator the spreadsheet in their own chat, after “As a spreadsheet”.

    The report stays, with what can be done with it.
    """
    trial = the_trial(turn, pressed.subject)
    told_of(turn, trial, figures_of(turn, trial), "spreadsheet")
    turn.send_file("report", int(pressed.subject), spreadsheet_card(trial), ("report_file", pressed.key))
    coming = spreadsheet_is_coming_card(trial)
    return report(turn, trial).led_by(coming.summary) if trial.phase in REPORTABLE else coming


def spreadsheet(turn: Turn, subject: str) -> Document:
    """Make the report's figures and quotes as CSV. Raises `MovedOn` for somebody who facilitates no more.

    It says what might leave when it was asked for, which the ledger has.
    """
    if not turn.person.facilitates:
        raise MovedOn
    trial = the_trial(turn, subject)
    told = last_told(turn, trial, "spreadsheet")
    quotes = [quote for quote in quotable(turn, trial) if not quote.left_out and may_be_kept(quote.text)]
    rows = spreadsheet_rows(trial, lines(told), groups(told), quotes)
    return Document(spreadsheet_name(trial), trial.title, csv_file(rows))


# ---- what people see ------------------------------------------------------------------------------------------------


def spreadsheet_rows(
    trial: Trial, totals: Sequence[tuple[str, str]], breakdowns: Sequence[str], quotes: Sequence[Quotable]
) -> list[list[str]]:
    """Write the rows of the spreadsheet: figures as they may leave, then breakdowns, then quotes and who said them."""
    return [
        ["Coffee trial", trial.title],
        ["Sites", listed(trial.sites)],
        ["Sign-ups closed", trial.signups_close.isoformat()],
        ["Met by", trial.meet_by.isoformat()],
        *([label, value] for label, value in totals),
        *(["Breakdown", line] for line in breakdowns),
        *(["Quote", quote.text, quote.said_by] for quote in quotes),
    ]


def spreadsheet_name(trial: Trial) -> str:
    """Name the file, with nothing in it that a file system might not take."""
    return f"coffee-trial-{trial.id}-report.csv"


def spreadsheet_card(trial: Trial) -> Card:
    """Build the card that stands beside the file, in the facilitator's own chat."""
    return say(f"Here are the figures of {trial.title}. What is under five is withheld, since a file goes further.")


def spreadsheet_is_coming_card(trial: Trial) -> Card:
    """Build the card for the facilitator who pressed “As a spreadsheet”."""
    return say(f"I’m sending you the figures of {trial.title} as a file, in our own chat.")
