"""The desk at which a town's people and the bot meet: what people do goes in, what they have before them comes out.

A dialogue says what people do and see, and nothing of how it travels. `EngineFront` hands events straight to the engine
and reads the outbox; another front may send the same dialogue through a platform's own payloads.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Protocol, assert_never
from zoneinfo import ZoneInfo

from sqlmodel import Session, and_, col, false, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from activities.kit.cards import (
    CARD,
    Bullets,
    Button,
    Buttons,
    Card,
    Copyable,
    Divider,
    Facts,
    GetInTouch,
    Heading,
    Paragraph,
    Part,
    Quote,
    Small,
)
from activities.kit.events import Command, Delivered, Event, HomeOpened, Pressed, Profile, Submitted, Value
from activities.kit.forms import (
    ChannelField,
    ChecksField,
    ChoiceField,
    DateField,
    FieldErrors,
    Form,
    MomentField,
    OpensAnew,
    PeopleField,
    TextField,
)
from activities.kit.runs import spoken
from activities.kit.subjects import word_of
from activities.kit.views import Answer
from activities.kit.wording import OPENED_ANEW, write_to
from bot.engine.engine import Engine
from bot.engine.event_keys import new_nonce
from storage.tables import AccountRow, Message, Organisation


@dataclass(frozen=True)
class Page:
    """A message, or what was answered, as somebody reads it: a line a paragraph, and the buttons under it."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A form as it lies before somebody. `values`: what stands in it already; `options`: what each choice offers."""

    name: str
    subject: str
    text: str
    values: Mapping[str, Value]
    options: Mapping[str, tuple[str, ...]]
    nonce: str = ""


@dataclass(frozen=True)
class StoppedByTheClient(FieldErrors):
    """What the platform's own client says on fields, in its own words, before the form is sent to anybody."""


Shown = Page | Sheet | FieldErrors | None
"""What somebody sees at once after something they did."""


class Front(Protocol):
    """How what people do reaches the bot, and where they read what it tells them.

    `platform` and `tenant`: where people have their accounts.
    """

    platform: str
    tenant: str

    def hears_of(self, who: Profile) -> None:
        """Somebody's account is new, or has changed."""
        ...

    def types(self, who: Profile, text: str) -> Shown:
        """`text` begins with a slash and the activity's name."""
        ...

    def writes(self, text: str) -> str:
        """How a sentence that names our commands with a slash is written there."""
        ...

    def presses(self, who: Profile, button: Button) -> Shown: ...

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown: ...

    def repeats(self, who: Profile) -> Shown:
        """The platform delivers what this person did last once more."""
        ...

    def opens_home(self, who: Profile) -> Page: ...

    def chats(self, who: Profile) -> Sequence[Page]:
        """Everything that stands in this person's own chat and in those they share, in its newest form."""
        ...

    def channel(self, channel: str) -> Sequence[Page]:
        """Everything that stands in a channel, in its newest form."""
        ...

    def catches_up(self) -> None:
        """Let everything arrive that was told and may leave by now."""
        ...

    def close(self) -> None: ...


Onlooker = Callable[[Card | Form], None]
"""Looks at whatever anybody is shown, and raises where it should never be."""


