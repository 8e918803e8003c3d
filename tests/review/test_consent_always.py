"""Whatever people do in whatever order: nothing without names is shown of fewer than five who all still take part,
unless each of exactly those has agreed to exactly that number."""

import re
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from activities.kit.cards import Button
from storage.tables import ShownAnswer
from tests.review.looking_back import answers, starts, the_review
from tests.review.test_consent import WAYS_OUT
from tests.review.test_whole import CLOSED
from tests.town import Town, Townsperson

SEEDS = [pytest.param(seed, marks=() if seed < 5 else pytest.mark.slow) for seed in range(100)]
"""A few sequences in each run of the tests, all of them in `make test-all`."""

STEPS = 16


class Witness:
    """Knows from what people do and read alone who answered, who is still here, and who agreed to which number."""

    def __init__(self, town: Town, random: Random) -> None:
        self.town, self.random = town, random
        self.people = [*town.people(random.choice((5, 6, 7))), *([town.lee] if random.random() < 0.3 else [])]
        self.here = list(self.people)
        self.answered: list[Townsperson] = []
        self.agreed: dict[str, int] = {}
        self.old: list[tuple[Townsperson, Button]] = []

    def acts(self) -> None:
        """Somebody does something that can be done now, or presses a button from before."""
        phase = the_review(self.town).phase
        deeds = {
            "waiting_for_answers": (self.answers, self.answers, self.answers, self.goes, self.closes),
            "waiting_for_decision": (self.asks, self.asks, self.answers, self.goes),
            "waiting_for_consent": (self.agrees, self.agrees, self.agrees, self.goes, self.presses_late),
        }
        self.random.choice(deeds[phase])()

    def answers(self) -> None:
        person = self.random.choice(self.here)
        answers(person, says(person), label="Change my answers" if person in self.answered else "Answer")
        self.answered = list(dict.fromkeys([*self.answered, person]))

    def closes(self) -> None:
        self.town.comes_to(CLOSED)

    def asks(self) -> None:
        self.town.lee.presses_old(Button("Ask those who answered", "review.ask_consent", str(the_review(self.town).id)))
        self.agreed = {}

    def agrees(self) -> None:
        asked = [one for one in self.answered if one in self.here and one.name not in self.agreed]
        if asked:
            person = self.random.choice(asked)
            button = person.button("Show mine too")
            (asking,) = (page.text for page in person.told if button in page.buttons)
            found = re.search(r"Only (\d+) p", asking)
            assert found
            self.old.append((person, button))
            self.agreed[person.name] = int(found.group(1))
            person.presses_old(button)

    def presses_late(self) -> None:
        if self.old:
            person, button = self.random.choice(self.old)
            person.presses_old(button)

    def goes(self) -> None:
        others = [one for one in self.here if one is not self.town.lee]
        if len(others) > 1:
            person = self.random.choice(others)
            self.random.choice(WAYS_OUT)(person)
            self.here.remove(person)
            if person in self.answered:
                self.agreed = {}

    def looks(self) -> bool:
        """Whether anything is shown; then holds it against what is allowed."""
        with self.town.database.reading() as session:
            shown = set(session.exec(select(ShownAnswer.text)).all())
        if not shown:
            return False
        authors = [one for one in self.here if says(one) in shown]
        number = sum(one is not self.town.lee for one in authors)
        if number < 5:
            assert shown == {says(one) for one in authors}, "of somebody who has gone"
            assert self.agreed == dict.fromkeys((one.name for one in authors), number)
        return True


def says(person: Townsperson) -> str:
    return f"What {person.name} says"


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_ever_shown_of_few_who_have_not_each_agreed_to_their_number(tmp_path: Path, seed: int) -> None:
    town = Town(tmp_path)
    witness = Witness(town, Random(seed))
    starts(town, witness.people)
    for _ in range(STEPS):
        witness.acts()
        if witness.looks():
            break
    town.close()
