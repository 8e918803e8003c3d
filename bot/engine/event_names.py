"""What somebody did, by its names and ids: for chance, which draws from it, and for the audit. Never its content."""

from dataclasses import replace
from typing import assert_never

from activities.kit.answers import legible
from activities.kit.events import Command, Event, Pressed, Submitted


def spelt(event: Event) -> Event:
    """The same event, with names and ids in characters that every database keeps, as forms are read too."""
    match event:
        case Command(verb=verb, rest=rest):
            return replace(event, verb=legible(verb), rest=legible(rest))
        case Pressed(action=action, subject=subject):
            return replace(event, action=legible(action), subject=legible(subject))
        case Submitted(form=form, subject=subject):
            return replace(event, form=legible(form), subject=legible(subject))
        case _:
            assert_never(event)


def doing(event: Event) -> str:
    """`coffee join`, `coffee.send:17`: the same whatever key its event was given, so that a rehearsal draws alike."""
    match event:
        case Command():
            return f"{event.activity} {event.verb}"
        case Pressed() | Submitted():
            return f"{name_of(event)}:{event.subject}"
        case _:
            assert_never(event)


def name_of(event: Event) -> str:
    """`coffee.send`."""
    match event:
        case Command(activity=activity, verb=name):
            return f"{activity}.{name}"
        case Pressed(activity=activity, action=name):
            return f"{activity}.{name}"
        case Submitted(activity=activity, form=name):
            return f"{activity}.{name}"
        case _:
            assert_never(event)


def subject_of(event: Event) -> str:
    """The id of what it is about, as far as the event says; a command says nothing."""
    return "" if isinstance(event, Command) else event.subject
