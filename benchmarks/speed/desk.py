"""The engine alone, on a database, and what people do with it."""

import secrets
from datetime import UTC, datetime
from itertools import count

from activities import ACTIVITIES
from activities.kit.cards import Card, say
from activities.kit.events import Command, Event, HomeOpened, Pressed, Profile, Submitted, Value
from activities.kit.forms import ChecksField, FieldErrors, Form, PeopleField
from activities.kit.views import Answer, mentioned_in
from activities.kit.wording import moved_on
from benchmarks.speed.hospital import ANSWERS, OPEN, SITES, TEAM
from bot.engine.engine import Engine
from bot.engine.event_keys import new_nonce
from bot.engine.in_place import Repeated
from bot.settings.rules import Rules
from storage.database import Database

_TOO_LATE = moved_on(say("")).summary.strip()


class Desk:
    """Takes what people do, as the bot does behind its platforms: with a look at whom the answer mentions.

    What was wrong with a form, done already, or no longer possible would be a fault of the benchmark. `today`: the day
    on which forms are shown; the world's, until whoever moves a calendar says otherwise.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.engine = Engine(database, ACTIVITIES, Rules(seed="speed"))
        self.today = datetime.now(UTC).date()

    def types(self, by: Profile, command: str) -> Answer:
        """Somebody types `coffee status`, say."""
        activity, verb, rest = (*command.split(" ", 2), "", "")[:3]
        return self._takes(Command(_key(), by, activity, verb, rest))

    def presses(self, by: Profile, button: str, subject: object) -> Answer:
        """Somebody presses `coffee.join` about something."""
        activity, action = button.split(".")
        return self._takes(Pressed(_key(), by, activity, action, str(subject)))

    def sends(self, by: Profile, form: str, subject: object, **values: Value) -> Answer:
        """Somebody sends a form, such as `coffee.signup`."""
        activity, name = form.split(".")
        nonce = new_nonce(self.today)
        return self._takes(Submitted(_key(), by, activity, name, str(subject), values, nonce))

    def fills(self, by: Profile, form: Answer, **values: Value) -> Answer:
        """Somebody fills in a form that they were shown, with these values where it suggests no good ones."""
        assert isinstance(form, Form), form
        return self.sends(by, form.name, form.subject, **{**_suggested(form), **values})

    def joins(self, by: Profile) -> Answer:
        """Somebody sends the form with which they join the trial that is open."""
        return self.sends(by, "coffee.signup", OPEN, **ANSWERS, sites=SITES[:1])

    def opens_home(self, by: Profile) -> None:
        """Somebody opens the home page."""
        card = self.engine.home(HomeOpened(by))
        self.engine.accounts("slack", TEAM, card.people())

    def _takes(self, event: Event) -> Answer:
        answer = self.engine.take(event)
        assert not isinstance(answer, FieldErrors | Repeated), answer
        assert not (isinstance(answer, Card) and answer.summary.startswith(_TOO_LATE)), answer
        self.engine.accounts("slack", TEAM, mentioned_in(answer))
        return answer


_PROCESS, _KEYS = secrets.token_hex(4), count()


def _key() -> str:
    """Something by which an event is known, and no other, whichever desk of whichever process it comes to."""
    return f"{_PROCESS}.{next(_KEYS)}"


def _suggested(form: Form) -> dict[str, Value]:
    """What stands in its fields when it is shown."""
    found: dict[str, Value] = {}
    for field in form.fields:
        match field:
            case PeopleField():
                found[field.id] = None
            case ChecksField(values=values):
                found[field.id] = values
            case _:
                found[field.id] = field.value
    return found
