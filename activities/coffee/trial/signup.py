"""Joining a trial, changing one's answers, and leaving it."""

from collections.abc import Sequence
from datetime import date

from activities.coffee.trial import TRIAL, match_day, the_trial
from activities.coffee.trial.announcement import ANNOUNCING
from activities.kit.answers import Reader
from activities.kit.cards import Button, Card, Confirm, Paragraph, say
from activities.kit.events import Submitted
from activities.kit.forms import ChecksField, ChoiceField, FieldErrors, Form, Option, TextField
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.wording import day, listed, listed_runs
from storage import people, staff_list, trials
from storage.tables import Person, Signup, Trial

LONGEST_LABEL = 75

LONGEST_LIST = 100
"""A longer list of departments is no help to anybody: it becomes a field to type in."""


def ask_to_sign_up(turn: Turn, trial: Trial) -> Form:
    """Show the form, with what this person said before in place, or else what the staff list says of them."""
    departments = _departments(turn)
    standing = trials.signup(turn.here, trial.id, turn.person.id)
    is_in = standing is not None and standing.state == "in"
    return signup_form(trial, _known(turn, trial, standing, departments), departments, turn.who_runs(trial), is_in)


def sign_up(turn: Turn, submitted: Submitted) -> Card | FieldErrors:
    """Take a place in the trial; whoever has one already keeps it, with the new answers."""
    trial = the_trial(turn, submitted.subject)
    TRIAL.step(trial, "join")
    departments = _departments(turn)
    answers = Reader(submitted.values)
    said = {
        "sites": answers.choices("sites", trial.sites, NO_SITE),
        "meetups": answers.choice("meetups", [option.value for option in MEETUPS]),
        "department": answers.choice("department", departments, _no_such_department(submitted))
        if departments
        else answers.line("department", NO_DEPARTMENT, LONGEST_LABEL),
        "role_group": answers.choice("role_group", [option.value for option in ROLE_GROUPS]),
        "job_title": answers.line("job_title", NO_JOB, LONGEST_LABEL),
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
    return saved_card(trial, match_day(turn, trial), again)


def _no_such_department(submitted: Submitted) -> str:
    """Say why a department cannot be taken: the form may be older than the staff list, or than this one."""
    return ANOTHER_LIST if submitted.values.get("department") else NO_DEPARTMENT


def tell_place(turn: Turn, trial: Trial, signup: Signup) -> None:
    """Keep one message in somebody's own chat that says how they stand in a trial."""
    person = people.get(turn.here, signup.person_id)
    turn.tell(person, place_card(trial, signup, match_day(turn, trial)), ("place", trial.id))


def _departments(turn: Turn) -> list[str]:
    """Return the departments to choose from; none where there is no staff list, or where it would be too long."""
    names = staff_list.departments(turn.here)
    fits = len(names) <= LONGEST_LIST and all(len(one) <= LONGEST_LABEL for one in names)
    return names if fits else []


def _known(turn: Turn, trial: Trial, standing: Signup | None, departments: list[str]) -> Signup:
    """Return what to put into the form, as a sign-up that is never saved. `standing`: the one there is already."""
    person = turn.person
    before = standing or trials.last_signup(turn.here, person.id) or Signup()
    sites = [site for site in trial.sites if site in (before.sites or person.sites)]
    return Signup(
        sites=sites or (trial.sites if len(trial.sites) == 1 else []),
        meetups=before.meetups,
        department=_first(before.department, person.department, of=departments),
        role_group=before.role_group or person.role_group,
        job_title=before.job_title or person.job_title,
    )


def _first(*values: str, of: list[str]) -> str:
    """Return the first value there is; the first on the list, where there is one."""
    return next((value for value in values if value and (not of or value in of)), "")


# ---- what people see ------------------------------------------------------------------------------------------------

NO_DEPARTMENT = "Please say which department you are in, so that you meet somebody from another one."
ANOTHER_LIST = "The list of departments has changed. Please close this form and join again."
NO_JOB = "Please say what you do; whoever you meet will see it."
NO_SITE = "Please choose at least one site."
MEETUPS = (Option("one", "One person"), Option("each_site", "One person at each of my sites"))
ROLE_GROUPS = (Option("clinical", "Yes, clinical"), Option("non_clinical", "No, non-clinical"))


def signup_form(
    trial: Trial, said: Signup, departments: Sequence[str], facilitators: Sequence[Person], is_in: bool
) -> Form:
    """Build the form in which somebody signs up.

    `said`: what is known already; `departments`: those to choose from, if any.
    """
    return Form(
        "coffee.signup",
        str(trial.id),
        "Change your answers" if is_in else "Join the coffee trial",
        "Save my answers" if is_in else "Join",
        (
            ChecksField("sites", "Where can you meet?", _options(trial.sites), tuple(said.sites)),
            ChoiceField("meetups", "How many people would you like to meet?", MEETUPS, said.meetups),
            _department(said.department, departments),
            ChoiceField("role_group", "Is your work clinical?", ROLE_GROUPS, said.role_group or None),
            TextField("job_title", "What do you do?", said.job_title, hint="Your job title.", max_length=LONGEST_LABEL),
        ),
        (
            Paragraph(words("You are in for " if is_in else "This is ", Bold(trial.title), ".")),
            Paragraph(words("Whoever you meet sees your name, job title, department and site.")),
            Paragraph(_facilitator_sees(facilitators)),
        ),
    )


def _facilitator_sees(facilitators: Sequence[Person]) -> Text:
    who = listed_runs([mention(one) for one in facilitators], "or") if facilitators else words("The facilitator")
    return words(
        who,
        " also sees whom you are matched with and whether you met, as does whoever facilitates here later; nobody sees "
        "what you talk about.",
    )


def _department(value: str, departments: Sequence[str]) -> ChoiceField | TextField:
    label = "Your department"
    if not departments:
        return TextField("department", label, value, max_length=LONGEST_LABEL)
    chosen = value if value in departments else None
    return ChoiceField("department", label, _options(departments), chosen, as_list=True)


def _options(values: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(value, value) for value in values)


def place_card(trial: Trial, signup: Signup, matched: date) -> Card:
    """Build the card in one's own chat from joining on: what happens next, and how to change one's mind."""
    if signup.state == "left":
        return left_card(trial)
    where = listed(signup.sites, "or" if signup.meetups == "one" else "and")
    return say(
        "You’re in for ",
        Bold(trial.title),
        f", meeting somebody at {where}. Sign-ups close on {day(trial.signups_close)} at 17:00, and on {day(matched)} "
        f"I’ll introduce you. You then have until {day(trial.meet_by)} to find half an hour.",
        buttons=place_buttons(trial),
    )


def saved_card(trial: Trial, matched: date, again: bool) -> Card:
    """Build the card that takes the place of the form, for whoever sent it."""
    if again:
        return say("You were in for ", Bold(trial.title), " already; I’ve saved your new answers.")
    return say("Thank you, you’re in for ", Bold(trial.title), f"! On {day(matched)} I’ll introduce you to somebody.")


def left_card(trial: Trial) -> Card:
    """Build the card for somebody who has left a trial."""
    gone = words("You’ve left ", Bold(trial.title), ". ")
    if trial.phase != "waiting_for_signups":
        return say(gone, "I hope to see you in the next one.")
    again = Button("Join again", "coffee.join", str(trial.id))
    return say(gone, f"You can join again until {day(trial.signups_close)} at 17:00.", buttons=[again])


def place_buttons(trial: Trial) -> tuple[Button, ...]:
    """Build the buttons for what somebody can do about their place; answers can be changed until sign-ups close."""
    leave = Button("Leave", "coffee.leave", str(trial.id), confirm=Confirm(f"Leave {trial.title}?", "Leave"))
    if trial.phase != "waiting_for_signups":
        return (leave,)
    return (Button("Change my answers", "coffee.join", str(trial.id)), leave)
