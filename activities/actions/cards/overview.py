"""Lists of actions: mine, and everybody's for facilitators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activities.actions.cards import owning
from activities.actions.cards.action import buttons, line
from activities.kit.cards import Button, Buttons, Card, Heading, Paragraph, Part, Small, say
from activities.kit.runs import Mention, words
from activities.kit.wording import and_more
from storage.tables import Action

A_PAGE = 5

MINE, EVERYBODYS = "Your actions", "Everybody’s actions"


@dataclass(frozen=True)
class Everybodys:
    """A page of everybody's open actions, each with its owner, if it has one."""

    rows: Sequence[tuple[Action, Mention | None]]
    total: int
    overdue: int
    at: int


def mine(actions: Sequence[Action], at: int, today: date) -> Card:
    """What somebody who does not facilitate sees."""
    if not actions:
        return say(NOTHING)
    return Card(MINE, tuple(_mine(actions, at, today, "1")))


def for_facilitator(mine: Sequence[Action], at: int, everybodys: Everybodys, today: date) -> Card:
    """Theirs, and under it everybody's."""
    if not mine and not everybodys.total:
        return say("Nothing is open: nobody has anything to do from a review or a café.")
    parts = _mine(mine, at, today, str(everybodys.at)) if mine else []
    parts += [Heading(EVERYBODYS), Paragraph(words(f"{_counted(everybodys.total, everybodys.overdue)}."))]
    for action, owner in everybodys.rows:
        whose = words(owner) if owner else words(action.owner_role or "nobody", " (nobody has it yet)")
        parts += [
            Paragraph(words(line(action, today), "; ", whose, ".")),
            Buttons((owning.give(action), owning.close(action))),
        ]
    parts += _turning(everybodys.at, everybodys.total, f"{_within(at, len(mine))}:{{}}")
    return Card(f"{EVERYBODYS}: {_counted(everybodys.total, everybodys.overdue)}", tuple(parts))


def home(actions: Sequence[Action], total: int, overdue: int, today: date) -> tuple[Part, ...]:
    """On a home page. `total` and `overdue` count everybody's, for facilitators; 0 for others."""
    parts: list[Part] = [Heading(MINE)] if actions else []
    for action in actions[:A_PAGE]:
        parts += [Paragraph(words(line(action, today), ".")), buttons(action)]
    if len(actions) > A_PAGE:
        parts.append(Small(words(f"{and_more(len(actions) - A_PAGE)}: /actions list shows them all.")))
    if total:
        see = Buttons((Button("See them all", "actions.page", "1:1"),))
        parts += [Paragraph(words(f"Everybody’s actions: {_counted(total, overdue)}.")), see]
    return tuple(parts)


def pages(number: int) -> int:
    """How many pages so many actions take."""
    return max(1, -(-number // A_PAGE))


NOTHING = "You have nothing to do from a review or a café just now."


def _mine(actions: Sequence[Action], at: int, today: date, everybodys_at: str) -> list[Part]:
    at = _within(at, len(actions))
    parts: list[Part] = [Heading(MINE)]
    for action in actions[(at - 1) * A_PAGE : at * A_PAGE]:
        parts += [Paragraph(words(line(action, today), ".")), buttons(action)]
    return parts + _turning(at, len(actions), f"{{}}:{everybodys_at}")


def _within(at: int, number: int) -> int:
    return min(max(at, 1), pages(number))


def _turning(at: int, number: int, subject: str) -> list[Part]:
    """The buttons to other pages, if there are any; `subject` with a gap for the page."""
    turning = []
    if at > 1:
        turning.append(Button("Due earlier", "actions.page", subject.format(at - 1)))
    if at < pages(number):
        turning.append(Button("Due later", "actions.page", subject.format(at + 1)))
    return [Buttons(tuple(turning))] if turning else []


def _counted(total: int, overdue: int) -> str:
    return f"{total} open, {overdue or 'none'} of them overdue"
