"""How long a thing is kept once it has ended, and putting it on hold: alike for every activity that has some.

Words that whoever opened a thing gave it, such as its title, may go earlier: when they are forgotten, these go with
them. At once where the thing has ended; where it is under way others rely on them, so they go when it has, looked for
every two weeks. What was filed of it, and actions from it, are called otherwise from then on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from activities.kit.cards import Button, Card, Confirm, say
from activities.kit.events import Due, Pressed
from activities.kit.phases import MovedOn
from activities.kit.runs import Bold
from activities.kit.turn import HasFacilitator, Turn
from activities.kit.wording import day
from storage import departures, given_titles

WARNS_BEFORE = timedelta(days=28)
"""How long before a thing goes that nobody has filed, whoever runs it is told."""

LOOKS_AGAIN = timedelta(days=14)


class Keepable(Protocol):
    """A row about people, or several, that goes some time after it has ended, unless it is on hold."""

    on_hold: bool

    @property
    def id(self) -> int:
        """By which its buttons carry it."""
        ...

    @property
    def title(self) -> str:
        """What those who run it know it by."""
        ...


K = TypeVar("K", bound=Keepable)


@dataclass(frozen=True)
class Retention(Generic[K]):
    """What an activity's table needs for its rows.

    `put_on_hold` and `release` stand in it under buttons of these names, for facilitators only; its verb `hold` shows
    `card`.

    `the`: the row behind a button's subject, locked; raises `MovedOn`. `ended_on`: the day from which time is counted.
    `what_goes`: what is deleted of it, in words that end “… is deleted”.
    """

    activity: str
    the: Callable[[Turn, str], K]
    ended_on: Callable[[Turn, K], date]
    what_goes: str

    def goes_on(self, turn: Turn, thing: K) -> date:
        """Return the day on which it is deleted, if it is not on hold."""
        return self.ended_on(turn, thing) + turn.policy.keep + timedelta(days=1)

    def card(self, turn: Turn, thing: K) -> Card:
        """Build the card that says until when a thing is kept, with the button that changes that."""
        goes_on = day(self.goes_on(turn, thing), turn.today)
        if thing.on_hold:
            return say(
                Bold(thing.title),
                f" is on hold: {self.what_goes} is kept until a facilitator releases it.",
                buttons=[self._button("Release", "release", thing, _TO_RELEASE.format(goes_on=goes_on))],
            )
        return say(
            Bold(thing.title),
            f" is kept until {goes_on}. Then {self.what_goes} is deleted by itself; what was filed stays.",
            buttons=[self._button("Put on hold", "put_on_hold", thing, _TO_HOLD)],
        )

    def put_on_hold(self, turn: Turn, pressed: Pressed) -> Card:
        """Keep a thing until it is released, as the law may ask for."""
        return self._hold(turn, pressed, on_hold=True)

    def release(self, turn: Turn, pressed: Pressed) -> Card:
        """Let a thing that was on hold go when others go."""
        return self._hold(turn, pressed, on_hold=False)

    def _hold(self, turn: Turn, pressed: Pressed, on_hold: bool) -> Card:
        thing = self.the(turn, pressed.subject)
        thing.on_hold = on_hold
        turn.session.flush()
        return self.card(turn, thing)

    def _button(self, label: str, action: str, thing: K, question: str) -> Button:
        return Button(label, f"{self.activity}.{action}", str(thing.id), confirm=Confirm(question, label))


class Fileable(Keepable, HasFacilitator, Protocol):
    """A row that somebody runs, and files when it is over."""

    phase: str


F = TypeVar("F", bound=Fileable)


@dataclass(frozen=True)
class KeepingUntilFiled(Retention[F]):
    """Keeps rows, and holds, as `Retention` does, but for what is to be filed; with the night in which it goes.

    `ended_before`: the rows that ended before a day, locked. `unfiled`: the phases in which one still can be filed.
    `warning`: what whoever runs it reads before it goes.
    """

    ended_before: Callable[[Turn, date], Iterable[F]]
    unfiled: Collection[str]
    warning: Callable[[F, date], Card]

    def expire(self, turn: Turn, before: date) -> None:
        """Delete the first that ended before a day, with whatever is known of it; warn of those that are to go unfiled.

        What was filed of them stays in the library.
        """
        for thing in self.ended_before(turn, before + WARNS_BEFORE):
            if thing.on_hold:
                continue
            if self.ended_on(turn, thing) < before:
                turn.session.delete(thing)
                departures.forget(turn.here, f"{self.activity}:{thing.id}")
                turn.erases, turn.goes_on_after = True, turn.begins_after  # one in each turn: hundreds may be in it
                return
            if thing.phase in self.unfiled:
                card = self.warning(thing, self.goes_on(turn, thing))
                for person in turn.who_runs(thing):
                    turn.tell(person, card, ("goes_unfiled", thing.id))


_TO_HOLD = "It will be kept until a facilitator releases it. Do so only where the law asks for it."
_TO_RELEASE = "It will be deleted when its time has come: on {goes_on}, or tonight if that is over."


@dataclass(frozen=True)
class GivenWords(Generic[F]):
    """Lets go of them: `erase` where somebody is forgotten, and `later` as its wake `given_words`.

    `the`: the row behind an id, locked; raises `MovedOn`. `running`: the phases in which others rely on the words.
    `instead`: what stands in each field from then on, by the field's name. `titled`: the one that others repeat.
    """

    activity: str
    the: Callable[[Turn, str], F]
    running: Collection[str]
    instead: Callable[[Turn, F], Mapping[str, str]]
    titled: str

    def erase(self, turn: Turn, things: Iterable[F]) -> None:
        """Let go of what somebody who is forgotten said of these."""
        for thing in things:
            self._go_or_wait(turn, self.the(turn, str(thing.id)))

    def later(self, turn: Turn, due: Due) -> None:
        """Look again at what was under way when its opener was forgotten: perhaps it has ended by now, or gone."""
        try:
            thing = self.the(turn, due.subject)
        except MovedOn:
            return
        self._go_or_wait(turn, thing)

    def _go_or_wait(self, turn: Turn, thing: F) -> None:
        if thing.phase in self.running:
            turn.wake(turn.now + LOOKS_AGAIN, "given_words", thing.id)
            return
        instead = self.instead(turn, thing)
        given = getattr(thing, self.titled)
        waiting = {getattr(thing, field): words for field, words in instead.items() if getattr(thing, field)}
        for field, words in instead.items():
            setattr(thing, field, words)
        turn.session.flush()
        given_titles.replace(turn.here, f"{self.activity}:{thing.id}", given, instead[self.titled])
        given_titles.replace_in_messages(turn.here, self.activity, waiting)
        turn.erases = True
