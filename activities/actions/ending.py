"""What an action's owner says of it: done, not applicable here, or later."""

from activities.actions.action import ACTION, expect, expect_nothing, my_action, read_due
from activities.actions.cards import ending as forms
from activities.actions.telling import stands, tell_asker, tell_owner
from activities.kit.answers import Reader
from activities.kit.cards import Card
from activities.kit.events import Pressed, Submitted
from activities.kit.forms import FieldErrors, Form
from activities.kit.phases import MovedOn
from activities.kit.turn import Turn
from storage.tables import Action


def ask_what_came_of_it(turn: Turn, pressed: Pressed) -> Form:
    """“Done”."""
    return forms.done(_mine(turn, pressed, "finish"))


def ask_why_not(turn: Turn, pressed: Pressed) -> Form:
    """“Not applicable here”."""
    return forms.not_applicable(_mine(turn, pressed, "dismiss"))


def ask_when(turn: Turn, pressed: Pressed) -> Form:
    """“Later”."""
    return forms.later(_mine(turn, pressed, "postpone"))


def ask_for_other_words(turn: Turn, pressed: Pressed) -> Form:
    """“Change what I said”, of one that has ended."""
    return forms.reword(_mine(turn, pressed, "reword"))


def finish(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """It is done, and this is what came of it, if they say."""
    return _end(turn, form, "finish", Reader(form.values), missing="")


def dismiss(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """It does not fit here, and this is why."""
    return _end(turn, form, "dismiss", Reader(form.values), missing=forms.SAY_WHY)


def reword(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """What they said of it was wrong, or says too much. That it has ended, and when, stays."""
    action = my_action(turn, form.subject)
    ACTION.step(action, "reword")
    answers = Reader(form.values)
    action.outcome = answers.text("outcome", longest=forms.LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    turn.session.flush()
    turn.erases = True
    tell_owner(turn, action)
    tell_asker(turn, action)
    return stands(turn, action)


def postpone(turn: Turn, form: Submitted) -> Card | FieldErrors:
    """It is to be done by another date."""
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


def _end(turn: Turn, form: Submitted, happened: str, answers: Reader, missing: str) -> Card | FieldErrors:
    action = my_action(turn, form.subject)
    ACTION.step(action, happened)
    action.outcome = answers.text("outcome", missing=missing, longest=forms.LONGEST)
    if answers.errors:
        return FieldErrors(answers.errors)
    action.ended_on = turn.today
    turn.session.flush()
    expect_nothing(turn, action)
    tell_owner(turn, action)
    tell_asker(turn, action)
    return stands(turn, action)
