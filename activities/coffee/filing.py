"""Filing a trial: its report becomes a record in the library."""

from activities.coffee.cards import report as cards
from activities.coffee.report import figures_of, quotable, report_key
from activities.coffee.told import groups, plain, told_of
from activities.coffee.trial import TRIAL, the_trial
from activities.kit import fit_to_keep
from activities.kit.cards import Card
from activities.kit.events import Pressed
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from storage import feedback, records
from storage.tables import Record, Trial


def file(turn: Turn, pressed: Pressed) -> Card:
    """“File it”. Raises `MovedOn` where it is too early, or has been done."""
    trial = the_trial(turn, pressed.subject)
    TRIAL.step(trial, "file")
    filed = cards.filed(fit_to_keep.file(turn.session, _record(turn, trial), untitled=cards.untitled()))
    for person in turn.facilitators():
        if turn.has_told(person, report_key(trial)):
            turn.tell(person, filed, report_key(trial))
    return filed


def present_filed(turn: Turn, trial: str) -> Card:
    """The record that a trial became; raises `MovedOn` where it has not been filed."""
    record = records.came_from(turn.here, _source(the_trial(turn, trial)))
    if record is None:
        raise MovedOn
    return cards.filed(record)


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
        summary=cards.summary(trial, groups(told)),
        figures=plain(told),
        quotes=[{"text": one.text, "said_by": one.said_by, "person": authors[one.feedback]} for one in quotes],
    )


def _source(trial: Trial) -> str:
    return f"coffee:{trial.id}"
