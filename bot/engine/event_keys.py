"""By what an event is known again, so that it takes effect once: its name and ids, its delivery, and its form's nonce.

What people wrote is no part of it.

The nonce of a form is the day on which it was shown, and a secret. The secret comes from the system's own chance, not
from the turn's, which a known seed could repeat. Nothing is kept of forms that are only shown: the nonce travels with
them, and is claimed by the first sending that succeeds. What is kept of that goes after a week, and until then alone is
a form taken; one that was shown before opens anew.
"""

import re
import secrets
from collections import OrderedDict
from dataclasses import replace
from datetime import date, timedelta
from threading import Lock
from typing import assert_never

from activities.kit.events import Command, Event, Pressed, Submitted
from activities.kit.runs import legible

REMEMBERED = 4096
"""Keys that are kept in mind; a platform delivers again within a minute, if at all."""

GOOD_FOR = timedelta(days=7)
"""How long a form may be sent after it was shown, and how long it is known that one has taken effect."""

_NONCE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.[A-Za-z0-9_-]{22}")


# ---- its name and ids, for the seed of chance and for the audit ------------------------------------------------------


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


# ---- its delivery ----------------------------------------------------------------------------------------------------


class Answered:
    """Remembers, in this process alone, which deliveries had an answer; after a restart a second is answered too."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._remembered = remembered
        self._lock = Lock()

    def is_first(self, key: str) -> bool:
        """Say whether nothing with this key was answered yet; from now on it was. Without a key nothing can be told."""
        if self.knows(key):
            return False
        self.remember(key)
        return True

    def knows(self, key: str) -> bool:
        """Say whether what has this key was answered."""
        return bool(key) and key in self._keys

    def remember(self, key: str) -> None:
        """Note that what has this key has been answered."""
        with self._lock:
            self._keys[key] = None
            if len(self._keys) > self._remembered:
                self._keys.popitem(last=False)


# ---- its form --------------------------------------------------------------------------------------------------------


def new_nonce(today: date) -> str:
    """Make a nonce for a form that is shown today."""
    return f"{today.isoformat()}.{secrets.token_urlsafe(16)}"


def is_good(nonce: str, today: date) -> bool:
    """Say whether a form with this nonce can be taken: it was shown within a week, and the nonce is one of ours.

    Whoever makes one up opens a form for themselves in another way, and nothing else.
    """
    made = _NONCE.fullmatch(nonce)
    try:
        return made is not None and today - GOOD_FOR <= date.fromisoformat(made[1]) <= today
    except ValueError:  # no such day
        return False
