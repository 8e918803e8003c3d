"""Joining a trial, changing one's answers, and leaving it."""

from activities.coffee.announcement import ANNOUNCING
from activities.coffee.cards import signup as cards
from activities.coffee.trial import TRIAL, match_day, the_trial
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.turn import Turn
from storage import people, trials
from storage.tables import Signup, Trial


def ask_to_sign_up(turn: Turn, trial: Trial) -> Form:
    """The form, with what this person said before in place, or else what the staff list says of them."""
    departments = _departments(turn)
    here = trials.signup(turn.here, trial.id, turn.person.id)
    is_in = here is not None and here.state == "in"
    return cards.form(trial, _known(turn, trial, departments), departments, turn.who_runs(trial), is_in)


def sign_up(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Take a place in the trial; whoever has one already keeps it, with the new answers."""
    trial = the_trial(turn, submitted.subject)
    TRIAL.step(trial, "join")
    departments = _departments(turn)
    answers = Reader(submitted.values)
    said = {
        "sites": answers.choices("sites", trial.sites, cards.NO_SITE),
        "meetups": answers.choice("meetups", [option.value for option in cards.MEETUPS]),
        "department": answers.choice("department", departments, _no_such_department(submitted))
        if departments
        else answers.line("department", cards.NO_DEPARTMENT, cards.LONGEST_LABEL),
        "role_group": answers.choice("role_group", [option.value for option in cards.ROLE_GROUPS]),
        "job_title": answers.line("job_title", cards.NO_JOB, cards.LONGEST_LABEL),
    }
    if answers.errors:
        return FieldErrors(answers.errors)
    known = trials.signup(turn.here, trial.id, turn.person.id)
    again = known is not None and known.state == "in"
    signup = known or Signup(organisation_id=turn.org, trial_id=trial.id, person_id=turn.person.id)
    signup.sqlmodel_update({**said, "state": "in"})
    turn.session.add(signup)
    turn.session.flush()
    ANNOUNCING.announce(turn, trial)
    tell_place(turn, trial, signup)
    return cards.saved(trial, match_day(trial.signups_close), again)


def _no_such_department(submitted: Submitted) -> str:
    """The form may have been opened before there was a staff list, or with another one."""
    return cards.ANOTHER_LIST if submitted.values.get("department") else cards.NO_DEPARTMENT


def tell_place(turn: Turn, trial: Trial, signup: Signup) -> None:
    """Keep one message in somebody's own chat that says how they stand in a trial."""
    person = people.get(turn.here, signup.person_id)
    turn.tell(person, cards.joined(trial, signup, match_day(trial.signups_close)), ("place", trial.id))


def _departments(turn: Turn) -> list[str]:
    """The departments to choose from; none where there is no staff list, or where the list would be too long."""
    listed = people.departments(turn.here)
    fits = len(listed) <= cards.LONGEST_LIST and all(len(one) <= cards.LONGEST_LABEL for one in listed)
    return listed if fits else []


def _known(turn: Turn, trial: Trial, departments: list[str]) -> Signup:
    """What to put into the form, as a sign-up that is never saved."""
    person = turn.person
    here = trials.signup(turn.here, trial.id, person.id)
    before = here or trials.last_signup(turn.here, person.id) or Signup()
    sites = [site for site in trial.sites if site in (before.sites or person.sites)]
    return Signup(
        sites=sites or (trial.sites if len(trial.sites) == 1 else []),
        meetups=before.meetups,
        department=_first(before.department, person.department, of=departments),
        role_group=before.role_group or person.role_group,
        job_title=before.job_title or person.job_title,
    )


def _first(*values: str, of: list[str]) -> str:
    """The first value there is; the first on the list, where there is one."""
    return next((value for value in values if value and (not of or value in of)), "")
