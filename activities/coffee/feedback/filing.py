"""Filing a trial: its report becomes a record in the library."""

from collections.abc import Sequence

from activities.coffee.feedback.report import figures_of, quotable, report_key
from activities.coffee.feedback.told import groups, plain, told_of
from activities.coffee.trial import TRIAL, the_trial
from activities.kit import library
from activities.kit.cards import Button, Card, say
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
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
