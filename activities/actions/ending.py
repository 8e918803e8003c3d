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


def ask_what_came_of_it(turn: Turn, pressed: Pressed) -> Form | Card:
    """“Done”. An own reminder ends without a word: nothing is kept of what it is about."""
    action = _mine(turn, pressed, "finish")
    return _ended(turn, action, "finish") if action.own else forms.done(action)


def ask_why_not(turn: Turn, pressed: Pressed) -> Form | Card:
    """“Not applicable here”. The same of an own reminder."""
    action = _mine(turn, pressed, "dismiss")
    return _ended(turn, action, "dismiss") if action.own else forms.not_applicable(action)


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
    action = _with_words(turn, form)
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


def _with_words(turn: Turn, form: Submitted) -> Action:
    """Their action, of which words may be kept: not an own reminder."""
    action = my_action(turn, form.subject)
    if action.own:
        raise MovedOn
    return action


def _end(turn: Turn, form: Submitted, happened: str, answers: Reader, missing: str) -> Card | FieldErrors:
    action = _with_words(turn, form)
    outcome = answers.text("outcome", missing=missing, longest=forms.LONGEST)
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
