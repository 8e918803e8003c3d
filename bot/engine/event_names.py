"""The name and ids of what somebody did, for the seed of chance and for the audit. Never its content."""

from dataclasses import replace
from typing import assert_never

from activities.kit.answers import legible
from activities.kit.events import Command, Event, Pressed, Submitted


def spelt(event: Event) -> Event:
    """Return the event with names and ids in characters that every database keeps, as forms are read too."""
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
    """Name what was done, as `coffee join` or `coffee.send:17`, whatever key the event has.

    So a rehearsal draws alike each time.
    """
    match event:
        case Command():
            return f"{event.activity} {event.verb}"
        case Pressed() | Submitted():
            return f"{name_of(event)}:{event.subject}"
        case _:
            assert_never(event)


def name_of(event: Event) -> str:
    """Name what was done, without what it was done to: `coffee.send`."""
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
    """Return the id of what an event is about, as far as it says; of a command, nothing."""
    return "" if isinstance(event, Command) else event.subject
