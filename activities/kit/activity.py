"""An activity: what it is called, what may be said to it, and which function answers.

Its help is made of that: what `/coffee`, `/coffee help` and a mistyped verb answer, for every activity alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from activities.kit.cards import Bullets, Card, Paragraph, Part
from activities.kit.events import ChannelNews, Command, Delivered, Due, Event, Pressed, Submitted, Undelivered
from activities.kit.lost import Titles
from activities.kit.personal_data import PersonalData
from activities.kit.runs import Bold, Text, words
from activities.kit.turn import Turn, mention
from activities.kit.views import Answer, Document
from activities.kit.wording import only_facilitators
from storage.inbox import Seal
from storage.tables import Person, Record

E = TypeVar("E", Command, Pressed, Submitted)

Answers = Callable[[Turn, E], Answer]
"""A function that answers one kind of event."""

HELP = "help"


class FacilitatorsOnly(Generic[E]):
    """Guards a function: whoever is no facilitator at that moment is told whom to ask, and nothing happens.

    What comes of it is audited. `admins_too`: whoever looks after the workspace may do it as well.
    """

    def __init__(self, answer: Answers[E], admins_too: bool = False) -> None:
        self.answer: Answers[E] = answer
        self.admins_too = admins_too

    def __call__(self, turn: Turn, event: E, /) -> Answer:
        """Answer a facilitator, and have it audited; tell anybody else whom to ask."""
        if not (turn.person.facilitates or (self.admins_too and turn.by_admin)):
            return only_facilitators([mention(person) for person in turn.facilitators()])
        turn.audited = True
        return self.answer(turn, event)


facilitator = FacilitatorsOnly
"""Reads as an adjective in an activity's table: `"close": Verb("…", facilitator(close))`."""


class WithoutAName(Generic[E]):
    """Marks a function that takes an answer without a name, or opens its form: what it writes names nobody.

    Nor does anything that is written beside it: the day on which its author last did something stays as it was.
    """

    def __init__(self, answer: Answers[E]) -> None:
        self.answer: Answers[E] = answer

    def __call__(self, turn: Turn, event: E, /) -> Answer:
        """Answer as the function does: the engine sees the mark, and names nobody."""
        return self.answer(turn, event)


anonymous = WithoutAName
"""Reads as an adjective in an activity's table: `"change": anonymous(suggest)`."""


class ForEverybody(Generic[E]):
    """Marks a function by which whoever has taken part in nothing changes something: for themselves, under their name.

    Nothing hangs on it but a test, which tries all the others as somebody who has no business with them.
    """

    def __init__(self, answer: Answers[E]) -> None:
        self.answer: Answers[E] = answer

    def __call__(self, turn: Turn, event: E, /) -> Answer:
        """Answer as the function does."""
        return self.answer(turn, event)


class FromOutside(Generic[E]):
    """Marks what may be pressed by whoever has an account here and is no member: to ask whether they may be."""

    def __init__(self, answer: Answers[E]) -> None:
        self.answer: Answers[E] = answer

    def __call__(self, turn: Turn, event: E, /) -> Answer:
        """Answer as the function does: the engine sees the mark, and lets them through."""
        return self.answer(turn, event)


from_outside = FromOutside
"""Reads as an adjective in an activity's table: `"ask_in": from_outside(ask)`."""


everybody = ForEverybody
"""Reads as an adjective in an activity's table: `"signup": everybody(sign_up)`."""


@dataclass(frozen=True)
class Verb:
    """One thing that can be typed after the activity's name; `says` explains it in help.

    `then`: what is typed after it, for those who read help; nothing hangs on it.
    """

    says: str
    answer: Answers[Command]
    then: str = ""

    @property
    def for_facilitators(self) -> bool:
        """Whether only facilitators may use it."""
        return isinstance(self.answer, FacilitatorsOnly)


@dataclass(frozen=True)
class LongWork:
    """Work too long for a transaction, asked for by what has read all that it needs.

    `compute` runs outside any transaction and touches no row; `finish` gets its result in a turn of its own, and writes
    only if what was read still holds.
    """

    compute: Callable[[], Any]
    finish: Callable[[Turn, Any], None]


