"""Whose an action is: what facilitators are asked, and what owners read when it is somebody else's."""

from datetime import date, timedelta

from activities.actions.cards.action import line
from activities.kit.cards import Button, Card, Confirm, Paragraph, say
from activities.kit.forms import DateField, Form, PeopleField
from activities.kit.lost import button
from activities.kit.runs import Bold, Mention, words
from activities.kit.wording import day
from storage.tables import Action

ONE_PERSON = "Please choose one person: what is everybody’s is nobody’s."
NEW_OWNER_HAS = timedelta(days=14)
"""What the form suggests where the date is over."""


def whose(action: Action, today: date) -> Card:
    """To a facilitator: somebody is needed."""
    if action.owner_role:
        opening = f"Who does this? It is for {action.owner_role}: "
    else:
        opening = "Nobody has this any more, because whoever had it has gone or can’t be reached: "
    return say(opening, line(action, today), ".", buttons=[give(action), close(action)])


TELL_AGAIN = "actions.tell_again"


def not_told(action: Action, owner: Mention, may_be_there: bool) -> Card:
    """To whoever looks after it: its owner may not know of it."""
    return say(
        "I can’t be sure that ",
        owner,
        " knows that this is theirs to do: ",
        Bold(action.text),
        f", by {day(action.due)}. My message may not have arrived. Press Send again, or tell them yourself.",
        buttons=[button(TELL_AGAIN, str(action.id), may_be_there), give(action)],
    )


def told_again(action: Action, owner: Mention) -> Card:
    """In answer to “Send again”."""
    return say("I’m telling ", owner, " again: ", Bold(action.text), ".", buttons=[give(action)])


def give(action: Action) -> Button:
    """Opens the form."""
    label = "Find somebody" if action.owner_id is None else "Give it to somebody else"
    return Button(label, "actions.give", str(action.id), style="primary" if action.owner_id is None else "plain")


def close(action: Action) -> Button:
    """Ends it, and asks first."""
    sure = Confirm("Nobody will be asked to do it any more, and its record says so. Close it?", "Close it")
    return Button("Close it", "actions.close", str(action.id), confirm=sure)


def form(action: Action, today: date) -> Form:
    """Who does it, and by when."""
    suggested = action.due if action.due > today else today + NEW_OWNER_HAS
    return Form(
        "actions.give",
        str(action.id),
        "Whose is it?",
        "Give it to them",
        (PeopleField("person", "Who does it?", most=1), DateField("due", "By when?", suggested)),
        (Paragraph(words(Bold(action.text))),),
    )


def given(action: Action, owner: Mention) -> Card:
    """In answer to the form."""
    return say("I’ve told ", owner, f": it is theirs to do by {day(action.due)}. ", Bold(action.text))


def closed(action: Action) -> Card:
    """In answer to the button."""
    return say("Closed: ", Bold(action.text), ". Nobody is reminded of it any more.")


def is_somebody_elses(action: Action) -> Card:
    """To whoever had it before, in place of what stood there."""
    return say(Bold(action.text), f", from “{action.title}”, is somebody else’s to do now.")
