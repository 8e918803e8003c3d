"""A hospital in which everything has happened, and all that was pressed and sent there to be tried by somebody else."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, select
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (fills the metadata)
from activities.kit.cards import Card
from activities.kit.events import Account, Command, Event, People, Pressed, Profile, Submitted, Value
from activities.kit.forms import Form
from bot.engine.engine import Engine
from storage import people
from tests.front import EngineFront, Sheet, Shown, just_shown, told
from tests.lives import NAME
from tests.privacy.everything import takes_part_in_everything
from tests.town import Town, Townsperson

OLD = ("1", "1:1", "1:1:1")
"""Subjects for what the story did not come to: everything in it has a first, with a first page."""


def _of_the_first(table: Table) -> Select[Any]:
    """The rows of the first organisation, and those of a table that is of none; not when somebody last used the bot."""
    rows = select(*(column for column in table.columns if column.name != "acted_at"))
    return rows.where(table.c.organisation_id == 1) if "organisation_id" in table.c else rows


EVERY_ROW = {table.name: _of_the_first(table) for table in SQLModel.metadata.sorted_tables}


class Remembering(EngineFront):
    """Remembers what anybody was shown or sent.

    `subjects`: by button (`coffee.join`), each with which it was shown. `sent`: by form, each subject with answers.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, self._looks_at)
        self.subjects: dict[str, set[str]] = defaultdict(set)
        self.sent: dict[str, list[tuple[str, Mapping[str, Value]]]] = defaultdict(list)

    def sends(self, who: Profile, sheet: Sheet, values: Mapping[str, Value]) -> Shown:
        self.sent[sheet.name].append((sheet.subject, values))
        return super().sends(who, sheet, values)

    def catches_up(self) -> None:
        for card in told(self._engine):
            self._looks_at(card)

    def _looks_at(self, seen: Card | Form) -> None:
        for button in seen.buttons() if isinstance(seen, Card) else ():
            self.subjects[button.action].add(button.subject)


class Hospital:
    """Whoever facilitates no more is among `former`; `zoe` took part in nothing; `olive` facilitates elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder, front=Remembering)
        annabel = self.town.person(NAME, department="Theatres", facilitates=True)
        takes_part_in_everything(self.town, annabel)
        self.zoe = self.town.person("Zoe").profile
        self.former = (self._removed(), self._handed_over(annabel))
        self.gone = (self._left(), self._a_guest())
        self.olive = self._of_another_organisation()
        self._numbers = count(1)
        self._rows: list[tuple[str, Sequence[object]]] = []
        self._read_after = -1

    def newcomer(self) -> Profile:
        """Somebody else who has taken part in nothing, and is known by now."""
        somebody = self.town.person(f"Newcomer {next(self._numbers)}")
        somebody.types("/knowhow help")
        return somebody.profile

    def rows(self) -> list[tuple[str, Sequence[object]]]:
        """Everything that is kept of this organisation, but for when somebody last used the bot."""
        if self._read_after != self.town.commits:
            with self.town.database.reading() as session:
                run = session.connection().execute
                self._rows = [(table, row) for table, rows in EVERY_ROW.items() for row in run(rows).all()]
            self._read_after = self.town.commits
        return self._rows

    def tries(self, by: Profile, kind: str, activity: str, name: str) -> Iterator[Event]:
        """A command, button or form by somebody, with everything that it ever was about."""
        front = self.town.front
        assert isinstance(front, Remembering)
        match kind:
            case "command":
                for rest in ("", "1"):
                    yield Command(self._key(), by, activity, name, rest)
            case "button":
                for subject in sorted({*front.subjects[f"{activity}.{name}"], *OLD}):
                    yield Pressed(self._key(), by, activity, name, subject)
            case _:
                for subject, values in [*front.sent[f"{activity}.{name}"], *((old, {}) for old in OLD)]:
                    yield Submitted(self._key(), by, activity, name, subject, values, just_shown(self.town.engine))

    def _key(self) -> str:
        return f"tried {next(self._numbers)}"

    def _removed(self) -> Profile:
        somebody = self._facilitator("Max")
        somebody.types("/knowhow facilitators")
        somebody.presses("Stop facilitating")
        return somebody.profile

    def _handed_over(self, to: Townsperson) -> Profile:
        somebody = self._facilitator("Nia")
        somebody.types("/knowhow facilitators")
        somebody.presses("Hand over")
        somebody.fills("knowhow.hand_over", people=People((to.profile,)))
        return somebody.profile

    def _left(self) -> Profile:
        somebody = self._facilitator("Oz")
        somebody.leaves_the_hospital()
        return somebody.profile

    def _a_guest(self) -> Profile:
        somebody = self._facilitator("Pam")
        somebody.becomes_a_guest()
        return somebody.profile

    def _facilitator(self, name: str) -> Townsperson:
        return self.town.person(name, facilitates=True)

    def _of_another_organisation(self) -> Profile:
        account = Account("slack", "T9OTHER", "U9OLIVE")
        elsewhere = replace(self.zoe, account=account, name="Olive", email="olive@elsewhere.example")
        with self.town.turn() as turn:
            turn.workspace = people.workspace(turn.session, "slack", "T9OTHER", "Europe/London").id
            turn.meet(elsewhere).facilitates = True
        return elsewhere
