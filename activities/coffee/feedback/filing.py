"""What a trial came to leaves it: as a record in the library, and as a spreadsheet.

The spreadsheet is for whoever has to put the report's figures into another one.
"""

from collections.abc import Sequence

from activities.coffee.feedback import groups, last_told, lines, plain, told_of
from activities.coffee.feedback.report import REPORTABLE, Quotable, figures_of, quotable, report, report_key
from activities.coffee.trial import TRIAL, the_trial
from activities.kit import library
from activities.kit.cards import Button, Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.screen import may_be_kept
from activities.kit.table import csv_file
from activities.kit.turn import Turn
from activities.kit.views import Document
from activities.kit.wording import count, day, listed
from storage import feedback, records
from storage.tables import Record, Trial


def file(turn: Turn, pressed: Pressed) -> Card:
    """File the trial, after “File it”. Raises `MovedOn` where it is too early, or has been done."""
    trial = the_trial(turn, pressed.subject)
    TRIAL.step(trial, "file")
    filed = filed_card(library.file(turn.session, _record(turn, trial), untitled=untitled()))
    for person in turn.facilitators():
        if turn.has_told(person, report_key(trial)):
            turn.tell(person, filed, report_key(trial))
    return filed


def present_filed(turn: Turn, trial: str) -> Card:
    """Show the record that a trial became; raise `MovedOn` where it has not been filed."""
    record = records.came_from(turn.here, _source(the_trial(turn, trial)))
    if record is None:
        raise MovedOn
    return filed_card(record)


def _record(turn: Turn, trial: Trial) -> Record:
    told = told_of(turn, trial, figures_of(turn, trial), "record")
    quotes = [quote for quote in quotable(turn, trial) if not quote.left_out]
    authors = {said.id: str(person.id) for said, person in feedback.in_trial(turn.here, trial.id)}
    return Record(
        organisation_id=turn.org,
        activity=turn.activity,
        came_from=_source(trial),
        title=trial.title,
        happened_from=trial.opened_at.astimezone(turn.zone).date(),
        happened_until=trial.meet_by,
        filed_at=turn.now,
        filed_by_id=turn.person.id,
        contact_id=turn.person.id,
        sites=list(trial.sites),
        summary=summary(trial, groups(told)),
        figures=plain(told),
        quotes=[{"text": one.text, "said_by": one.said_by, "person": authors[one.feedback]} for one in quotes],
    )


def _source(trial: Trial) -> str:
    return f"coffee:{trial.id}"


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


def filed_card(record: Record) -> Card:
    """Build the card for whoever pressed “File it”, the first time and any other."""
    if record.withdrawn_at:
        return say("This was filed in the library, and has been withdrawn since.")
    filed_on = record.filed_at.date()
    return say(
        f"Filed in the library: “{record.title}”, {day(record.happened_from, filed_on)} to "
        f"{day(record.happened_until, filed_on)}, "
        f"with its figures and {count(len(record.quotes), 'quote')}. Thank you for running it! Was there anything to "
        "learn for the next one?",
        buttons=[
            Button("See it in the library", "library.show", str(record.id)),
            Button("Review this together", "review.about", record.came_from),
        ],
    )


def untitled() -> str:
    """Name a record whose own title cannot be kept."""
    return "A coffee trial"


def summary(trial: Trial, breakdowns: Sequence[str]) -> str:
    """Write the record's summary: how people met, and what it came to."""
    opening = (
        f"A randomised coffee trial at {listed(trial.sites)}: people who signed up were matched with somebody from "
        f"another department and met for half an hour by {day(trial.meet_by)}, without an agenda."
    )
    return "\n".join([opening, "", *breakdowns])


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
