"""The forms in which an owner says what became of an action."""

from datetime import timedelta

from activities.actions.cards.own import ITS_WORDS
from activities.kit.cards import Paragraph
from activities.kit.forms import DateField, Field, Form, TextField
from activities.kit.runs import Bold, words
from storage.tables import Action

LONGEST = 1000
SAY_WHY = "Please say in a few words why, so that nobody need ask."

LATER = timedelta(days=14)


def done(action: Action) -> Form:
    """Words are welcome and not needed."""
    came_of_it = TextField(
        "outcome",
        "What came of it?",
        multiline=True,
        required=False,
        hint="If you like. Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _form("done", action, "Done", "It’s done", came_of_it)


def not_applicable(action: Action) -> Form:
    """Why it does not fit."""
    why = TextField(
        "outcome",
        "Why does it not apply here?",
        multiline=True,
        hint="Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _form("not_applicable", action, "Not applicable here", "Send", why)


def reword(action: Action) -> Form:
    """Other words for what they said of one that has ended, or none."""
    said = TextField(
        "outcome",
        "What you say of it",
        action.outcome,
        multiline=True,
        required=False,
        hint="Facilitators read it. Please leave out anything about patients.",
        max_length=LONGEST,
    )
    return _form("reword", action, "Change what I said", "Save", said)


def later(action: Action) -> Form:
    """By when instead."""
    return _form("later", action, "Later", "Move it", DateField("due", "By when?", action.due + LATER))


def _form(name: str, action: Action, title: str, submit: str, field: Field) -> Form:
    about = Paragraph(words(Bold(ITS_WORDS if action.own else action.text)))
    return Form(f"actions.{name}", str(action.id), title, submit, (field,), (about,))
