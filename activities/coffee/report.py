"""The report: figures with their denominators, and the words of those who agreed to be quoted."""

from functools import partial

from activities.coffee.cards import report as cards
from activities.coffee.choosing import AboutOneTrial
from activities.coffee.feedback import role_of
from activities.coffee.figures import Figures, count_up
from activities.coffee.gathering import is_introduced
from activities.coffee.trial import TRIAL, the_trial
from activities.kit.cards import Card
from activities.kit.events import Due, Pressed, Undelivered
from activities.kit.phases import MovedOn
from activities.kit.subjects import PLACE, about
from activities.kit.turn import Key, Turn
from storage import feedback, meetings
from storage.roles import points_to_one
from storage.tables import Feedback, Person, Trial

REPORTABLE = ("waiting_for_meetings", "waiting_for_feedback", "waiting_for_filing")
"""There is something to report, and it has not been filed."""


def report_due(turn: Turn, due: Due) -> None:
    """The trial is over: whoever runs it gets the report, and files it."""
    trial = the_trial(turn, due.subject)
    if not TRIAL.allows(trial, "report"):
        return
    TRIAL.step(trial, "report")
    turn.session.flush()
    for person in turn.who_runs(trial):
        turn.tell(person, report(turn, trial), report_key(trial))


def report_key(trial: Trial) -> Key:
    """Under what the report is told, and then that it has been filed, in its place."""
    return ("report", trial.id)


def report(turn: Turn, trial: Trial, at: int = 1) -> Card:
    """A page of the report as it stands now."""
    closed = trial.phase == "waiting_for_filing"
    return cards.report(trial, figures_of(turn, trial), quotable(turn, trial), at, closed)


show = AboutOneTrial("report", REPORTABLE, report)
"""The facilitator's command."""


def turn_page(turn: Turn, pressed: Pressed) -> Card:
    """More quotes. The subject is the trial's id and the page, `17:2`."""
    wanted, at = PLACE.read(pressed.subject)
    return report(turn, _reportable(turn, wanted), at)


def take_out(turn: Turn, pressed: Pressed) -> Card:
    """The facilitator leaves a quote out of what is filed."""
    return _quote(turn, pressed, quoted=False)


def put_back(turn: Turn, pressed: Pressed) -> Card:
    """The facilitator takes it back in."""
    return _quote(turn, pressed, quoted=True)


def present_quote(turn: Turn, subject: str) -> Card:
    """The page with this quote, to facilitators only."""
    if not turn.person.facilitates:
        raise MovedOn
    trial, _, at = _the_quote(turn, subject)
    return report(turn, trial, at)


def not_reported(turn: Turn, lost: Undelivered) -> None:
    """Whoever runs the trial cannot be reached, so every other facilitator gets the report."""
    trial = the_trial(turn, about(lost.key))
    for person in turn.facilitators():
        if trial.phase == "waiting_for_filing" and person.id not in lost.people:
            turn.tell(person, report(turn, trial), report_key(trial))


def figures_of(turn: Turn, trial: Trial) -> Figures:
    """What the trial came to, as far as is known now."""
    return count_up(
        meetings.signups(turn.here, trial.id),
        [place for place in meetings.in_trial(turn.here, trial.id) if is_introduced(place[0])],
        [said for said, _ in feedback.in_trial(turn.here, trial.id)],
    )


def quotable(turn: Turn, trial: Trial) -> list[cards.Quotable]:
    """The words of those who agreed to be quoted, named as they agreed. Their order gives nobody away."""
    found = [
        _quotable(turn, trial, said, person)
        for said, person in feedback.in_trial(turn.here, trial.id)
        if said.what_came_of_it and said.quote_consent in ("by_role", "by_name")
    ]
    return sorted(found, key=lambda quote: (quote.text, quote.feedback))


def _quotable(turn: Turn, trial: Trial, said: Feedback, person: Person) -> cards.Quotable:
    quote = partial(cards.Quotable, said.id, said.what_came_of_it, left_out=not said.quoted)
    if said.quote_consent == "by_name":
        return quote(person.name)
    role = role_of(turn, trial, person)
    if not role:
        return quote(cards.a_colleague())
    return quote(role, points_to_one=points_to_one(turn.here, trial.id, role))


def _quote(turn: Turn, pressed: Pressed, quoted: bool) -> Card:
    trial, said, at = _the_quote(turn, pressed.subject)
    said.quoted = quoted
    turn.session.flush()
    return report(turn, trial, at)


def _the_quote(turn: Turn, subject: str) -> tuple[Trial, Feedback, int]:
    """The trial, the feedback and the page on a quote's button, `23:2`."""
    wanted, at = PLACE.read(subject)
    said = feedback.get(turn.here, wanted)
    if said is None:
        raise MovedOn
    return _reportable(turn, said.trial_id), said, at


def _reportable(turn: Turn, subject: str | int) -> Trial:
    trial = the_trial(turn, subject)
    if trial.phase not in REPORTABLE:
        raise MovedOn
    return trial
