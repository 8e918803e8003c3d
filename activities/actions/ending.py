"""What an action's owner says of it: done, not applicable here, or later."""

from datetime import timedelta

from activities.actions.action import ACTION, ITS_WORDS, expect, expect_nothing, my_action, read_due
from activities.actions.telling import stands, tell_asker, tell_owner
from activities.kit.answers import Reader
from activities.kit.cards import Card, Paragraph
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import DateField, Field, FieldErrors, Form, TextField
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold, words
from activities.kit.turn import Turn
from storage.tables import Action

LONGEST = 1000
LATER = timedelta(days=14)


def ask_what_came_of_it(turn: Turn, pressed: Pressed) -> Form | Card:
    """Ask what came of an action, after “Done”. An own reminder ends without a word: nothing is kept of its subject."""
    action = _mine(turn, pressed, "finish")
    return _ended(turn, action, "finish") if action.own else done_form(action)


def ask_why_not(turn: Turn, pressed: Pressed) -> Form | Card:
    """Ask why an action does not fit, after “Not applicable”. An own reminder ends without a word."""
    action = _mine(turn, pressed, "dismiss")
    return _ended(turn, action, "dismiss") if action.own else not_applicable_form(action)


def ask_when(turn: Turn, pressed: Pressed) -> Form:
    """Ask for another date, after “Later”."""
    return later_form(_mine(turn, pressed, "postpone"))


def ask_for_other_words(turn: Turn, pressed: Pressed) -> Form:
    """Ask for other words after “Change what I said”, of an action that has ended."""
    return reword_form(_mine(turn, pressed, "reword"))


def finish(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """End an action as done, and keep what came of it, if they say."""
    return _end(turn, form, "finish", Reader(form.values), missing="")


def dismiss(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """End an action as not applicable here, and keep why."""
    return _end(turn, form, "dismiss", Reader(form.values), missing=SAY_WHY)


def reword(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Change what an owner said of an action, which was wrong or said too much. That it has ended, and when, stays."""
    action = _with_words(turn, form)
    ACTION.step(action, "reword")
    answers = Reader(form.values)
    action.outcome = answers.text("outcome", longest=LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.flush()
    turn.erases = True
    tell_owner(turn, action)
    tell_asker(turn, action)
    return stands(turn, action)


def postpone(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """Move the date by which an action is to be done."""
    action = my_action(turn, form.subject)
    ACTION.step(action, "postpone")
    answers = Reader(form.values)
    due = read_due(turn, answers)
    if answers.errors:
        return FieldErrors(answers.errors)
    action.due = due
    turn.session.flush()
    expect(turn, action)
    tell_owner(turn, action)
    return stands(turn, action)


def _mine(turn: Turn, pressed: Pressed, happens: str) -> Action:
    action = my_action(turn, pressed.subject)
    if not ACTION.allows(action, happens):
        raise MovedOn
    return action


def _with_words(turn: Turn, form: Submitted) -> Action:
    """Return this person's action, of which words may be kept: not an own reminder."""
    action = my_action(turn, form.subject)
    if action.own:
        raise MovedOn
    return action


def _end(turn: Turn, form: Submitted, happened: str, answers: Reader, missing: str) -> Card | FieldErrors:
    action = _with_words(turn, form)
    outcome = answers.text("outcome", missing=missing, longest=LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    return _ended(turn, action, happened, outcome)


def _ended(turn: Turn, action: Action, happened: str, outcome: str = "") -> Card:
    ACTION.step(action, happened)
    action.outcome, action.ended_on = outcome, turn.today
    turn.session.flush()
    expect_nothing(turn, action)
    tell_owner(turn, action)
    tell_asker(turn, action)
    return stands(turn, action)


# ---- what people see ------------------------------------------------------------------------------------------------

SAY_WHY = "Please say in a few words why, so that nobody need ask."


def done_form(action: Action) -> Form:
    """Build the form for an owner whose action is done; words are welcome and not needed."""
    came_of_it = TextField(
        "outcome",
        "What came of it?",
        multiline=True,
        required=False,
        hint="If you like. Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _ending_form("done", action, "Done", "It’s done", came_of_it)


def not_applicable_form(action: Action) -> Form:
    """Build the form in which an owner says why an action does not fit."""
    why = TextField(
        "outcome",
        "Why does it not apply here?",
        multiline=True,
        hint="Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _ending_form("not_applicable", action, "Not applicable here", "Send", why)


def reword_form(action: Action) -> Form:
    """Build the form in which an owner puts otherwise what they said of an action that has ended, or takes it away."""
    said = TextField(
        "outcome",
        "What you say of it",
        action.outcome,
        multiline=True,
        required=False,
        hint="Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _ending_form("reword", action, "Change what I said", "Save", said)


def later_form(action: Action) -> Form:
    """Build the form in which an owner says by when an action will be done instead."""
    return _ending_form("later", action, "Later", "Move it", DateField("due", "By when?", action.due + LATER))


def _ending_form(name: str, action: Action, title: str, submit: str, field: Field) -> Form:
    about = Paragraph(words(Bold(ITS_WORDS if action.own else action.text)))
    return Form(f"actions.{name}", str(action.id), title, submit, (field,), (about,))
