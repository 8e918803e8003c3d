"""A hospital of any size: who is in it, on paper and in the small Slack."""

from collections.abc import Mapping
from dataclasses import dataclass

from activities.kit.events import Account, Profile
from bot.sandbox.workspace import Workspace

TEAM, CHANNEL = "T000SANDBOX", "C000COFFEE"
ZONE = "Europe/London"
SITES = ("Northgate", "Southfield")
DEPARTMENTS = tuple(f"Department {number}" for number in range(40))

LEE, ANN, BO, NEVER_IN = 1, 2, 10, 40
"""The ids of the librarian, who facilitates; of somebody who takes part in most things; of somebody who is in the trial
that is open, and in nothing else; and of somebody who never was in anything.
"""

OPEN, MET = 1, 2
"""The ids of the trial that is open for sign-ups, and of the one whose people have met and are asked for feedback."""

IN_IT = range(ANN, 22)
"""Who is in the one that is open."""

THEY_MET = (*range(ANN, BO), *range(22, 34))
"""Who is in the other."""

ONLY_IN_IT = range(BO, IN_IT.stop)

STRANGERS = 1_000_000
"""The number from which on people are unknown to every database."""

ANSWERS: Mapping[str, str] = {
    "meetups": "one",
    "department": DEPARTMENTS[0],
    "role_group": "clinical",
    "job_title": "Lead",
}
"""What everybody says who joins a trial, beside the site."""


@dataclass(frozen=True)
class Size:
    """How many there are of what grows. Of the trials two are as above; of reviews and cafés there are as many."""

    people: int
    trials: int
    records: int

    def __str__(self) -> str:
        return f"{self.people:,} people, {self.trials} trials, {self.records:,} records"


SMALL = Size(people=50, trials=2, records=100)
LARGE = Size(people=50_000, trials=100, records=100_000)


def user_id(number: int) -> str:
    """What Slack calls the person with this id; the small Slack calls nobody so by itself."""
    return f"U5{number:08}"


def profile(number: int) -> Profile:
    """Somebody as Slack knows them."""
    return Profile(Account("slack", TEAM, user_id(number)), f"Person {number}", f"person{number}@example.org")


def job_title(number: int) -> str:
    """What somebody does: in a large hospital some others do the same."""
    return f"Lead {number % 400}"


def move_in(workspace: Workspace, numbers: range) -> None:
    """Give these people their accounts in the small Slack."""
    for number in numbers:
        who = profile(number)
        workspace.add_user(who.name, name=f"person{number}", email=who.email or "", id=who.account.user)
