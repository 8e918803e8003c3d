"""The smallest activity to test with: it counts, in the row of its organisation, and says how far it got."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import select

from activities.kit.activity import Activity, LongWork, Verb, facilitator
from activities.kit.answers import Reader
from activities.kit.cards import Card, Paragraph, Part, say
from activities.kit.events import Command, Due, Event, Pressed, Submitted, Undelivered
from activities.kit.forms import FieldErrors
from activities.kit.phases import MovedOn
from activities.kit.runs import words
from activities.kit.turn import Turn
from activities.kit.views import Answer
from storage.tables import Organisation, Person


@dataclass
class Tally:
    """What the activity is to do at its next wakes, and what it was asked."""

    at_wake: Callable[[Turn, Due], None] = lambda _turn, _due: None
    ponders: Callable[[Turn, Due], LongWork | None] = lambda _turn, _due: None
    woken: list[tuple[str, datetime]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    lost: list[Undelivered] = field(default_factory=list)

    def activity(self) -> Activity:
        return Activity(
            name="tally",
            says="Counts",
            commands={
                "count": Verb("count one more", self._count),
                "show": Verb("say how far", lambda turn, _: shown(turn)),
                "reset": Verb("start again", facilitator(self._reset)),
            },
            buttons={"add": self._add, "break": self._break, "clash": self._clash, "late": self._late},
            forms={"set": self._set},
            wakes={"ring": self._ring},
            long_work={"ponder": lambda turn, due: self.ponders(turn, due)},
            current_state=lambda turn, _event: shown(turn),
            home=self._home,
            undelivered=lambda _turn, lost: self.lost.append(lost),
            on_leaver=lambda _turn, person: self.gone.append(person.name),
            away=lambda _turn, person: self.heard.append(f"{person.name} is away"),
            back=lambda _turn, person: self.heard.append(f"{person.name} is back"),
        )

    def _count(self, turn: Turn, _command: Command) -> Answer:
        return add(turn, 1)

    def _add(self, turn: Turn, pressed: Pressed) -> Answer:
        return add(turn, int(pressed.subject))

    def _reset(self, turn: Turn, _command: Command) -> Answer:
        locked(turn).name = "0"
        return shown(turn)

    def _break(self, turn: Turn, pressed: Pressed) -> Answer:
        add(turn, 1)
        raise ValueError(f"broken by {pressed.subject}")

    def _clash(self, turn: Turn, pressed: Pressed) -> Answer:
        add(turn, 1)
        turn.session.add_all(Person(organisation_id=turn.org, name=pressed.subject, staff_id="same") for _ in "ab")
        return shown(turn)

    def _late(self, turn: Turn, _pressed: Pressed) -> Answer:
        add(turn, 1)
        raise MovedOn

    def _set(self, turn: Turn, form: Submitted) -> Answer:
        turn.wake(turn.now + timedelta(hours=1), "ring", 1)
        reader = Reader(form.values)
        number = reader.text("number", missing="Please type a number.")
        if reader.errors:
            return FieldErrors(reader.errors)
        return add(turn, int(number))

    def _ring(self, turn: Turn, due: Due) -> None:
        self.woken.append((due.subject, turn.now))
        self.at_wake(turn, due)

    def _home(self, turn: Turn) -> tuple[Part, ...]:
        return (Paragraph(words(said(turn))),)


def add(turn: Turn, number: int) -> Card:
    """Count on, wake in an hour, and tell whoever did it."""
    row = locked(turn)
    row.name = str(int(row.name or 0) + number)
    turn.session.flush()
    turn.wake(turn.now + timedelta(hours=1), "ring", 1)
    if turn.by:
        turn.tell(turn.by, say(f"Counted to {row.name}"), ("count",))
    return shown(turn)


def locked(turn: Turn) -> Organisation:
    """The row that holds the count, which nobody else can change meanwhile."""
    mine = select(Organisation).where(Organisation.id == turn.org).with_for_update()
    return turn.session.exec(mine.execution_options(populate_existing=True)).one()


def shown(turn: Turn) -> Card:
    """How far it has got."""
    return say(said(turn))


def said(turn: Turn) -> str:
    turn.session.refresh(turn.organisation)  # it was read before anybody else's turn was waited for
    return f"The count is {turn.organisation.name or 0}."


def text_of(answer: Answer | Event) -> str:
    """What a card says, in one line."""
    assert isinstance(answer, Card)
    return answer.summary
