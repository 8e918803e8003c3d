"""A record that only those who took part may read, and everybody who might try to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import count

from sqlmodel import select

from activities.kit.cards import Button
from activities.kit.events import Account, People, Submitted, Value
from storage import people
from storage.tables import Message, Pull, Record, Revision, Use, Wake
from tests.front import Shown, just_shown, shown
from tests.library.shelf import files
from tests.town import Town, Townsperson

KNOWN, SECRET = "Quistgaardian", "Zebrawood"
"""A word by which somebody might look for it, and one that they do not know."""

GIVES_IT_AWAY = (SECRET, SECRET.lower(), "bleep", "Ask twice")
"""Words that then must not show."""

HIDDEN: dict[str, Value] = {
    "title": f"{KNOWN} handover at {SECRET}",
    "topics": f"{KNOWN}; {SECRET}; falls",
    "site": f"{KNOWN}; {SECRET}",
    "lessons": f"Never trust a {KNOWN} bleep at {SECRET}.\nAsk twice at {SECRET}.",
    "summary": f"A {KNOWN} night at {SECRET}.",
    "actions": f"Ask {KNOWN}; {SECRET}; 30/11/2026",
    "contact": f"The {KNOWN} {SECRET} team",
    "visibility": "participants",
}
KEYS = count()
KEPT = (Record, Revision, Use, Pull, Message, Wake)
BUTTONS = (
    *("show", "use", "edit", "history", "withdraw", "still_right", "make_public", "agree_public", "keep_inside"),
    *("take_back", "page", "narrow_down", "topics", "pull"),
)


class Case:
    """A town with one record that everybody may read, and one for Ann, who filed it, and those who took part.

    Of them, Bo is here; Gil has become a guest since, and Hal has left. Fay does not facilitate any more, Max does.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ann, self.bo, self.cat = (town.person(name) for name in ("Ann", "Bo", "Cat"))
        self.max = town.person("Max", facilitates=True)
        self.fay = town.person("Fay", facilitates=True)
        self.gil, self.hal = town.person("Gil"), town.person("Hal")
        self.open = files(self.ann)
        took_part = People(tuple(person.profile for person in (self.bo, self.gil, self.hal)))
        self.hidden = files(self.ann, **HIDDEN, took_part=took_part, review_on=date(2026, 11, 9))
        facilitates(self.fay, False)
        self.gil.becomes_a_guest()
        self.hal.leaves_the_hospital()

    @cached_property
    def olive(self) -> Townsperson:
        """A facilitator of another organisation in the same database."""
        return elsewhere(self.town)

    def townspeople(self) -> dict[str, Townsperson]:
        """Everybody who is or was here, by name."""
        here = (self.ann, self.bo, self.cat, self.max, self.fay, self.gil, self.hal)
        return {person.name: person for person in here}

    def outsiders(self) -> Iterator[tuple[str, Townsperson]]:
        """Everybody whom it is none of the business of, and what they are."""
        yield "somebody", self.cat
        yield "a facilitator", self.max
        yield "a former facilitator", self.fay
        yield "a guest who took part", self.gil
        yield "somebody who took part and left", self.hal
        yield "a facilitator of another organisation", self.olive


def elsewhere(town: Town) -> Townsperson:
    """A facilitator of another organisation in the same database."""
    olive = Townsperson(town, "U0OTHER", "Olive Other")
    olive.profile = replace(olive.profile, account=Account("slack", "T9OTHER", "U0OTHER"), email="o@elsewhere.example")
    with town.turn() as turn:
        turn.workspace = people.workspace(turn.session, "slack", "T9OTHER", "Europe/London").id
        turn.meet(olive.profile).facilitates = True
    return olive


def rows(town: Town) -> list[dict[str, object]]:
    with town.database.reading() as session:
        return [row.model_dump() for table in KEPT for row in session.exec(select(table)).all()]


def sends(person: Townsperson, form: str, subject: str, **values: Value) -> Shown:
    """Send a form that was never shown."""
    event = Submitted(
        f"forged {next(KEYS)}", person.profile, "library", form, subject, values, just_shown(person.town.engine)
    )
    return shown(person.town.engine.take(event))


def facilitates(person: Townsperson, they_do: bool = True) -> None:
    with person.town.database.writing() as session:
        person.row(session).facilitates = they_do


def presses(action: str, subject: str) -> Callable[[Case, Townsperson], None]:
    return lambda case, person: person.presses_old(
        Button("x", f"library.{action}", subject.format(hidden=case.hidden, open=case.open))
    )


def types(text: str) -> Callable[[Case, Townsperson], None]:
    return lambda case, person: person.types(text.format(hidden=case.hidden))
