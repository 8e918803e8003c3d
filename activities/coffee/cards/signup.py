"""Joining a trial and leaving it."""

from collections.abc import Sequence
from datetime import date

from activities.kit.cards import Button, Card, Confirm, Heading, Paragraph, Part, say
from activities.kit.forms import ChecksField, ChoiceField, Form, Option, TextField
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import mention
from activities.kit.wording import day, listed, listed_runs
from storage.tables import Person, Signup, Trial

LONGEST_LABEL = 75
LONGEST_LIST = 100
"""A longer list of departments is no help to anybody: it becomes a field to type in."""

NO_DEPARTMENT = "Please say which department you are in, so that you meet somebody from another one."
ANOTHER_LIST = "The list of departments has changed. Please close this form and join again."
NO_JOB = "Please say what you do; whoever you meet will see it."
NOBODY_YET = "nobody who fits has been free so far; if that changes, I’ll introduce you"
NO_SITE = "Please choose at least one site."


MEETUPS = (Option("one", "One person"), Option("each_site", "One person at each of my sites"))
ROLE_GROUPS = (Option("clinical", "Yes, clinical"), Option("non_clinical", "No, non-clinical"))


def form(trial: Trial, said: Signup, departments: Sequence[str], facilitators: Sequence[Person], is_in: bool) -> Form:
    """The sign-up form; `said` is what is known already, and `departments` those to choose from, if any."""
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


# ---- where somebody stands -------------------------------------------------------------------------------------------


def joined(trial: Trial, signup: Signup, matched: date) -> Card:
    """In one's own chat from joining on: what happens next, and how to change one's mind."""
    if signup.state == "left":
        return left(trial)
    where = listed(signup.sites, "or" if signup.meetups == "one" else "and")
    return say(
        "You’re in for ",
        Bold(trial.title),
        f", meeting somebody at {where}. Sign-ups close on {day(trial.signups_close)} at 17:00, and on {day(matched)} "
        f"I’ll introduce you. You then have until {day(trial.meet_by)} to find half an hour.",
        buttons=_buttons(trial),
    )


def saved(trial: Trial, matched: date, again: bool) -> Card:
    """Takes the place of the form."""
    if again:
        return say("You were in for ", Bold(trial.title), " already; I’ve saved your new answers.")
    return say("Thank you, you’re in for ", Bold(trial.title), f"! On {day(matched)} I’ll introduce you to somebody.")


def left(trial: Trial) -> Card:
    """For somebody who has left."""
    gone = words("You’ve left ", Bold(trial.title), ". ")
    if trial.phase != "waiting_for_signups":
        return say(gone, "I hope to see you in the next one.")
    again = Button("Join again", "coffee.join", str(trial.id))
    return say(gone, f"You can join again until {day(trial.signups_close)} at 17:00.", buttons=[again])


def not_in(trial: Trial) -> Card:
    """For somebody who would leave a trial that they are not in."""
    return say("You are not in ", Bold(trial.title), ", so there is nothing to leave.")


def _buttons(trial: Trial) -> tuple[Button, ...]:
    leave = Button("Leave", "coffee.leave", str(trial.id), confirm=Confirm(f"Leave {trial.title}?", "Leave"))
    if trial.phase != "waiting_for_signups":
        return (leave,)
    return (Button("Change my answers", "coffee.join", str(trial.id)), leave)


# ---- home and status -------------------------------------------------------------------------------------------------


def mine(rows: Sequence[tuple[Trial, str]]) -> tuple[Part, ...]:
    """My trials, each with what it waits for."""
    lines: list[Part] = []
    for trial, waits in rows:
        lines += say(Bold(trial.title), f": you’re in; {waits}.", buttons=_buttons(trial)).parts
    return (Heading("Your coffee trials"), *lines) if lines else ()


def to_join(trials: Sequence[Trial]) -> tuple[Part, ...]:
    """Trials that can still be joined."""
    lines: list[Part] = []
    for trial in trials:
        join = Button("Join", "coffee.join", str(trial.id), "primary")
        text = f": sign-ups are open until {day(trial.signups_close)} at 17:00."
        lines += say(Bold(trial.title), text, buttons=(join,)).parts
    return (Heading("Open for sign-ups"), *lines) if lines else ()


def status(parts: Sequence[Part]) -> Card:
    """Everything that concerns somebody, in one card."""
    if parts:
        return Card("Your coffee trials", tuple(parts))
    return say("You are in no coffee trial, and none is open for sign-ups just now. The next one will be announced.")
