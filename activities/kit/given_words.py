"""Words that whoever opened a thing gave it, such as its title: when they are forgotten, these go with them.

At once where the thing has ended; where it is under way others rely on them, so they go when it has, looked for every
two weeks. What was filed of it, and actions from it, are called otherwise from then on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from activities.kit.events import Due
from activities.kit.phases import MovedOn
from activities.kit.retention import Fileable
from activities.kit.turn import Turn
from storage import given_titles

LOOKS_AGAIN = timedelta(days=14)

F = TypeVar("F", bound=Fileable)


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
