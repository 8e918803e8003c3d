"""What trials, reviews and cafés have in common: somebody looks after one, from its announcement until it is filed.

An activity says of its rows what they are, makes from that whatever it needs of the same kind, and has what belongs
into its table put there:

    TRIALS = Facilitated("coffee", Trial, running=RUNNING, titled="title")
    ANNOUNCING = TRIALS.announcing(card, BEFORE_PAIRS)
    …
    TRIALS.added_to(Activity(…), ANNOUNCING, KEEPING, GIVEN)

A command about one thing is done at once where it can mean only one; else the answer is a card to choose.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from activities.kit.activity import Activity, Answers, Verb, facilitator
from activities.kit.announced import Announced
from activities.kit.announcing import Announcing
from activities.kit.cards import Button, Card, say
from activities.kit.events import Command, Pressed, Undelivered
from activities.kit.lost import Titled, known_to_facilitators
from activities.kit.phases import MovedOn
from activities.kit.retention import Fileable, GivenWords, KeepingUntilFiled
from activities.kit.subjects import number, word_of
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage import facilitated
from storage.here import Here
from storage.tables import Person


class HasPhases(Protocol):
    """A row that can be chosen."""

    id: int
    phase: str


One = TypeVar("One", bound=HasPhases)


@dataclass(frozen=True)
class AboutOne(Generic[One]):
    """The command `action` and the button of the same name, which carries the id of a trial, or of a café.

    `phases`: in which it makes sense. `the`: the one with an id, for this turn alone to change; raises `MovedOn`.
    `possible`: all that the command can mean. `which`: the question which of several is meant, each of which is
    `called` something on its button; `none`: that there is none, and what can be done.
    """

    activity: str
    action: str
    phases: tuple[str, ...]
    then: Callable[[Turn, One], Answer]
    the: Callable[[Turn, str | int], One]
    possible: Callable[[Turn, tuple[str, ...]], Sequence[One]]
    which: str
    none: str
    called: Callable[[One], str]

    def typed(self, turn: Turn, command: Command) -> Answer:
        """Do what was typed to the only one it can mean; ask where there are several, say so where there is none."""
        found = self.possible(turn, self.phases)
        if len(found) != 1:
            return self._ask_which(found) if found else say(self.none)
        turn.concerns(found[0].id)
        return self.then(turn, self.the(turn, found[0].id))

    def pressed(self, turn: Turn, pressed: Pressed) -> Answer:
        """Do what was pressed to the one on the button; raise `MovedOn` where it is too late for that."""
        one = self.the(turn, pressed.subject)
        if one.phase not in self.phases:
            raise MovedOn
        return self.then(turn, one)

    def _ask_which(self, found: Sequence[One]) -> Card:
        action = f"{self.activity}.{self.action}"
        return say(self.which, buttons=[Button(self.called(one), action, str(one.id)) for one in found])


class LookedAfter(Announced, Fileable, Protocol):
    """A row that is announced, looked after by somebody, filed, and deleted when its time has come."""


F = TypeVar("F", bound=LookedAfter)


@dataclass(frozen=True)
class Facilitated(Generic[F]):
    """The rows of one activity that somebody looks after.

    `running`: the phases in which others rely on one. `titled`: the column of its title. `ordered`: the column by which
    they are ordered. `read`: a subject’s id; raises `MovedOn`.
    """

    activity: str
    rows: type[F]
    running: Collection[str]
    titled: str
    ordered: str = "id"
    read: Callable[[str | int], int] = number

    def the(self, turn: Turn, subject: str | int) -> F:
        """Find the one with this id in the turn’s organisation, and lock it; raise `MovedOn` where there is none."""
        found = self.find(turn, self.read(subject))
        if found is None:
            raise MovedOn
        return found

    def find(self, turn: Turn, identity: int) -> F | None:
        """Find the one with this id in the turn’s organisation, and lock it, if there is such a one."""
        return facilitated.locked(turn.here, self.rows, identity)

    def in_phases(self, turn: Turn, phases: Collection[str]) -> Sequence[F]:
        """Find those that wait for one of these."""
        return facilitated.in_phases(turn.here, self.rows, phases, self.ordered)

    def looked_after_by(self, turn: Turn, person: Person) -> Sequence[F]:
        """Find those that this person opened or looks after, oldest first."""
        return facilitated.looked_after_by(turn.here, self.rows, person.id)

    def titles(self, turn: Turn) -> dict[int, Titled]:
        """Map ids to what each thing is called, where every facilitator may know that it is there."""
        return known_to_facilitators(turn, facilitated.titles(turn.here, self.rows, self.titled))

    def about_one(
        self,
        action: str,
        phases: tuple[str, ...],
        then: Callable[[Turn, F], Answer],
        *,
        which: str,
        none: str,
        mine: Callable[[Here, int, Collection[str]], Sequence[F]] | None = None,
        called: Callable[[F], str] = lambda thing: thing.title,
    ) -> AboutOne[F]:
        """Make a command about one of them. `mine`: finds those that somebody is in, where it means these alone."""

        def possible(turn: Turn, phases: tuple[str, ...]) -> Sequence[F]:
            return mine(turn.here, turn.person.id, phases) if mine else self.in_phases(turn, phases)

        return AboutOne(self.activity, action, phases, then, self.the, possible, which, none, called)

    def announcing(self, card: Callable[[Turn, F], Card], phases: Sequence[str]) -> Announcing[F]:
        """Make what announces one in its channel. `phases`: those in which more is to come there."""
        return Announcing(self.activity, self.rows, self.the, card, phases)

    def keeping(
        self,
        ended_on: Callable[[Turn, F], date],
        ended_before: Callable[[Turn, date], Iterable[F]],
        *,
        what_goes: str,
        unfiled: Collection[str],
        warning: Callable[[F, date], Card],
    ) -> KeepingUntilFiled[F]:
        """Make what deletes one some time after it ended; see `KeepingUntilFiled`."""
        return KeepingUntilFiled(self.activity, self.the, ended_on, what_goes, ended_before, unfiled, warning)

    def given(self, instead: Callable[[Turn, F], Mapping[str, str]]) -> GivenWords[F]:
        """Make what lets go of the words that whoever opened one gave it. `instead`: what stands there then."""
        return GivenWords(self.activity, self.the, self.running, instead, self.titled)

    def added_to(
        self,
        activity: Activity,
        announcing: Announcing[F],
        keeping: KeepingUntilFiled[F],
        given: GivenWords[F],
        guard: Callable[[Answers[Any]], Answers[Any]] = facilitator,
    ) -> Activity:
        """Put into an activity’s table what is alike in each: announcing, holds, going when the time has come.

        `guard`: lets those alone who may have one announced again, or elsewhere.
        """

        def undelivered(turn: Turn, lost: Undelivered) -> None:
            follow = announcing.not_announced if word_of(lost.key) == "announcement" else activity.undelivered
            follow(turn, lost)

        def possible(turn: Turn, phases: tuple[str, ...]) -> Sequence[F]:
            found = self.in_phases(turn, phases)
            return found if guard is facilitator else [one for one in found if one.facilitator_id == turn.person.id]

        here = AboutOne(
            self.activity,
            "announce_in",
            tuple(announcing.phases),
            announcing.ask_here,
            self.the,
            possible,
            WHICH_TO_ANNOUNCE,
            NONE_TO_ANNOUNCE,
            lambda thing: thing.title,
        )
        return replace(
            activity,
            commands={**activity.commands, "announce": Verb(ANNOUNCES_HERE, facilitator(here.typed))},
            buttons={
                **activity.buttons,
                "announce_in": guard(here.pressed),
                "announce": guard(announcing.send_again),
                "channel_form": guard(announcing.ask_where),
                "put_on_hold": facilitator(keeping.put_on_hold),
                "release": facilitator(keeping.release),
            },
            forms={**activity.forms, "channel": guard(announcing.choose)},
            wakes={**activity.wakes, "given_words": given.later},
            channel_news=announcing.channel_news,
            undelivered=undelivered,
            expire=keeping.expire,
        )


# ---- what people see ------------------------------------------------------------------------------------------------

ANNOUNCES_HERE = "Announce one in a channel of this platform too, or in another one"
WHICH_TO_ANNOUNCE = "Which one shall be announced here?"
NONE_TO_ANNOUNCE = "There is nothing just now that could be announced here."