class EngineFront:
    """Straight to the engine, and straight from the outbox. The `onlooker` sees all of it, read by anybody or not."""

    platform, tenant = "slack", "T0TOWN"
    _events = count(1)
    """Of all desks together: no platform gives an event the key of another."""

    arrives = True
    """Whether what is told arrives by itself; a dialogue may deliver it instead."""

    def __init__(self, engine: Engine, onlooker: Onlooker = lambda _: None) -> None:
        self._arrived: set[int] = set()
        self._engine = engine
        waits = [(one.name, key) for one in engine.activities.values() for key in one.delivered]
        self._waited_for_by = _with_keys(frozenset(waits))
        self._onlooker = onlooker
        self._last: dict[str, Event] = {}

    def hears_of(self, who: Profile) -> None:
        self._engine.meet(who)

    def writes(self, text: str) -> str:
        return text

    def types(self, who: Profile, text: str) -> Shown:
        activity, _, rest = text.removeprefix("/").partition(" ")
        verb, _, rest = rest.strip().partition(" ")
        return self._take(Command(self._key(), who, activity, verb.lower(), rest))

    def presses(self, who: Profile, button: Button) -> Shown:
        activity, _, action = button.action.partition(".")
        return self._take(Pressed(self._key(), who, activity, action, button.subject))

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown:
        activity, _, form = sheet.name.partition(".")
        sent = self._take(Submitted(self._key(), who, activity, form, sheet.subject, values, sheet.nonce))
        if not isinstance(sent, OpensAnew):
            return sent
        return replace(sheet, text=f"{OPENED_ANEW}\n{sheet.text}", values=values, nonce=sent.nonce)

    def repeats(self, who: Profile) -> Shown:
        return self._take(self._last[who.account.user])

    def opens_home(self, who: Profile) -> Page:
        home = self._engine.home(HomeOpened(who))
        self._onlooker(home)
        return page_of(home)

    def chats(self, who: Profile) -> Sequence[Page]:
        with self._engine.database.reading() as session:
            theirs = select(AccountRow.person_id).where(AccountRow.user == who.account.user)
            served = self._engine.serving.organisations(session)
            person = session.exec(theirs.where(col(AccountRow.organisation_id).in_(served))).one_or_none()
            return [_page(message) for message in _told(session) if person in message.people]

    def channel(self, channel: str) -> Sequence[Page]:
        with self._engine.database.reading() as session:
            served = self._engine.serving.organisations(session)
            told = [message for message in _told(session) if message.organisation_id in served]
            return [_page(message) for message in told if message.channel == channel]

    def catches_up(self) -> None:
        """What is told stands in the outbox, and there it is read; whoever waits to hear that it arrived, hears."""
        if not (self.arrives and self._waited_for()):
            return
        with self._engine.database.writing() as session:
            waited_for = [session.get_one(Message, one) for one in self._waited_for()]
            open_now = self._engine.rules.policy.working_days.is_open(
                self._engine.now(session), ZoneInfo(self._engine.rules.timezone)
            )
            for message in waited_for:
                if open_now or not message.office_hours:
                    self._arrived.add(message.id)
                    organisation = session.get_one(Organisation, message.organisation_id)
                    turn = self._engine.turn(session, organisation, message.activity, "arrival")
                    turn.waited_for = not message.office_hours
                    hears = self._engine.activities[message.activity].delivered[word_of(message.key)]
                    hears(turn, Delivered(message.key, tuple(message.people)))

    def stands(self) -> tuple[frozenset[int], Mapping[str, Event]]:
        """What has arrived of that for which somebody waited, and what each did last."""
        return frozenset(self._arrived), dict(self._last)

    def goes_on(self, arrived: Collection[int], last: Mapping[str, Event]) -> None:
        """Go on where another desk stood."""
        self._arrived.update(arrived)
        self._last.update(last)

    def _waited_for(self) -> list[int]:
        """The messages of which an activity waits to hear that they have arrived, and has not heard."""
        with self._engine.database.reading() as session:
            return [one for one in session.exec(self._waited_for_by).all() if one not in self._arrived]

    def close(self) -> None:
        """Nothing is open; but what was told to people who have not looked is looked at."""
        for card in told(self._engine):  # a dialogue may deliver by itself
            self._onlooker(card)

    def _key(self) -> str:
        return f"event {next(self._events)}"

    def _take(self, event: Event) -> Shown:
        self._last[event.by.account.user] = event
        answer = self._engine.take(event)
        if isinstance(answer, Card | Form):
            self._onlooker(answer)
        return shown(answer)


@cache
def _with_keys(about: frozenset[tuple[str, str]]) -> SelectOfScalar[int]:
    """The messages of these activities whose keys begin so: asked for after each step in every town."""
    wanted = [and_(col(Message.activity) == name, col(Message.key).startswith(f"{key}:")) for name, key in about]
    return select(Message.id).where(or_(false(), *wanted)).order_by(col(Message.id))


def just_shown(engine: Engine) -> str:
    """A nonce such as a form carries that was shown a moment ago."""
    with engine.database.reading() as session:
        return new_nonce(engine.now(session).astimezone(ZoneInfo(engine.rules.timezone)).date())


def told(engine: Engine) -> list[Card]:
    """Every card that stands in the outbox, as whoever it is for reads it."""
    with engine.database.reading() as session:
        return [_card(message) for message in _told(session) if message.body is not None]


def shown(answer: Answer) -> Shown:
    """What a turn answers, as somebody sees it."""
    match answer:
        case Card():
            return page_of(answer)
        case Form():
            return _sheet_of(answer)
        case FieldErrors() | None:
            return answer
        case _:
            assert_never(answer)


def page_of(card: Card) -> Page:
    """A card as somebody reads it."""
    return Page("\n".join(_lines(card.parts)), tuple(card.buttons()))


def _told(session: Session) -> Sequence[Message]:
    return session.exec(select(Message).order_by(col(Message.id))).all()


def _page(message: Message) -> Page:
    return page_of(_card(message))


def _card(message: Message) -> Card:
    assert message.body is not None, "nothing delivers here, so every body still stands"
    card = CARD.validate_json(message.body)
    return card.read_alone(message.people[0]) if len(message.people) == 1 else card.read_together()


def _sheet_of(form: Form) -> Sheet:
    values: dict[str, Value] = {}
    options: dict[str, tuple[str, ...]] = {}
    for field in form.fields:
        match field:
            case TextField() | DateField() | MomentField():
                values[field.id] = field.value
            case ChannelField() | PeopleField():
                values[field.id] = None
            case ChoiceField():
                values[field.id] = field.value
                options[field.id] = tuple(option.value for option in field.options)
            case ChecksField():
                values[field.id] = field.values
                options[field.id] = tuple(option.value for option in field.options)
            case _:
                assert_never(field)
    labels = [f"{field.label} {field.hint}" for field in form.fields]
    text = "\n".join([form.title, *_lines(form.intro), *labels])
    return Sheet(form.name, form.subject, text, values, options, form.nonce)


def _lines(parts: Sequence[Part]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        match part:
            case Heading(text=text) | Copyable(text=text):
                lines.append(text)
            case Paragraph(text=text) | Small(text=text):
                lines.append(spoken(text))
            case GetInTouch(people=people):
                lines += [spoken(write_to(one)) for one in people]
            case Bullets(items=items):
                lines += [spoken(item) for item in items]
            case Facts(rows=rows):
                lines += [f"{row.label}: {spoken(row.value)}" for row in rows]
            case Quote(text=text, said_by=by):
                lines.append(f"{text} {by}")
            case Buttons() | Divider():
                pass
            case _:
                assert_never(part)
    return lines