@dataclass(frozen=True)
class Activity:
    """Everything that one kind of thing can do. Adding one needs no listener and no renderer.

    `current_state` shows how what a late or repeated event was about stands now. `home` is the activity's part of a
    person's home page. `undelivered` decides what follows when a message did not arrive for certain. `documents` make
    files: each gets a turn of whoever asked for it, when it is sent, and raises `MovedOn` where they may not have it
    any more.

    `wakes` are done at their moment. `long_work`: likewise, but what they do takes long. Their functions look only, say
    what is to be worked out, or `None` where nothing is.

    `away`: somebody cannot be reached for now, since `person.leaving_since`; nothing of theirs ends, and whoever waits
    for them hears so, never why. `back`: they can be reached again. `on_leaver` lets go of somebody who has gone
    from the organisation for good, or is a guest in it now.

    `delivered`: what follows when a message has arrived, by the first word of its key.

    `channel_news`: what follows for whatever it announces in a channel that cannot be written to any more, or can be
    again, or is for its members alone now. It may come several times.

    `renews`: brings what was held up to date before it leaves, by the first word of its key: it is told again under its
    key where it says something else by now. False where it is to be sent no more.

    `keeps` says in sentences what it keeps about people; `personal_data` says what it keeps about
    somebody, for them to read.
    `erase` takes out of that whatever says who they are and every word they wrote; figures stay. By then they are
    called `wording.A_COLLEAGUE`, and nothing else. `goes_later`: the titles of what would be hidden at once and go
    within a fortnight, because others rely on it; asked before, of whoever caused the turn.

    `files`: what a record that it files is called, such as “Coffee trial”; the library offers it by that name.

    `also` are further commands that lead here, with the same verbs: a function sees which one in `command.activity`.

    `withdrawn` changes what it has told that shows words of a record, once that is withdrawn: only what the record came
    from still stands on it.

    `sealed`: which forms are answered anonymously, and by their subject what seals the answer.

    `is_in`: whether somebody takes part in something of its that has yet to end, and knows them by it until then.

    `titles` says of messages, by their keys, what they are about and which facilitators may know that it is there.

    `expire` deletes, each night, what ended before a day and is not on hold, and says so with `turn.erases`. Where that
    may be much it does some, and asks for more with `turn.goes_on_after`.
    """

    name: str
    says: str
    commands: Mapping[str, Verb]
    buttons: Mapping[str, Answers[Pressed]]
    forms: Mapping[str, Answers[Submitted]]
    wakes: Mapping[str, Callable[[Turn, Due], None]]
    current_state: Callable[[Turn, Event], Card]
    home: Callable[[Turn], tuple[Part, ...]]
    undelivered: Callable[[Turn, Undelivered], None]
    on_leaver: Callable[[Turn, Person], None]
    long_work: Mapping[str, Callable[[Turn, Due], LongWork | None]] = field(default_factory=dict)
    away: Callable[[Turn, Person], None] = lambda _turn, _person: None
    back: Callable[[Turn, Person], None] = lambda _turn, _person: None
    delivered: Mapping[str, Callable[[Turn, Delivered], None]] = field(default_factory=dict)
    channel_news: Callable[[Turn, ChannelNews], None] = lambda _turn, _news: None
    renews: Mapping[str, Callable[[Turn, str], bool]] = field(default_factory=dict)
    keeps: tuple[str, ...] = ()
    personal_data: Callable[[Turn, Person], tuple[PersonalData, ...]] = lambda _turn, _person: ()
    erase: Callable[[Turn, Person], None] = lambda _turn, _person: None
    goes_later: Callable[[Turn], tuple[str, ...]] = lambda _turn: ()
    is_in: Callable[[Turn, Person], bool] = lambda _turn, _person: False
    withdrawn: Callable[[Turn, Record], None] = lambda _turn, _record: None
    expire: Callable[[Turn, date], None] = lambda _turn, _before: None
    titles: Titles = lambda _turn, _keys: {}
    documents: Mapping[str, Callable[[Turn, str], Document]] = field(default_factory=dict)
    sealed: Mapping[str, Callable[[Turn, str], Seal]] = field(default_factory=dict)
    files: str = ""
    also: tuple[str, ...] = ()

    def takes_no_name_of(self, event: Event) -> bool:
        """Say whether an event is part of an answer without a name."""
        match event:
            case Pressed(action=action):
                return isinstance(self.buttons.get(action), WithoutAName)
            case Submitted(form=form):
                return isinstance(self.forms.get(form), WithoutAName)
            case _:
                return False

    @property
    def typed(self) -> tuple[str, ...]:
        """Every command that leads here, its own name first."""
        return (self.name, *self.also)


def help_card(activity: Activity, for_facilitator: bool, typed: str = "") -> Card:
    """Build the help: every verb in a line of its own; a facilitator sees theirs too.

    `typed`: the command, if not its first.
    """
    typed = typed or activity.name
    parts: list[Part] = [Paragraph(words(f"{activity.says}.")), _verbs(activity, typed, facilitators=False)]
    if for_facilitator and (theirs := _verbs(activity, typed, facilitators=True)).items:
        parts += [Paragraph(words("For facilitators, such as you:")), theirs]
    return Card(f"What /{typed} can do", tuple(part for part in parts if part != Bullets(())))


def unknown_verb(activity: Activity, verb: str, for_facilitator: bool, typed: str = "") -> Card:
    """Build the help for a mistyped verb, with the nearest verb named first.

    What was typed is not repeated: it may be anything.
    """
    near = get_close_matches(verb.lower(), [*activity.commands, HELP], n=1, cutoff=0.5)
    guess = f"Did you mean {_whole(activity, typed or activity.name, near[0])}?" if near else "This is what I can do:"
    return help_card(activity, for_facilitator, typed).led_by(f"I don’t know that one. {guess}")


def _verbs(activity: Activity, typed: str, facilitators: bool) -> Bullets:
    lines: list[Text] = [
        words(Bold(_whole(activity, typed, name)), f" {verb.says}")
        for name, verb in activity.commands.items()
        if verb.for_facilitators == facilitators
    ]
    return Bullets(tuple(lines))


def _whole(activity: Activity, typed: str, name: str) -> str:
    """Write a command as it is typed: `/knowhow forget me`."""
    then = activity.commands[name].then if name in activity.commands else ""
    return f"/{typed} {name} {then}".rstrip()
